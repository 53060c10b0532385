// The photos of the page: takes files in, sends them, shows a row for each and counts them.
import { keepAwake } from "./awake.js";
import { Finish } from "./finish.js";
import { objectionTo } from "./intake.js";
import { Photo } from "./photo.js";
import { enqueue, wakeAll } from "./queue.js";
import { Row } from "./row.js";
import { say } from "./words.js";

export class Uploader {
  #rows = new Map();
  #taking = Promise.resolve();

  constructor(form) {
    this.form = form;
    this.list = form.querySelector("[data-uploads]");
    this.finish = new Finish(this);
    for (const item of [...this.list.children]) this.#adopt(item);
    form.classList.add("is-scripted");
    for (const input of form.querySelectorAll("[data-photos]")) this.#listenTo(input);
    this.#recount();
  }

  // All rows, as far as the server has or shall have their photos.
  get rows() {
    const isMeant = ({ photo }) => photo.isWanted && photo.state !== "refused";
    return [...this.#rows.values()].filter(isMeant);
  }

  take(fileList) {
    const files = [...fileList]; // now: an input that is emptied empties its list
    this.#taking = this.#taking.catch(() => {}).then(() => this.#take(files));
    return this.#taking;
  }

  #listenTo(input) {
    const empty = () => {
      if (!input.files.length) return;
      this.take(input.files);
      input.value = ""; // the same photo can be chosen again, and goes only once
    };
    input.addEventListener("change", empty);
    empty();
  }

  async #take(files) {
    const room = this.form.dataset.maxPhotos - this.rows.length;
    const taken = [];
    this.finish.complain(files.length > room ? say("many") : "");
    for (const file of files.slice(0, room)) taken.push(await this.#begin(file));
    enqueue(...taken.filter((photo) => photo.isWanted));
  }

  async #begin(file) {
    const others = this.rows.map((row) => row.photo.file).filter(Boolean);
    const objection = await objectionTo(file, others, this.form.dataset);
    const photo = new Photo(file, { ...this.#ways(), onChange: this.#show });
    const row = new Row(photo);
    this.list.append(row.element);
    this.#manage(row);
    if (objection) photo.become("unfit", say(objection));
    else this.#show(photo);
    return photo;
  }

  // A row that came with the page: its photo is safe already.
  #adopt(element) {
    const token = element.querySelector("[data-remove]")?.value;
    if (!token) return; // a file that was not taken
    const photo = new Photo(null, { ...this.#ways(), onChange: this.#show, token });
    this.#manage(new Row(photo, element));
  }

  #ways() {
    const { draft, files } = this.form.dataset;
    return { draft, files };
  }

  #manage(row) {
    this.#rows.set(row.photo, row);
    row.part("remove").addEventListener("click", (event) => {
      event.preventDefault();
      this.#remove(row);
    });
    row.part("again")?.addEventListener("click", () => this.#tryAgain(row.photo));
  }

  #remove({ photo, element }) {
    const next = element.nextElementSibling ?? element.previousElementSibling;
    const place = next?.querySelector("[data-remove]") ?? this.form.querySelector("[data-photos]");
    element.remove();
    this.#rows.delete(photo);
    photo.giveUp("gone");
    enqueue(photo);
    place.focus();
  }

  #tryAgain(photo) {
    if (photo.state === "wrong") photo.become("waiting");
    enqueue(photo);
    wakeAll();
  }

  #show = (photo) => {
    this.#rows.get(photo)?.show();
    this.#recount();
  };

  #recount() {
    this.form.classList.toggle("is-begun", this.#rows.size > 0);
    keepAwake(this.rows.some(({ photo }) => photo.state !== "safe"));
    this.finish.recount();
  }
}
