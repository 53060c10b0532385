// The photos of the page: takes files in, has them kept, covered and sent.
import { Desk, WAYS } from "./desk.js";
import { Handing } from "./handing.js";
import { Keeper } from "./keeper.js";
import { isSlow, keepAwake, load, send, wakeAll } from "./line.js";
import { objectionTo } from "./objections.js";
import { Row, complain, part, say, showTotal } from "./page.js";
import { Photo, wholeOf } from "./photo.js";

export class Uploader {
  #rows = new Set();
  #taking = Promise.resolve(); // one choice after the other
  #order = 0;
  #hasCopies = false;

  constructor(form) {
    this.form = form;
    this.desk = new Desk(form);
    this.keeper = new Keeper(this.desk);
    this.handing = new Handing(this);
    this.desk.onLeft = () => this.#startAnew();
    for (const item of part("uploads").children) {
      const token = part("remove", item)?.value; // none for a file that was not taken
      if (token) this.show(new Photo(this.desk, null, { token, state: item.dataset.is }), item);
    }
    form.classList.add("is-scripted");
    for (const input of form.querySelectorAll("[data-photos]")) this.#listenTo(input);
    form.addEventListener("input", () => complain(""));
    part("forget").addEventListener("click", () => this.#forget());
    part("copies").addEventListener("click", () => this.#sendCopies());
    form.addEventListener("change", ({ target }) => {
      if (target.name === "how") this.#changeWay(target.value);
      this.keeper.keepAnswers();
    });
    addEventListener("beforeunload", (event) => {
      const isLost = this.photos.some((photo) => !wholeOf(photo).isKept);
      if (isLost && !this.handing.isSent) event.preventDefault();
    });
    this.recount();
    if (form.elements.how.value !== WAYS[0]) this.#changeWay(form.elements.how.value);
  }

  // Of photos that the server has or shall have.
  get rows() {
    return [...this.#rows].filter(({ photo }) => photo.isWanted && photo.state !== "refused");
  }

  get photos() {
    return this.rows.map(({ photo }) => photo);
  }

  get #refused() {
    return [...this.#rows].filter(({ photo }) => photo.state === "refused").length;
  }

  #listenTo(input) {
    const empty = () => {
      this.take([...input.files]); // copied: an emptied input empties its list
      input.value = ""; // so that the same can be chosen again
    };
    input.addEventListener("change", empty);
    empty();
  }

  take(files) {
    const how = this.form.elements.how.value;
    this.#taking = this.#taking.then(() => this.#takeAll(files, how));
  }

  async #takeAll(files, how) {
    const { maxPhotos, maxBytes } = this.form.dataset;
    const taken = [];
    complain("");
    this.handing.hurry();
    for (const file of files) {
      if (this.rows.length + this.#refused >= maxPhotos) {
        complain(say("many"));
        break;
      }
      const others = this.photos.map((photo) => photo.original ?? photo.file).filter(Boolean);
      const objection = await objectionTo(file, others, maxBytes);
      const row = this.show(new Photo(this.desk, file, { how, order: ++this.#order }));
      if (objection) row.photo.become("unfit", say(objection));
      else taken.push(row);
    }
    if (how === "as-taken") this.#send(...taken.map(({ photo }) => photo));
    else for (const row of taken) this.#cover(row);
  }

  #send(...photos) {
    send(...photos);
    for (const photo of photos) this.keeper.keep(photo);
  }

  async #cover(row) {
    row.photo.become("held");
    const { cover } = await load(() => import("./covering.js"));
    if (await cover(row)) this.#send(row.photo);
  }

  // What was chosen to be sent as taken comes back from the server, and is covered first.
  async #changeWay(how) {
    const before = this.photos.map((photo) => ({ ...photo }));
    const isWeaker = ({ photo }) => WAYS.indexOf(photo.how) < WAYS.indexOf(how);
    const weaker = this.rows.filter((row) => row.photo.file && isWeaker(row));
    for (const row of weaker) this.#remove(row);
    this.take(weaker.map(({ photo }) => photo.original ?? photo.file));
    const { follow } = await load(() => import("./care.js"));
    follow(before);
    if (how !== "at-risk") return;
    const { forgetPage } = await load(() => import("./stored.js"));
    await this.keeper.forgetDraft(this.photos.map(wholeOf), forgetPage);
  }

  show(photo, element) {
    const row = new Row(photo, element);
    const listen = (name, act) => row.part(name).addEventListener("click", act);
    this.#rows.add(row);
    this.#order = Math.max(this.#order, photo.order ?? 0);
    listen("remove", (event) => event.preventDefault() ?? this.#remove(row));
    listen("pause", () => (row.photo.state === "paused" ? this.#goOnWith(row) : row.photo.become("paused")));
    listen("again", () => this.#goOnWith(row));
    this.watch(row);
    return row;
  }

  watch(row) {
    const { photo } = row;
    photo.onChange = () => {
      if (this.#rows.has(row)) row.show();
      this.recount();
    };
    photo.onCreated = () => this.keeper.note(photo);
    photo.onChange();
  }

  #remove(row) {
    const { photo } = row;
    this.#rows.delete(row);
    row.remove();
    this.keeper.unkeep(wholeOf(photo));
    for (const each of [photo, photo.whole]) {
      each?.become("gone");
      if (each) send(each);
    }
  }

  #goOnWith(row) {
    const { photo } = row;
    if (photo.state === "held") return this.#cover(row);
    if (["paused", "wrong"].includes(photo.state)) photo.become("waiting");
    send(photo);
    wakeAll();
  }

  goOnWithAll() {
    for (const row of this.rows) if (row.photo.state === "paused") this.#goOnWith(row);
  }

  async #sendCopies() {
    this.#hasCopies = true;
    const { sendCopies } = await load(() => import("./copies.js"));
    await sendCopies(this);
  }

  // The photos stay as long as this page does.
  async #forget() {
    const { forgetAll } = await import("./stored.js");
    await this.keeper.forget(this.photos.map(wholeOf), forgetAll);
    complain(say("forgotten"));
  }

  replace(row) {
    this.#rows.delete(row);
    row.element.remove();
  }

  // The draft is too old for the server: all begins again in a new one.
  #startAnew() {
    for (const row of this.rows) {
      if (row.photo.file) row.photo.startAnew();
      else this.replace(row);
    }
    send(...this.photos.filter(({ state }) => state === "waiting"));
  }

  recount() {
    const { photos } = this;
    this.form.classList.toggle("is-begun", this.#rows.size > 0);
    keepAwake();
    showTotal(photos, { refused: this.#refused, isWanted: this.handing.wantedAt });
    const left = photos.filter(({ state, isCopy }) => state !== "safe" && !isCopy);
    part("slow").hidden = this.#hasCopies || !isSlow(left);
    this.handing.plan();
  }
}
