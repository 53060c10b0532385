// One question to the server in the words of tus 1.0.0 (https://tus.io), and what its answer means.
const STALLED = 45_000; // ms
const PASSING = [408, 409, 410, 423, 425, 428, 429, 460];

// fetch would not tell how much was sent. ``asker`` may abort the question by ``asker.asked``.
export function ask(asker, method, address, { headers = {}, bytes = null, onSent } = {}) {
  return new Promise((resolve, reject) => {
    const asked = (asker.asked = new XMLHttpRequest());
    const begun = performance.now(); // a clock that nobody sets
    asked.open(method, address);
    asked.timeout = STALLED;
    asked.setRequestHeader("Tus-Resumable", "1.0.0");
    asked.setRequestHeader("Accept-Language", document.documentElement.lang); // of its sentences
    for (const name in headers) asked.setRequestHeader(name, headers[name]);
    asked.upload.onprogress = ({ loaded }) => {
      const passed = performance.now() - begun;
      asked.timeout = passed + STALLED;
      onSent?.(loaded);
    };
    asked.onloadend = () => (isOurs(asked) && asked.status < 300 ? resolve : reject)(asked);
    asked.send(bytes);
  });
}

// A hotel's sign-in page or a proxy says nothing about a photo.
export const isOurs = (asked) => Boolean(asked.getResponseHeader?.("Tus-Resumable"));

// Asked again it would be the same; the file cannot be read, or the server will not take it.
export const isFinal = (trouble) =>
  !("status" in trouble) ||
  (isOurs(trouble) && trouble.status < 500 && !PASSING.includes(trouble.status));

export async function checksum(bytes) {
  if (!crypto.subtle) return {}; // over HTTPS only
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}` };
}
