// A picture larger than its window: buttons and two fingers zoom, the window scrolls.
const MOST = 8;

export class Zoom {
  #fingers = new Map();

  constructor(stage, sheet) {
    Object.assign(this, { stage, sheet });
    const listen = (kind, act) => stage.addEventListener(kind, act, true);
    listen("pointerdown", (event) => this.#press(event));
    listen("pointermove", (event) => this.#pinch(event));
    for (const end of ["pointerup", "pointercancel"])
      listen(end, ({ pointerId }) => this.#fingers.delete(pointerId));
  }

  begin(width, height) {
    Object.assign(this, { width, height, factor: 1 });
    this.by(1);
  }

  // The middle of what is seen and how much that is, in fractions of the picture.
  get seen() {
    const { stage, sheet } = this;
    return {
      x: (stage.scrollLeft + stage.clientWidth / 2 - sheet.offsetLeft) / sheet.offsetWidth,
      y: (stage.scrollTop + stage.clientHeight / 2 - sheet.offsetTop) / sheet.offsetHeight,
      width: Math.min(1, stage.clientWidth / sheet.offsetWidth),
      height: Math.min(1, stage.clientHeight / sheet.offsetHeight),
    };
  }

  // The middle stays where it is.
  by(factor) {
    const { stage, sheet, width, height } = this;
    const { x, y } = this.seen;
    this.factor = Math.min(MOST, Math.max(1, this.factor * factor));
    const scale = Math.min(stage.clientWidth / width, stage.clientHeight / height) * this.factor;
    sheet.style.width = `${Math.floor(width * scale)}px`;
    sheet.style.height = `${Math.floor(height * scale)}px`;
    stage.scrollLeft += (x - this.seen.x) * sheet.offsetWidth;
    stage.scrollTop += (y - this.seen.y) * sheet.offsetHeight;
  }

  #press(event) {
    if (event.pointerType !== "touch") return;
    if (event.isPrimary) this.#fingers.clear();
    this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size === 2) this.onPinch();
  }

  #pinch(event) {
    const { stage } = this;
    if (this.#fingers.size !== 2 || !this.#fingers.has(event.pointerId)) return;
    const before = this.#between();
    this.#fingers.set(event.pointerId, event);
    const now = this.#between();
    this.by(now.apart / before.apart);
    stage.scrollLeft += before.x - now.x;
    stage.scrollTop += before.y - now.y;
  }

  // The point between two fingers, and how far they are apart.
  #between() {
    const [one, other] = this.#fingers.values();
    return {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  }
}
