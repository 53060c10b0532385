// Photos that may leave the phone only once they are covered, or somebody said that no face is in
// them. Each waits here; the window in which they are covered is made when it is wanted.
import { open } from "./burning.js";
import { part, say } from "./page.js";

const items = new Set();
const inOrder = () => [...items].sort((one, other) => one.row.number - other.row.number);
const button = part("cover-all");
let lastOpened = Promise.resolve(); // one after the other: a phone has little memory
let desk;

button.addEventListener("click", () => show(inOrder()[0]));

// What may be sent of a file. Fails, with a sentence, where it cannot be covered or was removed.
export function prepare(file, { row, how }) {
  return new Promise((resolve, reject) => {
    const item = { file, row, how, boxes: [], past: [] };
    const leave = (settle) => (value) => {
      items.delete(item);
      count();
      settle(value);
    };
    Object.assign(item, { resolve: leave(resolve), reject: leave(reject) });
    items.add(item);
    row.part("cover").addEventListener("click", () => items.has(item) && show(item));
    row.part("remove").addEventListener("click", () => item.reject(new Error("")));
    count();
    const refuse = () => item.reject(new Error(say("uncoverable")));
    lastOpened = lastOpened.then(() => open(file)).then((picture) => picture.close(), refuse);
  });
}

async function show(item) {
  desk ??= import("./cover-desk.js").then(({ Desk }) => Desk.make(inOrder));
  try {
    (await desk).show(item);
  } catch {
    desk = null; // no network: the next tap tries again
  }
}

function count() {
  button.hidden = !items.size;
  button.textContent = say(`cover-${Math.min(items.size, 2) || 1}`, { count: items.size });
}
