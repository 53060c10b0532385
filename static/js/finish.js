// The end of the form: what is still missing, waiting until all is safe, and sending it.
import { isIdle } from "./queue.js";
import { Reading } from "./reading.js";
import { say } from "./words.js";

const READING = 20_000; // ms we wait for the worker to find places, when no city was given
const AGAIN = 1500; // ms

export class Finish {
  #wantedAt = 0; // when the person said "send"
  #isAsking = false;
  #isSent = false;
  #timer;

  constructor(uploader) {
    this.uploader = uploader;
    this.form = uploader.form;
    this.reading = new Reading(uploader);
    this.button = this.form.querySelector("[data-send]");
    this.words = this.button.textContent;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#want();
    });
    this.form.addEventListener("input", () => this.complain(""));
    addEventListener("beforeunload", (event) => {
      if (uploader.rows.length && !this.#isSent) event.preventDefault();
    });
    // Back from the receipt, a browser may show this page as it was: with a draft that is sent.
    addEventListener("pageshow", (event) => event.persisted && this.#isSent && location.reload());
  }

  complain(sentence, element) {
    const notice = this.form.querySelector("[data-notice]");
    if (notice.textContent !== sentence) notice.textContent = sentence;
    element?.focus();
  }

  recount() {
    const photos = this.uploader.rows.map((row) => row.photo);
    const count = photos.length;
    this.form.querySelector("[data-total]").hidden = !count;
    this.#showTotal(photos);
    const words = count > 1 ? say("send", { count }) : say("send-one");
    this.button.textContent = count ? words : this.words;
    this.reading.goOn();
    if (this.#wantedAt) this.#tryToSend();
  }

  #showTotal(photos) {
    const done = photos.filter((photo) => photo.state === "safe").length;
    const trouble = photos.find((photo) => ["lost", "server"].includes(photo.state));
    const sum = (measure) => photos.reduce((all, photo) => all + measure(photo), 0);
    const bar = this.form.querySelector("[data-total-bar]");
    bar.value = (100 * sum((photo) => photo.offset + photo.live)) / (sum(({ size }) => size) || 1);
    const sentences = [say("total", { done, count: photos.length })];
    if (trouble) sentences.push(say(`${trouble.state}-all`));
    else if (this.#wantedAt) sentences.push(say(done < photos.length ? "then" : "looking"));
    const line = this.form.querySelector("[data-total-words]");
    const words = sentences.join(" · ");
    if (line.textContent !== words) line.textContent = words; // it is read out loud
  }

  #want() {
    this.#wantedAt = this.#findMissing() ? 0 : performance.now();
    this.recount();
  }

  // Say what is missing and go there; return whether something is.
  #findMissing() {
    const [element, sentence = ""] = this.#missing() ?? [];
    this.complain(sentence, element);
    return Boolean(element);
  }

  #missing() {
    const { city, day, edition_id: edition } = this.form.elements;
    const { rows } = this.uploader;
    if (!rows.length) return [this.form.querySelector("[data-photos]"), say("none")];
    const lost = isEmpty(city) && rows.find((row) => row.answered?.needs_city);
    if (lost) return [city, say("needs-city", { number: lost.number })];
    const isUndated = isEmpty(edition) && isEmpty(day);
    const stray = isUndated && rows.find((row) => row.answered?.needs_edition);
    if (stray) return [edition, say("needs-edition", { number: stray.number })];
    const unticked = this.form.querySelector("input[type=checkbox]:required:not(:checked)");
    return unticked && [unticked, say("permission")];
  }

  async #tryToSend() {
    const isSafe = this.uploader.rows.every((row) => row.photo.state === "safe") && isIdle();
    if (!isSafe || this.#isAsking || this.#isSent) return;
    this.#isAsking = true;
    const isRead = await this.reading.ask(); // also: is the server there? A lost form is a loss
    this.#isAsking = false;
    const hasWaited = performance.now() - this.#wantedAt > READING;
    const hasPlace = !isEmpty(this.form.elements.city) || isRead || hasWaited;
    if (isRead === null || !hasPlace) this.#tryLater();
    else if (this.#findMissing()) this.#wantedAt = 0;
    else this.#send();
  }

  #tryLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.recount(), AGAIN);
  }

  #send() {
    this.#isSent = true;
    for (const input of this.form.querySelectorAll("[data-photos]")) input.disabled = true;
    this.form.submit();
  }
}

// A page that came by an action link has no such field: nothing is asked for.
const isEmpty = (field) => Boolean(field) && !field.value.trim();
