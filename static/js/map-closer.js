// The map comes closer: what part of the world is seen, and how large. Lengths are in the map's
// units, of which a pixel is ``unit``.
import { Drawing } from "./map-drawing.js";
import { holdMap } from "./map-hands.js";

const CLOSEST = 1 / 64;
const EDGE = 72; // pixels around cities that a circle parted into
const QUICK = 180; // ms

export function begin(map, said) {
  const view = new View(map, said);
  holdMap(map, view);
  performance.mark("map-ready");
}

class View {
  #frame = 0;

  // As the server drew it; of that a phone shows a part: around the median city.
  constructor(map, said) {
    const svg = map.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    Object.assign(this, { map, svg, width, height });
    svg.style.height = `${svg.clientHeight}px`; // before it becomes as narrow as its frame
    map.scrollLeft = 0;
    map.classList.add("is-live");
    this.drawing = new Drawing(map, said);
    const isWhole = map.clientWidth > width * 0.9;
    const middle = (axis, whole) => (isWhole ? whole / 2 : median(said.cities.map((city) => city[axis])));
    Object.assign(this, { x: middle(2, width), y: middle(3, height) });
    this.home = this.unit = width / Math.max(map.clientWidth, width);
    this.#keepInside();
    this.#draw();
    new ResizeObserver(() => this.move(0, 0)).observe(map);
  }

  get wide() {
    return this.map.clientWidth * this.unit;
  }

  get high() {
    return this.svg.clientHeight * this.unit;
  }

  // By pixels.
  move(right, down) {
    this.x += right * this.unit;
    this.y += down * this.unit;
    this.#change();
  }

  // By a factor, around a point of the page, else closer to where cities are; 0 shows the world.
  zoom(factor, point = factor > 1 ? this.#heart() : this.#center()) {
    const before = this.#at(point);
    const whole = Math.max(this.width / this.map.clientWidth, this.height / this.svg.clientHeight);
    this.unit = Math.min(whole, Math.max(CLOSEST, factor ? this.unit / factor : whole));
    const after = this.#at(point);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
    this.#change();
  }

  // Come so close to a circle that its cities part; false when there is nothing to part.
  open(link) {
    const circle = this.drawing.circleOf(link);
    if (circle.cities.length === 1 || this.unit < CLOSEST * 1.01) return false;
    const [wide, high] = ["x", "y"].map((axis) => span(circle.cities.map((city) => city[axis])));
    const { clientWidth, clientHeight } = this.svg;
    const fit = Math.max(wide / (clientWidth - 2 * EDGE), high / (clientHeight - 2 * EDGE));
    const unit = Math.max(CLOSEST, Math.min(this.unit / 2, fit));
    this.#glide({ x: circle.x, y: circle.y, unit }).then(() => this.drawing.focusNearest(this));
    return true;
  }

  // Bring what the keys have reached at the edge into sight.
  bring(link) {
    this.map.scrollTo(0, 0); // the browser may have tried to
    const { x, y } = this.drawing.circleOf(link);
    const edge = EDGE / 2;
    const beyond = (at, middle, seen) => Math.abs(at - middle) > seen / 2 - edge * this.unit;
    if (!beyond(x, this.x, this.wide) && !beyond(y, this.y, this.high)) return;
    this.move((x - this.x) / this.unit, (y - this.y) / this.unit);
  }

  async #glide(goal) {
    const from = { x: this.x, y: this.y, unit: this.unit };
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = performance.now();
    for (let done = isCalm ? 1 : 0; ; ) {
      const part = done * (2 - done); // quick at first
      this.unit = from.unit * (goal.unit / from.unit) ** part;
      const share = (from.unit - this.unit) / (from.unit - goal.unit);
      for (const axis of ["x", "y"]) this[axis] = from[axis] + (goal[axis] - from[axis]) * share;
      this.#change();
      await new Promise(requestAnimationFrame);
      if (done === 1) return;
      done = Math.min(1, (performance.now() - start) / QUICK);
    }
  }

  // The median of the cities in sight.
  #heart() {
    const cities = this.drawing.inSight(this).flatMap((circle) => circle.cities);
    const { clientX, clientY } = this.#center();
    if (!cities.length) return { clientX, clientY };
    const away = (axis) => (median(cities.map((city) => city[axis])) - this[axis]) / this.unit;
    return { clientX: clientX + away("x"), clientY: clientY + away("y") };
  }

  #center() {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return { clientX: left + width / 2, clientY: top + height / 2 };
  }

  #at({ clientX, clientY }) {
    const middle = this.#center();
    const [right, down] = [clientX - middle.clientX, clientY - middle.clientY];
    return { x: this.x + right * this.unit, y: this.y + down * this.unit };
  }

  #keepInside() {
    const inside = (at, seen, whole) =>
      seen >= whole ? whole / 2 : Math.min(Math.max(at, seen / 2), whole - seen / 2);
    this.x = inside(this.x, this.wide, this.width);
    this.y = inside(this.y, this.high, this.height);
  }

  #change() {
    this.#keepInside();
    this.map.classList.toggle("is-closer", this.unit < this.home * 0.99);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    const { x, y, wide, high } = this;
    this.svg.setAttribute("viewBox", [x - wide / 2, y - high / 2, wide, high].join(" "));
    this.drawing.draw(this);
  }
}

const span = (numbers) => Math.max(...numbers) - Math.min(...numbers);

const median = (numbers) => numbers.sort((one, other) => one - other)[numbers.length >> 1];
