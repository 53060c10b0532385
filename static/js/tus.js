// The requests of tus 1.0.0 (https://tus.io/protocols/resumable-upload); each is asked once and
// fails with a Trouble. XMLHttpRequest, because fetch does not tell how much was sent.
const STALLED = 45_000; // ms without a sign of life
const PASSING = [408, 409, 410, 423, 425, 429, 460];

// What came instead of a good answer: status 0 when nothing came. What something between us and
// the server says (a hotel's sign-in page, a proxy) is no verdict on a photo.
export class Trouble extends Error {
  constructor(asked) {
    super(`status ${asked.status}`);
    this.status = asked.status;
    this.isOurs = Boolean(asked.getResponseHeader("Tus-Resumable"));
    this.isFinal = this.isOurs && asked.status < 500 && !PASSING.includes(asked.status);
    this.sentence = this.isFinal ? asked.responseText : "";
    this.pause = 1000 * (Number(asked.getResponseHeader("Retry-After")) || 0); // ms
  }
}

export async function createUpload({ draft, files, name, size }, hold) {
  const metadata = `draft ${btoa(draft)},photo ${btoa(name)}`;
  const answer = await ask("POST", files, hold, {
    headers: { "Upload-Length": size, "Upload-Metadata": metadata },
  });
  const address = new URL(answer.getResponseHeader("Location"), location).pathname;
  return { address, offset: offsetOf(answer) };
}

export async function findOffset(address, hold) {
  return offsetOf(await ask("HEAD", address, hold));
}

export async function sendPiece(address, hold, { bytes, offset, onProgress }) {
  const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
  if (crypto.subtle) headers["Upload-Checksum"] = await checksum(bytes); // over HTTPS only
  return offsetOf(await ask("PATCH", address, hold, { headers, body: bytes, onProgress }));
}

export const removeUpload = (address, hold) => ask("DELETE", address, hold);

const offsetOf = (answer) => Number(answer.getResponseHeader("Upload-Offset"));

async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256 ${btoa(String.fromCharCode(...digest))}`;
}

// ``hold`` is told how to stop the request.
function ask(method, address, hold, { headers = {}, body = null, onProgress = null } = {}) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    const stop = () => asked.abort();
    let patience = setTimeout(stop, STALLED);
    hold(stop);
    asked.open(method, address);
    asked.setRequestHeader("Tus-Resumable", "1.0.0");
    for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
    asked.upload.onprogress = (event) => {
      clearTimeout(patience);
      patience = setTimeout(stop, STALLED);
      onProgress?.(event.loaded);
    };
    asked.onloadend = () => {
      clearTimeout(patience);
      const isGood = asked.status >= 200 && asked.status < 300;
      if (isGood && asked.getResponseHeader("Tus-Resumable")) resolve(asked);
      else reject(new Trouble(asked));
    };
    asked.send(body);
  });
}
