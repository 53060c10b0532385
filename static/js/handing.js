// Hands the photos over when all is said, and asks meanwhile what the worker found in them.
import { isIdle } from "./line.js";
import { complain, findMissing, isEmpty, part } from "./page.js";

const READING = 20_000; // ms for the worker to find places
const SOON = 1000; // ms between two questions
const LATER = 5000;

export class Handing {
  wantedAt = 0; // when the person said "send"
  isSent = false;
  #timer = 0;
  #pause = SOON;

  constructor(uploader) {
    const { desk, form } = uploader;
    Object.assign(this, { uploader, desk, form });
    this.form.addEventListener("submit", (event) => this.#want(event));
    // Back from the receipt, a browser may show this page with a draft that is sent.
    addEventListener("pageshow", (event) => event.persisted && this.isSent && location.reload());
  }

  hurry() {
    this.#pause = SOON;
  }

  #want(event) {
    event.preventDefault();
    this.wantedAt = this.#isComplete() ? performance.now() : 0;
    this.#timer = clearTimeout(this.#timer);
    this.#pause = 0;
    if (this.wantedAt) this.uploader.goOnWithAll();
    this.uploader.recount();
  }

  get #rows() {
    return this.uploader.rows;
  }

  get #isReady() {
    return this.wantedAt && isIdle() && this.#rows.every(({ photo }) => photo.state === "safe");
  }

  #isComplete() {
    const [element, sentence = ""] = findMissing(this.form, this.#rows) ?? [];
    complain(sentence);
    element?.focus();
    return !element;
  }

  get #isRead() {
    return this.#rows.every(({ photo, answered }) => photo.state !== "safe" || answered?.is_read);
  }

  // Ask before all is sent, and ever more rarely while the worker reads.
  plan() {
    if (this.#timer || this.isSent || (this.#isRead && !this.#isReady)) return;
    this.#timer = setTimeout(() => this.#look(), this.#pause);
    this.#pause = this.wantedAt ? SOON : Math.min(SOON + this.#pause, LATER);
  }

  async #look() {
    const found = await this.ask().catch(() => null); // else the form would be lost
    this.#timer = 0;
    for (const row of this.#rows) {
      const answer = found?.photos?.find(({ token }) => token && token === row.photo.token);
      if (answer) row.answer(answer);
    }
    if (found?.isTooOld && this.desk.draft) this.desk.leave();
    const hasWaited = performance.now() - this.wantedAt > READING;
    const hasPlace = !isEmpty(this.form.elements.city) || this.#isRead || hasWaited;
    if (found?.photos && this.#isReady && hasPlace) this.#handOver();
    this.uploader.recount();
  }

  // What the server says of the photos of this draft; rejects where it says nothing.
  async ask() {
    const headers = { Draft: this.desk.draft };
    const answer = await fetch(this.form.dataset.state, { headers, cache: "no-store" });
    return answer.status === 400 ? { isTooOld: true } : answer.json();
  }

  #handOver() {
    if (this.#isComplete()) this.submit();
    else this.wantedAt = 0;
  }

  async submit() {
    this.isSent = true;
    const { keeper, photos } = this.uploader;
    await keeper.handOver(photos.filter(({ state }) => state === "safe"));
    for (const input of this.form.querySelectorAll("[data-photos]")) input.disabled = true;
    part("send").disabled = true;
    this.form.submit();
  }
}
