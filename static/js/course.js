// Where a moderator goes: what comes before and after the photo at hand, and what the server puts
// before all of that. What they have decided lies behind them.
import { Plan } from "./plan.js";
import { layQueue } from "./queue.js";

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const nameOf = (address) => address.split("/").at(-1);

export class Course {
  #decided = new Set(); // photos of this session
  #urgent = ""; // what the server puts before the queue as it was
  #next = null; // what follows the last decision that arrived
  #plan = new Plan();

  // ``isGoing``: whether what is decided arrives, so that the server says what is next.
  constructor(isGoing) {
    this.isGoing = isGoing;
  }

  leave(photo) {
    this.#decided.add(photo);
  }

  comeBack(photo) {
    this.#decided.delete(photo);
  }

  // What the answer to a decision says comes next.
  take({ next, plan }) {
    const isHere = Boolean(next && one(`[data-photo="${nameOf(next)}"]`));
    const isPlanned = this.#plan.addresses.includes(next);
    this.#urgent = next && !isPlanned && !isHere && !this.#isDecided(next) ? next : "";
    this.#next = next;
    this.#plan.take(plan);
  }

  // Where to go now; without an answer of the server the queue is what the page said, as others go
  // through it, too.
  get near() {
    const isAlone = this.#next === null || !this.isGoing();
    const isOpen = (address) => address && !this.#isDecided(address);
    const planned = this.#plan.after(this.#here)?.map(({ address }) => address) ?? [this.#next];
    const urgent = isOpen(this.#urgent) && this.#urgent; // it may have been at hand meanwhile
    const alone = [this.neighbour(1), ...this.#plan.beyond.map(({ address }) => address)];
    return urgent || planned.find(isOpen) || (isAlone && alone.find(isOpen));
  }

  // What was urgent is at hand.
  calmDown() {
    this.#urgent = "";
  }

  // What is to be loaded ahead: what this moderator has, then what nobody has yet.
  get ahead() {
    const mine = this.#plan.after(this.#here) ?? this.#plan.mine;
    const steps = [...mine, ...this.#plan.beyond].filter(({ address }) => !this.#isDecided(address));
    const neighbour = this.neighbour(1);
    return steps.length || !neighbour ? steps : [{ address: neighbour }];
  }

  // In a calm moment ask what comes, so that a minute without a line can be worked through.
  rest({ isBusy, onCome }) {
    const { ahead, several } = one("[data-review]")?.dataset ?? {};
    const isEnough = () => isBusy() || (several && this.#plan.mine.length);
    this.#plan.rest(ahead, { left: () => (isEnough() ? Infinity : this.ahead.length), onCome });
  }

  // The photo before (-1) or after (1) the one at hand, among those that are not decided.
  neighbour(step) {
    const links = all("[data-queue] a");
    const here = links.findIndex((link) => link.ariaCurrent === "true");
    const { before, after } = one("[data-review]")?.dataset ?? {};
    if (here < 0) return step < 0 ? before : after;
    return links[here + step]?.getAttribute("href");
  }

  layQueue() {
    if (!one("[data-queue]")) return;
    layQueue(location.pathname, this.#plan.addresses, (address) => this.#isDecided(address));
  }

  get #here() {
    return one("[data-review]")?.dataset.photo;
  }

  #isDecided(address) {
    return this.#decided.has(nameOf(address));
  }
}
