// What a moderator goes through, as the server said last: addresses of photos, and which version of
// each is true.
const CALM = 1000; // ms without a decision, until more is asked for
const READY = 30; // photos: as many as keep somebody busy through most of a minute without a line

const nameOf = (address) => address.split("/").at(-1);

export class Plan {
  mine = []; // what they have
  beyond = []; // what they would be given next, for when the line is cut
  #answers = 0;
  #resting = 0;

  get addresses() {
    return this.mine.map(({ address }) => address);
  }

  // The answer to a decision said what they have.
  take(mine) {
    this.mine = mine;
    this.#answers += 1;
  }

  // What they have after a photo; nothing where that is not among it.
  after(photo) {
    const here = this.mine.findIndex(({ address }) => nameOf(address) === photo);
    return here < 0 ? null : this.mine.slice(here + 1);
  }

  // Ask for more in a calm moment, at once where nothing was said yet. ``left`` counts what is left.
  rest(address, { left, onCome }) {
    clearTimeout(this.#resting);
    const ask = () => left() < READY && this.#ask(address, onCome);
    if (address) this.#resting = setTimeout(ask, this.mine.length ? CALM : 0);
  }

  async #ask(address, onCome) {
    const answers = this.#answers;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || answers !== this.#answers) return; // it is an old one
    const { mine, later } = await answer.json();
    [this.mine, this.beyond] = [mine, later];
    onCome();
  }
}
