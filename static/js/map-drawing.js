// What is drawn of the map: the coast, the circles in sight, and the names that have room.
import { gather, THUMB } from "./map-circles.js";
import { setNames } from "./map-names.js";

const SVG = "http://www.w3.org/2000/svg";
const FINE = 1 / 2.5; // units of the map to a pixel, from where the fine coast and names are seen
const STEP = Math.SQRT2; // between two ways to gather
const MARGIN = 24; // pixels around what is seen, in which circles may reach into it
const CALM = 120; // ms without a move

export class Drawing {
  #links = new Map(); // by circle
  #circles = new WeakMap(); // by link
  #gathered = new Map(); // by the unit they were gathered for
  #isFine = false;
  #timer;

  constructor(map, { root, cities, words }) {
    const { lang } = document.documentElement;
    Object.assign(this, { root, words, map, coast: map.dataset.coast });
    this.plural = new Intl.PluralRules(lang);
    this.number = new Intl.NumberFormat(lang);
    this.cities = cities.map(([name, path, x, y, photos]) => ({ name, path, x, y, photos }));
    this.land = map.querySelector(".map__land");
    for (const old of map.querySelectorAll(".map__link")) old.remove();
    this.group = this.land.parentNode.appendChild(shape("g"));
  }

  circleOf(link) {
    return this.#circles.get(link);
  }

  draw(view) {
    if (view.unit < FINE && !this.#isFine) this.#refine();
    const seen = this.inSight(view);
    const kept = new Set(seen);
    for (const [circle, link] of this.#links) if (!kept.has(circle)) this.#drop(circle, link);
    for (const circle of seen) this.#place(circle, view.unit);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#name(seen, view), CALM);
  }

  // Keys go on where somebody came closer.
  focusNearest(view) {
    const away = ({ x, y }) => Math.hypot(x - view.x, y - view.y);
    const [nearest] = [...this.#links.keys()].sort((one, other) => away(one) - away(other));
    this.#links.get(nearest)?.focus({ preventScroll: true });
  }

  // Whatever was gathered for a unit overlaps at no smaller one.
  inSight({ x, y, unit, wide, high }) {
    const step = STEP ** Math.ceil(Math.log(unit) / Math.log(STEP) - 1e-9);
    if (!this.#gathered.has(step)) this.#gathered.set(step, gather(this.cities, step));
    const [across, down] = [wide / 2 + MARGIN * unit, high / 2 + MARGIN * unit];
    const isSeen = (each) => Math.abs(each.x - x) < across && Math.abs(each.y - y) < down;
    return this.#gathered.get(step).filter(isSeen);
  }

  #drop(circle, link) {
    if (link === document.activeElement) this.map.focus({ preventScroll: true });
    link.remove();
    this.#links.delete(circle);
  }

  #place(circle, unit) {
    const link = this.#links.get(circle) ?? this.#add(circle);
    link.setAttribute("transform", `translate(${circle.x} ${circle.y}) scale(${unit})`);
  }

  #add(circle) {
    const { cities, radius } = circle;
    const { name, path } = cities.reduce((one, other) => (other.photos > one.photos ? other : one));
    const href = this.root + (cities.length > 1 ? path.slice(0, 3) : path);
    const link = shape("a", { class: "map__link", href, "aria-label": this.#words(circle, name) });
    link.append(
      shape("title", {}, name),
      shape("circle", { class: "map__reach", r: Math.max(radius, THUMB) }),
      shape("circle", { class: "map__dot", r: radius }),
    );
    if (cities.length > 1) link.append(shape("text", { class: "map__number" }, this.number.format(cities.length)));
    this.#links.set(circle, link);
    this.#circles.set(link, circle);
    return this.group.appendChild(link);
  }

  #words({ cities, photos }, name) {
    const { words, number, plural } = this;
    const form = words.photos[plural.select(photos)] ?? Object.values(words.photos).pop();
    const said = { name, photos: form.replace("{count}", number.format(photos)), cities: number.format(cities.length) };
    return words[cities.length > 1 ? "around" : "city"].replace(/\{(\w+)\}/g, (_, key) => said[key]);
  }

  #name(seen, { x, y, unit, wide, high }) {
    const isOpen = ({ cities }) => unit < FINE && cities.length === 1;
    const ordered = [...seen].sort((one, other) => other.photos - one.photos);
    const spots = ordered.map((each) => ({
      x: (each.x - x + wide / 2) / unit,
      y: (each.y - y + high / 2) / unit,
      radius: each.radius,
      name: isOpen(each) && each.cities[0].name,
    }));
    const ways = setNames(spots, wide / unit, high / unit);
    ordered.forEach((circle, at) => this.#write(this.#links.get(circle), spots[at].name, ways[at]));
  }

  #write(link, name, way) {
    link?.querySelector(".map__name")?.remove();
    if (!link || !way) return;
    const { x, y, anchor } = way;
    link.append(shape("text", { class: "map__name", x, y, "text-anchor": anchor }, name));
  }

  async #refine() {
    this.#isFine = true;
    const answer = await fetch(this.coast);
    if (answer.ok) this.land.setAttribute("d", await answer.text());
  }
}

function shape(kind, said = {}, words = "") {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
  element.textContent = words;
  return element;
}
