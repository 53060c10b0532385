// Photos on their way, two at once, in pieces (tus 1.0.0, https://tus.io). After a failure the
// server is asked how much it has: nothing is lost, and nothing comes twice.
import { say } from "./page.js";

const AT_ONCE = 2;
const PIECE = 512 * 1024; // bytes; two on a line that carries them in a second
const PATIENCE = 4; // failures; then others go first
const STALLED = 45_000; // ms
const PASSING = [408, 409, 410, 423, 425, 429, 460];

const waiting = new Set();
const working = new Set();
const resting = new Set();
let failures = 0; // of the line
let lastCreation = Promise.resolve(); // one after the other: the first begins the draft

addEventListener("online", wakeAll);
document.addEventListener("visibilitychange", wakeAll);

export const isIdle = () => !waiting.size && !working.size;

// Small ones first.
export function send(...photos) {
  for (const photo of photos) waiting.add(photo);
  const free = [...waiting].filter((photo) => !working.has(photo));
  free.sort((one, other) => one.isLate - other.isLate || one.size - other.size);
  for (const photo of free.slice(0, AT_ONCE - working.size)) work(photo);
}

async function work(photo) {
  waiting.delete(photo);
  working.add(photo);
  try {
    await photo.work();
    failures = 0;
  } catch (trouble) {
    waiting.add(photo);
    // With jitter: a whole square comes back at once.
    const pause = Math.min(800 * 2 ** failures++, 15_000) * (0.75 + Math.random() / 4);
    const rest = photo.recoverFrom(trouble, pause);
    await new Promise((wake) => resting.add(wake) && setTimeout(wake, rest));
  }
  working.delete(photo);
  send();
  photo.onChange();
}

export function wakeAll() {
  failures = 0;
  for (const wake of resting) wake();
  resting.clear();
}

export class Photo {
  // The state is waiting, sending, lost, server (has a problem), safe, refused (by the worker),
  // unfinished (on an earlier page); or, not wanted: wrong (not taken), unfit (not sent), gone.
  sentence = ""; // what is wrong
  offset = 0; // bytes that are safe
  live = 0; // bytes on their way
  speed = 0; // bytes per second
  failures = 0; // since a piece went well
  #name = ""; // by which the server may know it
  #isUnsure = false; // of the offset
  #asked;

  // With a token it is there already.
  constructor(file, { draft, files }, token = "", state = "waiting") {
    Object.assign(this, { file, draft, files, token, state, size: file?.size || 1 });
    if (token) this.offset = this.size;
  }

  get isWanted() {
    return !["wrong", "unfit", "gone"].includes(this.state);
  }

  get isLate() {
    return this.failures >= PATIENCE;
  }

  become(state, sentence = "") {
    Object.assign(this, { state, sentence, live: 0 });
    if (!this.isWanted) this.#asked?.abort();
    this.onChange();
  }

  // Fails with a request, or because the file cannot be read.
  async work() {
    if (this.isWanted) this.become("sending");
    while (this.isWanted && !(this.token && this.offset === this.size)) await this.#step();
    if (this.isWanted) this.become("safe");
    else if (this.#name || this.token) await this.#forget();
  }

  recoverFrom(trouble, pause) {
    const { status, responseText } = trouble;
    const rest = Math.max(pause, 1000 * trouble.getResponseHeader?.("Retry-After") || 0);
    const isStuck = status === 409 && !this.token && this.isLate;
    Object.assign(this, { speed: 0, failures: this.failures + 1 });
    this.#isUnsure = true;
    if ([404, 410].includes(status) && isOurs(trouble) && this.token) this.token = ""; // anew
    else if (!this.isWanted) return rest;
    else if (isFinal(trouble) || isStuck) this.become("wrong", responseText || say("broken"));
    else if (!status) this.become("lost");
    else if (status >= 500 || status === 429)
      this.become("server", say("server", { count: Math.ceil(rest / 1000) }));
    return rest;
  }

  #step() {
    if (!this.token) return this.#create();
    return this.#isUnsure ? this.#ask("HEAD") : this.#sendPiece();
  }

  // Asked twice it makes one upload: the token follows from draft and name.
  async #create() {
    this.#name ||= crypto.getRandomValues(new Uint32Array(4)).join("-");
    const metadata = `draft ${btoa(this.draft)},photo ${btoa(this.#name)}`;
    const headers = { "Upload-Length": this.size, "Upload-Metadata": metadata };
    lastCreation = lastCreation.catch(() => {}).then(() => this.#ask("POST", headers));
    const created = await lastCreation;
    this.token = created.getResponseHeader("Location").split("/").pop();
  }

  async #sendPiece() {
    const { offset } = this;
    const end = offset + (this.speed > 2 * PIECE ? 2 * PIECE : PIECE);
    const bytes = await this.file.slice(offset, end).arrayBuffer();
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
    if (crypto.subtle) headers["Upload-Checksum"] = await checksum(bytes); // over HTTPS only
    await this.#ask("PATCH", headers, bytes);
    this.failures = 0;
  }

  async #forget() {
    try {
      if (!this.token) await this.#create(); // the answer was lost
      await this.#ask("DELETE");
    } catch (trouble) {
      if (!isFinal(trouble)) throw trouble;
    }
    this.#name = this.token = "";
    this.offset = this.failures = 0;
  }

  // fetch would not tell how much was sent.
  #ask(method, headers = {}, bytes = null) {
    return new Promise((resolve, reject) => {
      const asked = (this.#asked = new XMLHttpRequest());
      const begun = performance.now();
      asked.open(method, this.files + this.token);
      asked.timeout = STALLED;
      asked.setRequestHeader("Tus-Resumable", "1.0.0");
      for (const name in headers) asked.setRequestHeader(name, headers[name]);
      asked.upload.onprogress = ({ loaded }) => {
        const passed = performance.now() - begun;
        const speed = (1000 * loaded) / passed;
        asked.timeout = passed + STALLED;
        this.speed = 0.8 * (this.speed || speed) + 0.2 * speed;
        this.live = loaded;
        this.onChange();
      };
      asked.onloadend = () => {
        if (!isOurs(asked) || asked.status >= 300) return reject(asked);
        this.offset = Number(asked.getResponseHeader("Upload-Offset"));
        this.live = 0;
        this.#isUnsure = false;
        this.onChange();
        resolve(asked);
      };
      asked.send(bytes);
    });
  }
}

// A hotel's sign-in page or a proxy says nothing about a photo.
const isOurs = (asked) => Boolean(asked.getResponseHeader("Tus-Resumable"));

const isFinal = (trouble) =>
  !("status" in trouble) ||
  (isOurs(trouble) && trouble.status < 500 && !PASSING.includes(trouble.status));

async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256 ${btoa(String.fromCharCode(...digest))}`;
}
