// A picture larger than its window: buttons and two fingers zoom, the window scrolls.
const MOST = 8;

export class Zoom {
  #fingers = new Map();
  #apart = 0;
  factor = 1;

  constructor(stage, sheet) {
    Object.assign(this, { stage, sheet });
    stage.addEventListener("pointerdown", (event) => this.#press(event), true);
    stage.addEventListener("pointermove", (event) => this.#pinch(event), true);
    for (const end of ["pointerup", "pointercancel"])
      stage.addEventListener(end, ({ pointerId }) => this.#fingers.delete(pointerId), true);
  }

  begin(width, height) {
    Object.assign(this, { width, height, factor: 1 });
    this.fit();
  }

  fit() {
    const { stage, sheet, width, height, factor } = this;
    const scale = Math.min(stage.clientWidth / width, stage.clientHeight / height) * factor;
    sheet.style.width = `${Math.floor(width * scale)}px`;
    sheet.style.height = `${Math.floor(height * scale)}px`;
  }

  // The part of the picture that is seen, in its fractions.
  get seen() {
    const [stage, sheet] = [this.stage, this.sheet].map((each) => each.getBoundingClientRect());
    const within = (start, length, from, size) => [
      Math.max(0, (start - from) / size),
      Math.min(1, (start + length - from) / size),
    ];
    const [left, right] = within(stage.left, stage.width, sheet.left, sheet.width);
    const [top, bottom] = within(stage.top, stage.height, sheet.top, sheet.height);
    return { left, top, width: right - left, height: bottom - top };
  }

  get middle() {
    const { left, top, width, height } = this.seen;
    return { x: left + width / 2, y: top + height / 2 };
  }

  // What was at a point of the window stays there.
  by(factor, { x, y } = this.#centre()) {
    const { stage, sheet } = this;
    const before = sheet.getBoundingClientRect();
    this.factor = Math.min(MOST, Math.max(1, this.factor * factor));
    this.fit();
    const after = sheet.getBoundingClientRect();
    const shift = (at, from, size, to, grown) => to + ((at - from) / size) * grown - at;
    stage.scrollLeft += shift(x, before.left, before.width, after.left, after.width);
    stage.scrollTop += shift(y, before.top, before.height, after.top, after.height);
  }

  #centre() {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  #press(event) {
    if (event.pointerType !== "touch") return;
    if (event.isPrimary) this.#fingers.clear();
    this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size !== 2) return;
    this.#apart = 0;
    this.onPinch();
  }

  #pinch(event) {
    const before = this.#between();
    if (!this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size !== 2) return;
    const now = this.#between();
    this.stage.scrollLeft += before.x - now.x;
    this.stage.scrollTop += before.y - now.y;
    if (this.#apart) this.by(now.apart / this.#apart, now);
    this.#apart = now.apart;
  }

  // The point between two fingers, and how far they are apart.
  #between() {
    const [one, other = one] = [...this.#fingers.values()];
    if (!one) return {};
    return {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    };
  }
}
