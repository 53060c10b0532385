// The photos of the page: takes files in, has them sent, and hands them over when all is said.
import { Photo, isIdle, send, wakeAll } from "./photo.js";
import { Row, complain, findMissing, isEmpty, part, say, showTotal } from "./page.js";

const BLOCK = 1024 * 1024;
const READING = 20_000; // ms for the worker to find places
const SOON = 1000; // ms between two questions
const LATER = 5000;

export class Uploader {
  #rows = new Set();
  #wantedAt = 0; // when the person said "send"
  #isSent = false;
  #timer = 0;
  #pause = SOON;
  #lock;

  constructor(form) {
    this.form = form;
    for (const item of part("uploads").children) {
      const token = part("remove", item)?.value; // none for a file that was not taken
      if (token) this.#show(new Photo(null, form.dataset, token, item.dataset.is), item);
    }
    form.classList.add("is-scripted");
    for (const input of this.#inputs) {
      const empty = () => {
        this.take(input.files);
        input.value = ""; // so that the same can be chosen again
      };
      input.addEventListener("change", empty);
      empty();
    }
    form.addEventListener("submit", (event) => this.#want(event));
    form.addEventListener("input", () => complain(""));
    addEventListener("beforeunload", (event) => {
      if (this.rows.length && !this.#isSent) event.preventDefault();
    });
    // Back from the receipt, a browser may show this page with a draft that is sent.
    addEventListener("pageshow", (event) => event.persisted && this.#isSent && location.reload());
    document.addEventListener("visibilitychange", () => {
      this.#keepAwake(false); // a hidden page has lost its lock
      this.#recount();
    });
    this.#recount();
  }

  // Of photos that the server has or shall have.
  get rows() {
    return [...this.#rows].filter(({ photo }) => photo.isWanted && photo.state !== "refused");
  }

  get #inputs() {
    return this.form.querySelectorAll("[data-photos]");
  }

  async take(fileList) {
    const { maxPhotos, maxBytes } = this.form.dataset;
    const taken = [];
    complain("");
    this.#pause = SOON;
    // Copied: an emptied input empties its list.
    for (const file of [...fileList]) {
      if (this.rows.length >= maxPhotos) {
        complain(say("many"));
        break;
      }
      const others = this.rows.map(({ photo }) => photo.file).filter(Boolean);
      const objection = await objectionTo(file, others, maxBytes);
      const photo = this.#show(new Photo(file, this.form.dataset));
      if (objection) photo.become("unfit", say(objection));
      else taken.push(photo);
    }
    const how = this.form.elements.how.value;
    if (how === "as-taken") send(...taken);
    else for (const photo of taken) this.#prepare(photo, how);
  }

  // Nothing of it leaves the phone before it is covered.
  async #prepare(photo, how) {
    const row = [...this.#rows].find((each) => each.photo === photo);
    photo.become("held");
    try {
      const { prepare } = await import("./covering.js");
      photo.file = await prepare(photo.file, { row, how });
      photo.size = photo.file.size;
      photo.become("waiting");
      row.picture();
      send(photo);
    } catch ({ message }) {
      if (photo.isWanted) photo.become("unfit", message);
    }
  }

  #show(photo, element) {
    const row = new Row(photo, element);
    this.#rows.add(row);
    photo.onChange = () => {
      if (this.#rows.has(row)) row.show();
      this.#recount();
    };
    row.part("remove").addEventListener("click", (event) => {
      event.preventDefault();
      this.#rows.delete(row);
      row.remove();
      photo.become("gone");
      send(photo);
    });
    row.part("again").addEventListener("click", () => {
      if (photo.state === "wrong") photo.become("waiting");
      send(photo);
      wakeAll();
    });
    photo.onChange();
    return photo;
  }

  #recount() {
    const photos = this.rows.map(({ photo }) => photo);
    this.form.classList.toggle("is-begun", this.#rows.size > 0);
    this.#keepAwake(!isIdle());
    showTotal(photos, this.#wantedAt);
    this.#plan();
  }

  // A phone that sleeps sends nothing.
  #keepAwake(isNeeded) {
    if (isNeeded) this.#lock ??= navigator.wakeLock?.request("screen").catch(() => {});
    else this.#lock = this.#lock?.then((lock) => lock?.release()) && null;
  }

  #want(event) {
    event.preventDefault();
    this.#wantedAt = this.#isComplete() ? performance.now() : 0;
    this.#timer = clearTimeout(this.#timer);
    this.#pause = 0;
    this.#recount();
  }

  get #isReady() {
    return this.#wantedAt && isIdle() && this.rows.every(({ photo }) => photo.state === "safe");
  }

  #isComplete() {
    const [element, sentence = ""] = findMissing(this.form, this.rows) ?? [];
    complain(sentence);
    element?.focus();
    return !element;
  }

  get #isRead() {
    return this.rows.every(({ photo, answered }) => photo.state !== "safe" || answered?.is_read);
  }

  // Ask before all is sent, and ever more rarely while the worker reads.
  #plan() {
    if (this.#timer || this.#isSent || (this.#isRead && !this.#isReady)) return;
    this.#timer = setTimeout(() => this.#look(), this.#pause);
    this.#pause = this.#wantedAt ? SOON : Math.min(SOON + this.#pause, LATER);
  }

  async #look() {
    const isThere = await this.#ask().catch(() => false); // else the form would be lost
    this.#timer = 0;
    const hasWaited = performance.now() - this.#wantedAt > READING;
    const hasPlace = !isEmpty(this.form.elements.city) || this.#isRead || hasWaited;
    if (isThere && this.#isReady && hasPlace) this.#handOver();
    this.#recount();
  }

  async #ask() {
    const { draft, state } = this.form.dataset;
    const answer = await fetch(state, { headers: { Draft: draft }, cache: "no-store" });
    const { photos } = await answer.json();
    for (const row of this.rows) {
      const found = photos.find(({ token }) => token === row.photo.token);
      if (found) row.answer(found);
    }
    return answer.ok;
  }

  #handOver() {
    this.#isSent = this.#isComplete();
    if (!this.#isSent) return (this.#wantedAt = 0);
    for (const input of this.#inputs) input.disabled = true;
    this.form.submit();
  }
}

// What a file really is, the server reads from its bytes.
async function objectionTo(file, others, maxBytes) {
  if (file.type.startsWith("video/")) return "video";
  if (!file.size) return "empty";
  if (file.size > maxBytes) return "large";
  for (const other of others) if (await isSame(file, other)) return "twice";
}

async function isSame(one, other) {
  if (one.size !== other.size) return false;
  for (let start = 0; start < one.size; start += BLOCK) {
    const read = (file) => file.slice(start, start + BLOCK).arrayBuffer();
    const blocks = await Promise.all([one, other].map(read));
    const [left, right] = blocks.map((block) => new Uint8Array(block));
    if (left.some((byte, index) => byte !== right[index])) return false;
  }
  return true;
}
