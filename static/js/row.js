// The row of a photo: its picture, its name, how far it is, what can be done.
import { drawThumbnail } from "./thumbnail.js";
import { megabytes, say, sayTimeLeft } from "./words.js";

const CALM = 400; // ms between two figures
const MOVING = ["waiting", "sending", "lost", "server"];
const TROUBLED = ["lost", "server", "refused", "wrong", "unfit"];

export class Row {
  #shown = "";
  #shownAt = 0;

  constructor(photo, element = cloneTemplate()) {
    Object.assign(this, { photo, element });
    if (photo.file) this.#introduce(photo.file);
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  get number() {
    return 1 + [...this.element.parentNode.children].indexOf(this.element);
  }

  // What the worker read: place and day, or why this is no photo for us.
  answer(answer) {
    this.answered = answer;
    const { found } = answer;
    this.part("name").textContent = found || this.photo.file?.name || answer.title;
    this.part("hint").textContent = found ? (this.photo.file?.name ?? "") : "";
    this.part("unplaced").hidden = !answer.needs_city;
    if (answer.is_wrong) this.photo.become("refused", answer.state);
  }

  show() {
    const { state } = this.photo;
    const isSameState = state === this.#shown;
    if (isSameState && (state !== "sending" || performance.now() - this.#shownAt < CALM)) return;
    Object.assign(this.element.dataset, { is: state });
    this.element.classList.toggle("is-wrong", TROUBLED.includes(state));
    this.part("state").textContent = this.#sentence(state);
    this.part("state").classList.toggle("is-safe", state === "safe");
    this.part("again").hidden = !["lost", "server", "wrong"].includes(state);
    this.#showBar(MOVING.includes(state));
    this.#shown = state;
    this.#shownAt = performance.now();
  }

  #introduce(file) {
    this.part("name").textContent = file.name;
    this.part("whose").textContent = file.name;
    this.part("tile").textContent = file.name.split(".").pop().slice(0, 4);
    drawThumbnail(file).then((canvas) => {
      if (!canvas) return;
      canvas.className = "upload__picture";
      this.part("tile").replaceWith(canvas);
    });
  }

  #showBar(isMoving) {
    const { offset, live, size } = this.photo;
    const bar = this.part("bar");
    bar.hidden = !isMoving;
    bar.value = (100 * (offset + live)) / (size || 1);
    bar.ariaLabel = say("bar", { number: this.number });
  }

  #sentence(state) {
    const { offset, live, size, sentence } = this.photo;
    if (sentence) return sentence;
    const done = state === "lost" ? offset : offset + live;
    const values = { done: megabytes(done), size: megabytes(Math.max(size, 104_858)) };
    const said = say(state, { ...values, percent: Math.floor((100 * done) / size) });
    return state === "sending" ? said + this.#timeLeft() : said;
  }

  #timeLeft() {
    const { offset, live, size, speed } = this.photo;
    return speed ? ` · ${sayTimeLeft((size - offset - live) / speed)}` : "";
  }
}

function cloneTemplate() {
  return document.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
}
