// "Cover faces first" and "Someone may be at risk": not one byte of a photo leaves this phone, and
// none is kept, before the person covered it or said that no face is in it.
import { open } from "./burning.js";
import { part, say } from "./page.js";

const items = new Set();
const button = part("cover-all");
let lastOpened = Promise.resolve(); // one after the other: a phone has little memory
let desk;

const inOrder = () => [...items].sort((one, other) => one.row.number - other.row.number);
button.onclick = () => show(inOrder()[0]);

// True once the photo holds nothing but what may be sent.
export async function cover(row) {
  const { photo } = row;
  const item = { row, file: (photo.original ??= photo.file), boxes: [], past: [] };
  items.add(item);
  try {
    photo.take(await prepare(item));
  } catch {
    if (photo.isWanted) photo.become("unfit", say("uncoverable"));
    return false;
  } finally {
    leave(item);
  }
  row.picture();
  photo.become("waiting");
  return true;
}

const prepare = (item) =>
  new Promise((resolve, reject) => {
    item.resolve = (blob) => {
      leave(item);
      resolve(blob);
    };
    Object.assign(item.row.part("cover"), { hidden: false, onclick: () => show(item) });
    item.row.part("remove").addEventListener("click", reject);
    count();
    lastOpened = lastOpened.then(() => open(item.file)).then((it) => it.close(), reject);
  });

async function show(item) {
  desk ??= import("./cover-desk.js").then(({ make }) => make(inOrder));
  try {
    (await desk).show(item);
  } catch {
    desk = null; // no network: the next tap tries again
  }
}

function leave(item) {
  items.delete(item);
  count();
}

function count() {
  for (const item of items) if (!item.row.photo.isWanted) items.delete(item);
  const { size } = items;
  button.hidden = !size;
  button.textContent = say(`cover-${Math.min(size, 2) || 1}`, { count: size });
}
