// A chosen photo on its way to the server, piece by piece. After every failure the server is asked
// how much it has, so nothing is lost and no photo arrives twice.
import { createUpload, findOffset, removeUpload, sendPiece } from "./tus.js";

const SMALL = 512 * 1024; // bytes of a piece
const LARGE = 2 * SMALL; // on a line that carries two of the small ones in a second
const PATIENCE = 5; // failures after which a conflict is final

let lastCreation = Promise.resolve(); // one after the other: the first one begins the draft

export class Photo {
  // waiting, sending, lost, server (has a problem), safe; refused by the worker;
  // wrong (could not be sent), unfit (never sent), gone (removed): none of these is wanted
  state = "waiting";
  sentence = ""; // what is wrong with it
  offset = 0; // bytes that are safe
  live = 0; // bytes on their way after those
  speed = 0; // bytes per second
  failures = 0; // since the last piece that went well
  #address = "";
  #mayBeThere = false; // the server may have heard of it
  #isUnsure = false; // the offset may be another one there
  #pieceSize = SMALL;
  #stop = () => {};
  #hold = (stop) => (this.#stop = stop);

  // With a token it is on the server already.
  constructor(file, { draft, files, onChange, token }) {
    Object.assign(this, { file, draft, files, onChange, size: file?.size ?? 0 });
    this.#begin();
    if (!token) return;
    this.state = "safe";
    this.#address = files + token;
    this.#mayBeThere = true;
  }

  get token() {
    return this.#address.split("/").pop();
  }

  get isWanted() {
    return !["wrong", "unfit", "gone"].includes(this.state);
  }

  become(state, sentence = "") {
    Object.assign(this, { state, sentence, live: 0 });
    this.onChange(this);
  }

  // Take it back, whatever it is doing; work() then lets the server forget it.
  giveUp(state, sentence) {
    this.become(state, sentence);
    this.#stop();
  }

  // Do all that is left to do; fails with a Trouble, or because the file cannot be read.
  async work() {
    if (this.isWanted) await this.#send();
    if (!this.isWanted) await this.#forget();
  }

  // Make a note of a failure; return whether it is worth going on.
  recoverFrom(trouble) {
    this.failures += 1;
    this.#isUnsure = true;
    this.#pieceSize = SMALL;
    if (trouble.isOurs && this.#address && [404, 410].includes(trouble.status)) {
      this.#address = ""; // lost there: made anew
      return true;
    }
    const isStuck = trouble.status === 409 && !this.#address && this.failures >= PATIENCE;
    return !trouble.isFinal && !isStuck;
  }

  async #send() {
    this.become("sending");
    while (this.isWanted && !(this.#address && this.offset === this.size)) await this.#step();
    if (this.isWanted) this.become("safe");
  }

  async #step() {
    if (!this.#address) return this.#create();
    if (this.#isUnsure) return this.#ask();
    return this.#sendPiece();
  }

  // Asked twice it makes one upload: its address follows from the draft and from our name for it.
  async #create() {
    this.#mayBeThere = true;
    lastCreation = lastCreation.catch(() => {}).then(() => createUpload(this, this.#hold));
    const { address, offset } = await lastCreation;
    this.#address = address;
    this.#goOnAt(offset);
  }

  async #ask() {
    this.#goOnAt(await findOffset(this.#address, this.#hold));
  }

  async #sendPiece() {
    const { offset } = this;
    const bytes = await this.file.slice(offset, offset + this.#pieceSize).arrayBuffer();
    const begun = performance.now();
    const onProgress = (loaded) => this.#show(loaded, begun);
    this.#goOnAt(await sendPiece(this.#address, this.#hold, { bytes, offset, onProgress }));
    this.#pieceSize = performance.now() - begun < (500 * bytes.byteLength) / SMALL ? LARGE : SMALL;
    this.failures = 0;
  }

  #goOnAt(offset) {
    Object.assign(this, { offset, live: 0 });
    this.#isUnsure = false;
    this.onChange(this);
  }

  #show(loaded, begun) {
    const speed = (1000 * loaded) / (performance.now() - begun);
    this.speed = this.speed ? 0.8 * this.speed + 0.2 * speed : speed;
    this.live = loaded;
    this.onChange(this);
  }

  async #forget() {
    if (!this.#mayBeThere) return;
    try {
      if (!this.#address) await this.#create(); // where is it? The answer may have been lost
      await removeUpload(this.#address, this.#hold);
    } catch (trouble) {
      if (!trouble.isFinal) throw trouble;
    }
    this.#begin();
  }

  #begin() {
    const random = crypto.getRandomValues(new Uint8Array(12));
    this.name = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.#address = "";
    this.#mayBeThere = false;
    Object.assign(this, { offset: 0, failures: 0 });
  }
}
