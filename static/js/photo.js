// A photo on its way, in pieces (tus 1.0.0, https://tus.io). After a failure the server is asked
// how much it has: nothing is lost, and nothing comes twice.
import { ask, checksum, isFinal, isOurs } from "./asking.js";
import { say } from "./page.js";

const PIECE = 512 * 1024; // bytes; two on a line that carries them in a second
const LEAST = 64 * 1024; // where every longer one is cut
const LONG = 20; // seconds for a piece
const PATIENCE = 4; // failures; then others go first

let lastCreation = Promise.resolve(); // one after the other: the first begins the draft

export class Photo {
  // The state is waiting, sending, paused, lost, server (has a problem), safe; held (to be covered),
  // later (its small copy goes first), refused (by the worker), unfinished (on an earlier page); or,
  // not wanted: wrong (not taken), unfit (not sent), gone.
  state = "waiting";
  sentence = ""; // what is wrong
  token = ""; // the end of its address at the server
  how = "as-taken";
  isCopy = false; // a small one, of ``whole``
  isCopied = false; // such a copy of it is at the server
  offset = 0; // bytes that are safe
  live = 0; // bytes on their way
  speed = 0; // bytes per second
  failures = 0; // since a piece went well
  onChange = () => {};
  #piece = PIECE;
  #isKnown = false; // to the server, perhaps
  #isUnsure = true; // of the offset
  #hasMoved = false; // to another draft

  // ``known`` is what was kept of it, or what the page says.
  constructor(desk, file, known = {}) {
    Object.assign(this, { desk, name: newName(), title: file?.name }, known);
    this.take(file);
    if (!file || this.state === "safe") this.offset = this.size;
  }

  // Covered, it is another file.
  take(file) {
    Object.assign(this, { file, size: file?.size || 1 });
  }

  get draft() {
    return this.desk.draft;
  }

  get isWanted() {
    return !["wrong", "unfit", "gone"].includes(this.state);
  }

  get rank() {
    return 2 * (this.failures >= PATIENCE) + this.isCopied;
  }

  get #isMoving() {
    return this.isWanted && !["paused", "later"].includes(this.state);
  }

  become(state, sentence = "") {
    Object.assign(this, { state, sentence, live: 0 });
    if (!this.#isMoving) this.asked?.abort();
    this.onChange();
  }

  // In another draft the server knows nothing of it.
  startAnew() {
    Object.assign(this, { token: "", offset: 0, failures: 0 });
    this.become(this.state === "held" ? "held" : "waiting");
  }

  // Fails with a request, or because the file cannot be read.
  async work() {
    if (this.#isMoving) this.become("sending");
    while (this.#isMoving && !(this.token && this.offset === this.size)) await this.#step();
    if (this.#isMoving) this.become("safe"), this.onSafe?.();
    else if (!this.isWanted && (this.#isKnown || this.token)) await this.#forget();
  }

  recoverFrom(trouble, pause) {
    const { status, responseText } = trouble;
    if (this.isWanted && !this.#isMoving) return 0;
    const rest = Math.max(pause, 1000 * trouble.getResponseHeader?.("Retry-After") || 0);
    this.#piece = Math.max(LEAST, this.#piece / 2);
    Object.assign(this, { speed: 0, failures: this.failures + 1 });
    this.#isUnsure = true;
    if (status === 428) this.#proveAnew();
    if ([404, 410].includes(status) && isOurs(trouble) && this.token) this.token = ""; // anew
    else if (this.isWanted && !this.#moves(status)) this.#complain(trouble, rest, responseText);
    return rest;
  }

  // A draft that is too old leads nowhere: all of its photos move to a new one, once.
  #moves(status) {
    if (status !== 400 || this.token || this.#hasMoved) return false;
    this.#hasMoved = true;
    this.desk.leave();
    return true;
  }

  // A proof of work is asked for since this page was opened, or ours counts no longer.
  #proveAnew() {
    this.desk.form.dataset.needsProof = "yes";
    import("./proof.js").then(({ forget }) => forget());
  }

  #complain(trouble, rest, words) {
    const { status } = trouble;
    const isStuck = status === 409 && !this.token && this.rank > 1;
    const count = Math.max(2, Math.ceil(rest / 1000));
    if (isFinal(trouble) || isStuck) this.become("wrong", words || say("broken"));
    else if (!status) this.become("lost");
    else if (status >= 500 || status === 429) this.become("server", say("server", { count }));
  }

  #step() {
    if (!this.token) return this.#create();
    return this.#isUnsure ? this.#ask("HEAD") : this.#sendPiece();
  }

  // Asked twice it makes one upload: the token follows from draft and name. A small copy is one like
  // any other; an upload of the same photo without ``is_copy`` takes its place, also much later.
  async #create() {
    const draft = this.draft || (await this.desk.renew());
    this.#isKnown = true;
    const metadata = { draft, photo: this.name, ...(this.isCopy && { is_copy: "yes" }) };
    const { form } = this.desk;
    if (form.dataset.needsProof) metadata.proof = await (await import("./proof.js")).prove(form);
    const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${btoa(value)}`);
    const headers = { "Upload-Length": this.size, "Upload-Metadata": pairs.join() };
    lastCreation = lastCreation.catch(() => {}).then(() => this.#ask("POST", headers));
    const created = await lastCreation;
    this.token = created.getResponseHeader("Location").split("/").pop();
    this.onCreated?.();
  }

  async #sendPiece() {
    const { offset } = this;
    const begun = performance.now();
    const bytes = await this.file.slice(offset, offset + this.#piece).arrayBuffer();
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
    await this.#ask("PATCH", { ...headers, ...(await checksum(bytes)) }, bytes);
    this.failures = 0;
    this.#measure((1000 * bytes.byteLength) / (performance.now() - begun));
  }

  // By what the server has: a phone swallows a whole piece at once, and sends it for a long time.
  #measure(speed) {
    this.speed = this.speed ? (this.speed + speed) / 2 : speed;
    const most = this.speed > 2 * PIECE ? 2 * PIECE : Math.min(PIECE, LONG * this.speed);
    this.#piece = Math.max(LEAST, Math.min(most, this.#piece + LEAST));
  }

  async #forget() {
    try {
      if (!this.token) await this.#create(); // the answer was lost
      await this.#ask("DELETE");
    } catch (trouble) {
      if (!isFinal(trouble)) throw trouble;
    }
    this.#isKnown = false;
    Object.assign(this, { token: "", offset: 0, failures: 0 });
  }

  async #ask(method, headers, bytes) {
    const onSent = (live) => {
      this.live = live;
      this.onChange();
    };
    const asked = await ask(this, method, this.desk.files + this.token, { headers, bytes, onSent });
    this.offset = Number(asked.getResponseHeader("Upload-Offset"));
    this.live = 0;
    this.#isUnsure = false;
    this.onChange();
    return asked;
  }
}

// Of a small copy the photo that follows it; any other is whole itself.
export const wholeOf = (photo) => photo.whole ?? photo;

const newName = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
