// Photo after photo by itself, until somebody stops it, the last one is reached or nobody looks.
const LONG = 6000; // ms for a photo, once it is here

export class Slideshow {
  #timer = 0;

  constructor(button, { turn, said }) {
    Object.assign(this, { button, turn, said });
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  get isOn() {
    return this.button.ariaPressed === "true";
  }

  toggle(image) {
    if (this.isOn) this.stop();
    else this.#begin(image);
  }

  stop() {
    clearTimeout(this.#timer);
    this.button.ariaPressed = "false";
    this.said.ariaLive = "polite";
  }

  // The time of a photo begins when it can be seen.
  wait(image) {
    clearTimeout(this.#timer);
    if (!this.isOn) return;
    const go = () => (this.turn() ? undefined : this.stop());
    const count = () => this.isOn && image.isConnected && (this.#timer = setTimeout(go, LONG));
    image.decode().then(count, count);
  }

  #begin(image) {
    this.button.ariaPressed = "true";
    this.said.ariaLive = "off"; // one after the other would be read aloud without end
    this.wait(image);
  }
}
