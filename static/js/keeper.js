// Keeps the photos of this page in the browser, one after the other: a phone has one disk.
import * as keeping from "./keeping.js";
import { isIdle } from "./line.js";
import { part } from "./page.js";
import { wholeOf } from "./photo.js";

export class Keeper {
  #last = Promise.resolve();
  #isOver = false;
  #staying;

  constructor(desk) {
    this.desk = desk;
    document.addEventListener("visibilitychange", () => this.#sendLater());
  }

  keep(photo) {
    if (photo.how === "at-risk") return; // a queue is a trace
    this.#next(async () => {
      if (this.#isOver || !photo.isWanted) return;
      try {
        await keeping.keep(Object.assign(photo, { path: this.desk.path }));
      } catch {
        return (part("unkept").hidden = false); // a private window, a full phone: said once
      }
      photo.isKept = true;
      part("stored").hidden = false;
      this.#staying ??= this.#stay();
      await this.#note();
    });
  }

  // The page opens offline from now on; what is left when it closes is sent by the worker.
  #stay() {
    navigator.storage?.persist?.();
    const { worker } = this.desk.form.dataset;
    return navigator.serviceWorker?.register(worker, { type: "module" }).catch(() => {});
  }

  async #sendLater() {
    if (!document.hidden || part("stored").hidden || isIdle()) return;
    const { sync } = (await navigator.serviceWorker?.ready) ?? {};
    sync?.register("queue").catch(() => {}); // few browsers have it
  }

  // A small copy is kept by its address only; what was removed no more, though it may get one.
  note(photo) {
    const whole = wholeOf(photo);
    if (photo.isCopy) whole.copyToken = photo.token;
    this.#next(() => whole.isWanted && whole.isKept && keeping.note(whole));
  }

  unkeep(photo) {
    this.#next(() => photo.isKept && keeping.drop(photo.name));
  }

  // Where nothing else is kept, no answers are.
  keepAnswers() {
    this.#next(() => !part("stored").hidden && this.#note());
  }

  // The page that gives out the receipt forgets what was handed over. On a full phone what is safe
  // makes room for the word of it.
  handOver(safe) {
    const note = () => this.#note({ isHandedOver: true });
    const makeRoom = () => keeping.drop(...safe.map(({ name }) => name)).then(note);
    return this.#next(() => !part("stored").hidden && note().catch(makeRoom));
  }

  // Deletes all that is kept, and keeps nothing more.
  forget(photos, act) {
    this.#isOver = true;
    return this.#next(async () => {
      await act();
      for (const photo of photos) photo.isKept = false;
      part("stored").hidden = true;
    });
  }

  // Of this draft, answers too, and of its page: somebody may be at risk for it.
  forgetDraft(photos, forgetPage) {
    return this.forget(photos, async () => {
      await forgetPage();
      if (!part("stored").hidden) await keeping.forgetDraft({ draft: this.desk.draft, photos });
    });
  }

  #note(more) {
    const { draft, path, answers } = this.desk;
    return draft && keeping.keepAnswers({ draft, path, answers, ...more });
  }

  #next(act) {
    return (this.#last = this.#last.then(act).catch(() => {}));
  }
}
