// The queue as this browser keeps it (IndexedDB): a closed tab, a crash, an empty battery lose
// nothing. A service worker reads it, too: no document, no window in here.
//
// Of "Cover faces first" only what is covered comes in here. Of "Someone may be at risk" nothing
// does: a queue on a phone that is searched tells of its owner.
export const NAME = "queue";
const STORES = { photos: { keyPath: "name" }, files: {}, answers: { keyPath: "draft" } };

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const store in STORES) asked.result.createObjectStore(store, STORES[store]);
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = close; // somebody wants it deleted
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function close() {
  const base = await opened?.catch(() => null);
  opened = null;
  base?.close();
}

// ``work`` gets the three stores; the promise holds when all of it is on the disk.
async function change(mode, work) {
  const stores = Object.keys(STORES);
  const act = (await open()).transaction(stores, mode);
  const done = new Promise((resolve, reject) => {
    act.oncomplete = resolve;
    act.onabort = () => reject(act.error);
  });
  const asked = work(...stores.map((name) => act.objectStore(name)));
  await done;
  return asked;
}

const FACTS = ["name", "draft", "path", "how", "title", "order", "token", "isCopied", "copyToken"];
const tell = (photo) => Object.fromEntries(FACTS.map((fact) => [fact, photo[fact]]));

// Rejects where the browser refuses (a private window) or has no room left.
export const keep = (photo) =>
  change("readwrite", (photos, files) => {
    photos.put(tell(photo));
    files.put(photo.file, photo.name);
  });

export const note = (photo) => change("readwrite", (photos) => photos.put(tell(photo)));

export const drop = (...names) =>
  change("readwrite", (photos, files) => {
    for (const name of names) for (const store of [photos, files]) store.delete(name);
  });

export const keepAnswers = (answers) =>
  change("readwrite", (photos, files, drafts) => drafts.put(answers));

const dropAnswers = (draft) =>
  change("readwrite", (photos, files, drafts) => drafts.delete(draft));

// Looking for a queue shall not make one.
async function isThere() {
  const queues = (await indexedDB.databases?.()) ?? [{ name: NAME }];
  return queues.some(({ name }) => name === NAME);
}

// What is kept, by draft: photos with their files in the order they were chosen, and answers.
export async function findKept() {
  if (!(await isThere())) return [];
  const [found, names, files, said] = await change("readonly", (photos, files, drafts) => [
    photos.getAll(),
    files.getAllKeys(),
    files.getAll(),
    drafts.getAll(),
  ]);
  const fileOf = new Map(names.result.map((name, at) => [name, files.result[at]]));
  const drafts = new Map(said.result.map((answers) => [answers.draft, { ...answers, photos: [] }]));
  for (const photo of found.result.sort((one, other) => one.order - other.order)) {
    const { name, draft, path } = photo;
    if (!drafts.has(draft)) drafts.set(draft, { draft, path, photos: [] });
    drafts.get(draft).photos.push({ ...photo, file: fileOf.get(name) });
  }
  return [...drafts.values()];
}

// All of a draft; with the last one the queue itself.
export async function forgetDraft({ draft, photos }) {
  await drop(...photos.map(({ name }) => name));
  await dropAnswers(draft);
  if (!(await findKept()).length) await forgetQueue();
}

// Leaves not even an empty queue behind.
export async function forgetQueue() {
  await close();
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}
