// Decisions of this session that can be taken back, one after the other, newest first: each for as
// long as the server allows. The form that does it came with the server's answer.
const one = (selector) => document.querySelector(selector);
const all = (selector) => document.querySelectorAll(selector);

export class Undoing {
  #made = []; // oldest first
  #ticking = 0;

  // ``made``: the ``item`` on its way or the ``form`` that takes it back, the photo's ``page``.
  add(made) {
    this.#made.push(made);
    if (made.form) this.#begin(made, made.form);
    this.show();
  }

  get last() {
    this.#made = this.#made.filter(({ end = Infinity }) => end > performance.now());
    return this.#made.at(-1);
  }

  // The server took a decision; the ``form`` takes it back.
  settle(item, form) {
    const made = this.#made.find((each) => each.item === item);
    if (made && form) this.#begin(made, form);
    else this.forget(made);
    this.show();
  }

  forget(made) {
    this.#made = this.#made.filter((each) => each !== made && each.item !== made);
    this.show();
  }

  // Say on the page what would be taken back, and for how long it can be.
  show() {
    clearInterval(this.#ticking);
    const { last } = this;
    one("[data-last]")?.replaceChildren(...(last?.form ? [last.form] : []));
    for (const button of all('[data-act="undo"]')) button.disabled = !last;
    const words = last?.form?.querySelector("[data-left]");
    if (!words) return;
    const tick = () => {
      const left = Math.ceil((last.end - performance.now()) / 1000);
      if (left <= 0) this.show();
      else if (words.textContent !== `${left}`) words.textContent = left; // else it is laid out anew
    };
    tick();
    this.#ticking = setInterval(tick, 250);
  }

  #begin(made, form) {
    const seconds = Number(form.dataset.seconds ?? Infinity);
    Object.assign(made, { form, end: performance.now() + seconds * 1000, main: null });
  }
}
