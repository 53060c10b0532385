// Heads that were seen in the picture: dashed outlines, each of which becomes a cover by a click, a tap
// or Enter, and all of them by one button. They are suggestions: nothing here is kept by itself.
import { isCrop } from "./boxes.js";
import { isHidden } from "./hidden.js";

const SVG = "http://www.w3.org/2000/svg";
const FACE = { left: 0.2, top: 0.3, width: 0.6, height: 0.55 }; // as in gallery/images/heads.py

const known = new WeakMap(); // by picture: a page may be shown again
let heads = null; // of the page at hand

export function suggestHeads(easel) {
  const layer = easel?.svg.querySelector("[data-heads]");
  heads = layer ? known.get(layer) ?? new Heads(easel, layer) : null;
  if (heads) known.set(layer, heads);
}

class Heads {
  constructor(easel, layer) {
    this.easel = easel;
    this.boxes = JSON.parse(layer.dataset.heads).map(([left, top, width, height]) => ({
      left, top, width, height,
    }));
    this.count = document.querySelector("[data-heads-count]");
    this.shapes = this.boxes.map((box, at) => this.#make(box, `${layer.dataset.head} ${at + 1}`));
    layer.replaceChildren(...this.shapes);
    layer.addEventListener("keydown", (event) => this.#press(event));
    easel.onDraw = () => this.draw();
    easel.suggestedBy = (shape) => {
      const at = this.shapes.indexOf(shape);
      return at < 0 ? null : () => this.accept([at]);
    };
    this.draw();
  }

  // Cover some of the heads.
  accept(numbers) {
    const { boxes } = this.easel;
    for (const at of numbers) boxes.write(boxes.free("cover"), this.boxes[at]);
    this.easel.draw();
  }

  acceptAll() {
    const hasFocus = document.activeElement === this.button;
    this.accept(this.bare());
    if (hasFocus) this.#goOn();
  }

  bare() {
    const { boxes } = this.easel;
    const covers = boxes.covers().map((row) => boxes.read(row));
    const row = boxes.filled().find(isCrop);
    const crop = row ? boxes.read(row) : null;
    return [...this.boxes.keys()].filter((at) => !isHidden(faceOf(this.boxes[at]), covers, crop));
  }

  draw() {
    const bare = this.bare();
    this.shapes.forEach((shape, at) => shape.classList.toggle("is-covered", !bare.includes(at)));
    if (!this.count) return;
    const covered = new Intl.NumberFormat(document.documentElement.lang);
    this.count.querySelector("[data-heads-covered]").textContent = covered.format(
      this.boxes.length - bare.length,
    );
    this.count.classList.toggle("is-bare", bare.length > 0);
    this.button.disabled = !bare.length;
  }

  get button() {
    return this.count?.querySelector("[data-act]");
  }

  #make(box, name) {
    const shape = document.createElementNS(SVG, "rect");
    const { width, height } = this.easel.size;
    const sides = { x: box.left * width, y: box.top * height };
    Object.assign(sides, { width: box.width * width, height: box.height * height });
    const said = { class: "head", tabindex: 0, role: "button", "aria-label": name };
    for (const [key, value] of Object.entries({ ...sides, ...said })) shape.setAttribute(key, value);
    return shape;
  }

  #press(event) {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if ((key !== "Enter" && key !== " ") || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.easel.suggestedBy(target)?.();
    this.#goOn();
  }

  // The focus was on what is covered now: on to the next that shows.
  #goOn() {
    const next = this.shapes[this.bare()[0]] ?? this.easel.svg.closest("[data-loupe]");
    next.focus({ preventScroll: true });
  }
}

function faceOf({ left, top, width, height }) {
  return {
    left: left + FACE.left * width,
    top: top + FACE.top * height,
    width: FACE.width * width,
    height: FACE.height * height,
  };
}

// Before anything else hears of it: with scripts all heads are covered here, and can be mended.
document.addEventListener(
  "submit",
  (event) => {
    if (!heads || !event.submitter?.matches('[data-act="accept-heads"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    heads.acceptAll();
  },
  { capture: true },
);
