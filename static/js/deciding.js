// Decisions at the speed of a hand: the next photo is shown at once, the decision leaves in the
// background, and what the server will not have comes back with its reason.
import { keep } from "./ahead.js";
import { Course } from "./course.js";
import { noteThumbs } from "./queue.js";
import { complain, parse, put, read, send, show } from "./turning.js";
import { Undoing } from "./undoing.js";
import { isChanged } from "./writing.js";

const PATIENCE = 3000; // ms
const AGAIN = 2000; // ms until a photo that did not come is asked for again

const one = (selector) => document.querySelector(selector);
const nameOf = (address) => address.split("/").at(-1);
// How many this person decided today, as the server's answer says.
const showMine = (html) => one("[data-mine]").replaceWith(parse(html).querySelector("[data-mine]"));
const wait = (time) => new Promise((go) => setTimeout(go, time));

export class Deciding {
  onPlan = () => {}; // the server said what comes next
  onNews = () => {}; // a sentence of the server about a photo that is not shown, and its address
  isBusy = false;
  #undoing = new Undoing();
  #returned = []; // pages of photos that come back

  constructor(outbox) {
    this.outbox = outbox;
    this.course = new Course(() => outbox.state === "going");
    for (const { photo } of outbox.items) this.course.leave(photo);
    outbox.onTaken = (item, answer) => this.#take(item, answer);
    outbox.onRefused = (item, { html }) => this.#refuse(item, parse(html));
  }

  // ``isSure``: nothing speaks against it, so that the next photo need not wait for the server.
  async decide(form, button, { isSure }) {
    const { photo } = one("[data-review]").dataset;
    const { address, body } = read(form, button, { isWhole: isChanged() });
    const page = new URL(".", address).pathname.slice(0, -1);
    const item = this.outbox.add({ photo, page, address, body: body.toString() });
    this.#undoing.add({ item, page, main: one("main") });
    this.course.leave(photo);
    if (!isSure) await this.#until(item);
    await this.goOn();
  }

  // What comes back is next, then what is urgent, then the queue.
  async goOn() {
    if (!this.#returned.length && !this.course.near) await this.#until(this.outbox.items.at(-1));
    const back = this.#returned.shift();
    if (back) return put(back.main, back.page);
    const isOver = this.outbox.items.length === 0;
    const address = this.course.near || (isOver && location.pathname.replace(/review\/.*/, "review/"));
    this.course.calmDown();
    if (!address || !(await show(address))) this.#wait(address || "");
  }

  // In a calm moment ask what comes.
  rest() {
    this.course.rest({ isBusy: () => this.outbox.items.length, onCome: () => this.#lookAhead() });
  }

  #lookAhead() {
    this.course.layQueue();
    this.onPlan();
  }

  // Another photo; one whose decision is on its way once that has arrived.
  async visit(address) {
    const item = this.outbox.items.find(({ photo }) => photo === nameOf(address));
    await this.#until(item);
    return this.outbox.items.includes(item) ? complain() : show(address);
  }

  // Take the last decision back: one that never left is dropped, any other the server takes back.
  async undo() {
    const { last } = this.#undoing;
    if (!last) return;
    if (this.outbox.drop(last.item)) return this.#putBack(last);
    await this.#until(last.item);
    if (this.#undoing.last !== last) return; // it was refused
    const isBack = last.form ? await send(last.form) : null;
    if (isBack === null) return complain();
    // It may be older than somebody thinks: what was approved after it is public, and stays.
    if (isBack) this.onNews(last.form.dataset.takenBack, location.pathname);
    this.#forget(last);
  }

  // Make a page ready that came: without photos that are decided, and with what can be taken back.
  prepare({ isFirst }) {
    this.meet(one("main"));
    const form = one("[data-undo]");
    if (isFirst && form) this.#undoing.add({ form });
    this.#undoing.show();
  }

  // A page came that was looked ahead to.
  meet(main) {
    noteThumbs(main);
    this.course.layQueue();
  }

  async #until(item) {
    if (!item || this.outbox.state !== "going") return;
    this.isBusy = true;
    await Promise.race([item.done, wait(PATIENCE)]);
    this.isBusy = false;
  }

  // The photo to come is not here yet: say so, and ask again when something came through.
  #wait(address) {
    if (!one("[data-pausing]")) put(one("[data-pause]").content.firstElementChild.cloneNode(true), location.pathname);
    one("[data-pausing]").dataset.after = address;
    wait(AGAIN).then(() => this.#wake());
  }

  #wake() {
    if (one("[data-pausing]")) this.goOn();
  }

  #take(item, { html, next, plan }) {
    this.#undoing.settle(item, parse(html).querySelector("[data-undo]"));
    this.course.take({ next, plan });
    showMine(html);
    this.#lookAhead();
    this.#wake();
  }

  #refuse(item, page) {
    const comesBack = page.querySelector("[data-decide]");
    const words = page.querySelector("[data-notice]:not(:has(p)), [data-notice] p") ?? page.querySelector("main p");
    this.#undoing.forget(item);
    if (comesBack) {
      this.course.comeBack(item.photo);
      this.#returned.push({ main: page.querySelector("main"), page: item.page });
    }
    this.onNews(words?.textContent ?? page.title, item.page);
    this.#wake();
  }

  #forget(made) {
    this.#undoing.forget(made);
    this.course.comeBack(made.item?.photo);
  }

  #putBack(made) {
    this.#forget(made);
    if (!one("[data-pausing]")) keep(location.pathname, one("main"));
    put(made.main, made.page);
  }
}
