// The picture with its covers and crop: draws what the fields say, knows which box is chosen.
import { Boxes, inside, isCrop, outline, outside } from "./boxes.js";

const SVG = "http://www.w3.org/2000/svg";
const FIRST = {
  cover: { left: 0.44, top: 0.42, width: 0.12, height: 0.16 },
  crop: { left: 0.1, top: 0.1, width: 0.8, height: 0.8 },
};
const REACH = 9; // CSS pixels, radius of the handle
const RIM = 6; // CSS pixels along the edges of a box, where a new one may begin

// Where a new box is seen: next to those that lie where it would.
function beside(box, others) {
  const isTaken = ({ left, top }) => others.some((each) => Math.hypot(each.left - left, each.top - top) < 0.01);
  let place = box;
  while (isTaken(place)) {
    const left = place.left + box.width;
    place = left + box.width < 1 ? { ...place, left } : { ...place, left: 0, top: place.top + box.height };
  }
  return inside(place);
}

export class Easel {
  #shapes = new Map(); // row → its element
  #before = null; // what the chosen box was, to be taken back

  // ``keepsChosen``: a box stays chosen when the focus goes to a button beside the picture.
  constructor(svg, fields, { keepsChosen = false } = {}) {
    this.svg = svg;
    this.boxes = new Boxes(fields);
    this.layer = svg.querySelector("[data-shapes]");
    this.layer.replaceChildren();
    this.chosen = null;
    this.isNew = false;
    svg.classList.add("is-drawable");
    fields.addEventListener("input", () => this.draw());
    svg.addEventListener("focusin", ({ target }) => {
      const row = this.rowOf(target);
      if (row && row !== this.chosen) this.choose(row);
    });
    svg.addEventListener("focusout", ({ relatedTarget }) => {
      if (!keepsChosen && !svg.contains(relatedTarget)) this.choose(null);
    });
    this.draw();
  }

  get size() {
    const { width, height } = this.svg.viewBox.baseVal;
    return { width, height };
  }

  // Add a box and choose it; there is only one crop.
  add(kind, box = beside(FIRST[kind], this.boxes.covers().map((row) => this.boxes.read(row)))) {
    const row = this.boxes.free(kind);
    const known = this.boxes.read(row);
    if (!known) this.boxes.write(row, box);
    this.choose(row, { isNew: !known });
    return row;
  }

  choose(row, { isNew = false } = {}) {
    this.chosen = row;
    this.isNew = isNew;
    this.#before = isNew || !row ? null : this.boxes.read(row);
    this.draw();
    this.#shapes.get(row)?.focus({ preventScroll: true });
  }

  // Change the chosen box; what would reach outside stops at the edge.
  change(box) {
    this.boxes.write(this.chosen, inside(box));
    this.draw();
  }

  keep() {
    this.chosen = null;
    this.svg.closest("[data-loupe]").focus({ preventScroll: true });
    this.draw();
  }

  remove() {
    this.boxes.write(this.chosen, null);
    this.keep();
  }

  takeBack() {
    this.boxes.write(this.chosen, this.#before);
    this.keep();
  }

  rowOf(element) {
    return [...this.#shapes].find(([, shape]) => shape === element)?.[0];
  }

  isHandle(element) {
    return element === this.handle;
  }

  // Where the chosen box is taken to be moved.
  isGrip(element) {
    return element === this.grip;
  }

  // Where a pointer is, in fractions of the picture.
  pointAt({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(
      this.svg.getScreenCTM().inverse(),
    );
    return { x: x / this.size.width, y: y / this.size.height };
  }

  draw() {
    const filled = this.boxes.filled();
    for (const [row, shape] of this.#shapes) {
      if (!filled.includes(row)) {
        this.#shapes.delete(row);
        shape.remove(); // which takes the focus from it, and so draws again
      }
    }
    const crop = filled.find(isCrop);
    this.#shade(crop);
    filled.forEach((row, at) => this.#drawRow(row, at + 1));
    this.#drawHandle(filled.includes(this.chosen) ? this.boxes.read(this.chosen) : null);
    this.onDraw?.();
  }

  #drawRow(row, number) {
    const box = this.boxes.read(row);
    const shape = this.#shapes.get(row) ?? this.#make(row);
    if (isCrop(row)) set(shape, this.#pixels(box));
    else set(shape, { d: outline(box, this.size), "aria-label": `${this.svg.dataset.cover} ${number}` });
    shape.classList.toggle("is-chosen", row === this.chosen);
  }

  #make(row) {
    const shape = document.createElementNS(SVG, isCrop(row) ? "rect" : "path");
    set(shape, { class: isCrop(row) ? "crop__edge" : "cover", tabindex: 0, role: "button" });
    if (isCrop(row)) set(shape, { "aria-label": this.svg.dataset.crop });
    this.layer.append(shape);
    this.#shapes.set(row, shape);
    return shape;
  }

  #shade(row) {
    this.shade?.remove();
    this.shade = null;
    if (!row) return;
    const d = outside(this.#pixels(this.boxes.read(row)), this.size);
    this.shade = set(document.createElementNS(SVG, "path"), { class: "crop", d });
    this.layer.prepend(this.shade);
  }

  #drawHandle(box) {
    this.grip ??= set(document.createElementNS(SVG, "rect"), { class: "grip" });
    this.handle ??= set(document.createElementNS(SVG, "circle"), { class: "handle" });
    const hands = [this.grip, this.handle];
    if (!box) return hands.forEach((hand) => hand.remove());
    const { x, y, width, height } = this.#pixels(box);
    const scale = this.svg.getScreenCTM()?.a || 1;
    const rim = Math.min(RIM / scale, width / 4, height / 4);
    set(this.grip, { x: x + rim, y: y + rim, width: width - 2 * rim, height: height - 2 * rim });
    set(this.handle, { cx: x + width, cy: y + height, r: REACH / scale });
    return this.layer.append(...hands);
  }

  #pixels({ left, top, width, height }) {
    const size = this.size;
    return {
      x: left * size.width,
      y: top * size.height,
      width: width * size.width,
      height: height * size.height,
    };
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
