// Asks now and then what the worker read in the photos: place and day, or that it is no photo.
const FIRST = 1000; // ms
const LAST = 10_000;

export class Reading {
  #pause = FIRST;
  #timer = 0;
  #count = 0;

  constructor(uploader) {
    this.uploader = uploader;
  }

  // Keep asking, ever more rarely, while safe photos have not been read.
  goOn() {
    const { length } = this.#unread();
    if (length > this.#count) this.#pause = FIRST;
    this.#count = length;
    if (!length || this.#timer) return;
    this.#timer = setTimeout(async () => {
      await this.ask();
      this.#timer = 0;
      this.#pause = Math.min(this.#pause * 1.5, LAST);
      this.goOn();
    }, this.#pause);
  }

  // Return whether all were read; null when there was no answer.
  async ask() {
    const { draft, state } = this.uploader.form.dataset;
    try {
      const answer = await fetch(state, { headers: { Draft: draft }, cache: "no-store" });
      if (!answer.ok) return null;
      this.#share((await answer.json()).photos);
    } catch {
      return null;
    }
    return !this.#unread().length;
  }

  #share(answers) {
    const byToken = new Map(answers.map((answer) => [answer.token, answer]));
    for (const row of this.uploader.rows) {
      const answer = byToken.get(row.photo.token);
      if (answer) row.answer(answer);
    }
  }

  #unread() {
    const isUnread = (row) => row.photo.state === "safe" && !row.answered?.is_read;
    return this.uploader.rows.filter(isUnread);
  }
}
