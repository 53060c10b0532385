// The hooks of /add/. Until the person chose how, files are only held, and nothing leaves the
// phone. The rest is loaded then; without it the form works by itself.
const form = document.querySelector("[data-add]");
const held = [];
const KEY = "how";
let loading;

const isChosen = () => Boolean(form.querySelector('[name="how"]:checked'));

async function load() {
  const [{ Uploader }] = await Promise.all([import("./uploader.js"), import("./places.js")]);
  return new Uploader(form);
}

async function goOn() {
  form.querySelector("[data-how-first]").hidden = isChosen();
  if (!isChosen()) return form.querySelector('[name="how"]').focus();
  try {
    const uploader = await (loading ??= load());
    if (held.length) uploader.take(held.splice(0));
    return uploader;
  } catch {
    loading = null; // no network: the next file or choice tries again
  }
}

function take({ files }) {
  held.push(...files);
  if (files.length) goOn();
}

// For this visit, and not at all where someone may be at risk. Private windows may refuse.
function remember(how) {
  try {
    if (how === "at-risk") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, how);
  } catch {}
}

function recall() {
  for (const choice of form.querySelectorAll("[data-scripted]")) choice.disabled = false;
  try {
    const { how } = form.elements;
    if (!how.value) how.value = sessionStorage.getItem(KEY) ?? "";
  } catch {}
}

// A queue that is not there shall not be made by looking for it.
async function lookForQueue() {
  const queues = await globalThis.indexedDB?.databases?.().catch(() => []);
  if (queues?.some(({ name }) => name === "queue") === false) return;
  const { welcome } = await import("./welcome.js");
  await welcome(form, goOn);
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "how") remember(target.value);
  if (target.matches('[name="how"], [data-photos]')) goOn();
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  addEventListener(kind, (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer.types.includes("Files")) return;
    event.preventDefault(); // else the browser would leave this page
    form.querySelector("[data-chooser]").classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") take(dataTransfer);
  });
}
addEventListener("paste", ({ clipboardData }) => take(clipboardData));
recall();
addEventListener("pageshow", () => isChosen() && goOn()); // a browser may remember the choice
lookForQueue().catch(() => {});
