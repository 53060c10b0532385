// Originals whose small copies were handed over follow by themselves, from any page that finds them.
import { drop, findKept, forgetDraft } from "./keeping.js";
import { send } from "./line.js";
import { Photo } from "./photo.js";

const FILES = "/files/";
const DONE = ["safe", "wrong"];

// ``onChange`` hears how many of them are done.
export function sendOriginals({ draft, photos }, onChange = () => {}) {
  const originals = photos.map(({ file, draft: _, ...kept }) => {
    const photo = new Photo({ draft, files: FILES, leave() {} }, file, kept);
    photo.onChange = () => tell();
    return photo;
  });
  const tell = () => onChange(originals.filter(({ state }) => DONE.includes(state)).length);
  for (const photo of originals) photo.onSafe = () => drop(photo.name).then(forgetEmpty);
  tell();
  send(...originals);
}

async function forgetEmpty() {
  for (const draft of await findKept())
    if (draft.isReceived && !draft.photos.length) await forgetDraft(draft);
}
