// What a closed page left goes on its way, piece by piece (tus 1.0.0); a page that opens meanwhile
// takes over. Handing over is left to the person: it ends in a receipt.
import { note } from "./keeping.js";

const PIECE = 256 * 1024; // bytes
const PATIENCE = 60_000; // ms for a page to close

// Fails while anything is left: the browser then tries again.
export async function sendLater(drafts) {
  for (const draft of drafts) {
    if (!draft.draft) continue;
    const signal = AbortSignal.timeout(PATIENCE);
    await navigator.locks.request(`draft ${draft.draft}`, { signal }, () => {}); // it is closed
    const photos = draft.photos.filter(({ isCopied }) => isCopied || !draft.isHandedOver);
    for (const photo of photos)
      await navigator.locks.request(`photo ${photo.name}`, () => send(photo));
  }
}

async function send(photo) {
  const { size } = photo.file;
  let offset = await begin(photo);
  while (offset < size && !(await isOpen(photo))) {
    const bytes = photo.file.slice(offset, offset + PIECE);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
    offset = offsetIn(await ask(photo, "PATCH", headers, bytes));
  }
}

async function begin(photo) {
  if (photo.token) {
    const answer = await ask(photo, "HEAD");
    if (answer.ok) return offsetIn(answer);
  }
  const { draft, name, file } = photo;
  const metadata = `draft ${btoa(draft)},photo ${btoa(name)}`;
  photo.token = "";
  const headers = { "Upload-Length": file.size, "Upload-Metadata": metadata };
  const answer = await ask(photo, "POST", headers);
  if (!answer.ok) return file.size; // the page will hear why
  photo.token = answer.headers.get("Location").split("/").pop();
  await note(photo);
  return offsetIn(answer);
}

async function isOpen({ draft }) {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => name === `draft ${draft}`);
}

async function ask({ token }, method, headers = {}, body = undefined) {
  const all = { "Tus-Resumable": "1.0.0", ...headers };
  const answer = await fetch(`/files/${token}`, { method, headers: all, body });
  if (answer.status >= 500 || !answer.headers.has("Tus-Resumable")) throw new Error("later");
  return answer;
}

// What is refused is told to the page.
const offsetIn = ({ ok, headers }) => (ok ? Number(headers.get("Upload-Offset")) : Infinity);
