// The window in which photos are covered on the phone: one after the other, by touch, mouse or keys.
import { isCrop } from "./boxes.js";
import { burn, isPoisoned, open } from "./burning.js";
import { Easel } from "./easel.js";
import { useHands } from "./hands.js";
import { part, say } from "./page.js";
import { Zoom } from "./zoom.js";

const DRAWN = 2048; // pixels of the longest side on the screen
const HEAD = 0.16; // of what is seen: a strip that a tap puts down
const UNSEEN = 500; // ms in which nobody looks at a picture
const BESIDE = { previous: -1, next: 1 };
const ZOOMS = { in: 2, out: 0.5 };

export async function make(inOrder) {
  const pieces = part("covering").content.cloneNode(true);
  const styles = pieces.querySelector("link");
  const styled = new Promise((resolve) => (styles.onload = styles.onerror = resolve));
  const dialog = pieces.querySelector("dialog");
  document.body.append(pieces);
  await styled;
  return new Desk(dialog, inOrder);
}

class Desk {
  constructor(dialog, inOrder) {
    Object.assign(this, { dialog, inOrder });
    this.easel = new Easel(this.part("picture"), this.part("boxes"), { keepsChosen: true });
    this.zoom = new Zoom(this.part("loupe"), this.part("sheet"));
    this.zoom.onPinch = () => {
      this.easel.stop?.();
      this.#put(this.#drawn); // without what the first of two fingers began
    };
    this.easel.onTap = (point) => this.#addHead(point);
    useHands(this.easel);
    dialog.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (!button || button.ariaDisabled === "true") return;
      this.#do(button.dataset.do);
      this.#note();
    });
    for (const kind of ["pointerup", "keyup"]) dialog.addEventListener(kind, () => this.#note());
    dialog.addEventListener("focusin", () => this.#showTools());
    dialog.addEventListener("close", () => this.#leave());
    addEventListener("resize", () => dialog.open && this.#zoomBy(1));
  }

  part(name) {
    return part(name, this.dialog);
  }

  async show(item) {
    this.#forget();
    this.item = item;
    if (!this.dialog.open) this.dialog.showModal();
    this.part("trouble").textContent = "";
    const items = this.inOrder();
    const [number, count] = [items.indexOf(item) + 1, items.length];
    this.part("count").textContent = say("photo-of", { number, count });
    for (const act of ["previous", "next"]) this.#enable(act, count > 1);
    const picture = await open(item.file);
    if (this.item !== item) return picture.close(); // another was wanted meanwhile
    this.picture = picture;
    this.#draw(picture);
    this.#put(item.boxes);
    this.shownAt = performance.now();
    this.part("loupe").focus();
  }

  // Nothing is drawn on, and nothing sent of, a picture that is not the one on the screen.
  #forget() {
    this.picture?.close();
    this.picture = this.item = null;
    this.#put([]);
    this.part("canvas").width = 0;
  }

  #draw(picture) {
    const { width, height } = picture;
    const scale = Math.min(1, DRAWN / Math.max(width, height));
    const canvas = this.part("canvas");
    Object.assign(canvas, { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    this.easel.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.zoom.begin(width, height);
  }

  #do(act) {
    const { easel, item } = this;
    if (act === "cover") this.#addHead(this.zoom.seen);
    else if (act === "crop") easel.add("crop");
    else if (act === "undo") this.#put(item.past.pop() && this.#drawn);
    else if (act in ZOOMS) this.#zoomBy(ZOOMS[act]);
    else if (act === "hand" || act === "resize") this.#press(act);
    else if (act === "close") this.dialog.close();
    else if (act in BESIDE) this.show(this.#beside(BESIDE[act]));
    else if (act === "none" || act === "done") this.#finish(item);
    else this.#strike(act);
  }

  // The buttons beside a strip are keys.
  #strike(key) {
    const shiftKey = this.#isPressed("resize");
    this.easel.svg.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey }));
  }

  #button(act) {
    return this.part(`do="${act}"`);
  }

  #isPressed(act) {
    return this.#button(act).ariaPressed === "true";
  }

  #press(act) {
    this.#button(act).ariaPressed = !this.#isPressed(act);
    this.dialog.classList.toggle("is-moving", this.#isPressed("hand"));
  }

  #zoomBy(factor) {
    this.zoom.by(factor);
    this.easel.draw(); // the handle keeps its size
  }

  // A strip of the size of a head, as large as heads are when one has zoomed to them.
  #addHead({ x, y }) {
    const { width, height } = this.zoom.seen; // in fractions of the picture
    const { size } = this.easel;
    const side = HEAD * Math.min(width * size.width, height * size.height);
    const box = { width: side / size.width, height: (1.2 * side) / size.height };
    const row = this.easel.add("cover", { left: x - box.width / 2, top: y - box.height / 2, ...box });
    this.easel.change(this.easel.boxes.read(row)); // inside the picture
    this.easel.isNew = false; // what is drawn next is another
  }

  // What is drawn now, to go back to.
  get #drawn() {
    return this.item.past.at(-1) ?? [];
  }

  #note() {
    const { boxes } = this.easel;
    if (!this.picture || !this.item) return;
    const drawn = boxes.filled().map((row) => ({ ...boxes.read(row), isCrop: isCrop(row) }));
    if (JSON.stringify(drawn) !== JSON.stringify(this.#drawn)) this.item.past.push(drawn);
    this.item.boxes = drawn;
    this.#showTools();
  }

  #put(drawn) {
    const { boxes } = this.easel;
    for (const row of boxes.rows()) boxes.write(row, null);
    for (const box of drawn) boxes.write(boxes.free(box.isCrop ? "crop" : "cover"), box);
    this.easel.choose(null);
    this.#showTools();
  }

  #showTools() {
    const { easel } = this;
    const isDrawn = easel.boxes.filled().length > 0;
    this.part("pad").hidden = !easel.chosen;
    this.part("hint").hidden = Boolean(easel.chosen);
    this.#enable("none", Boolean(this.picture) && !isDrawn);
    this.#enable("done", Boolean(this.picture) && isDrawn);
    this.#enable("undo", this.item?.past.length > 0);
  }

  #enable(act, isEnabled) {
    this.#button(act).ariaDisabled = !isEnabled;
  }

  #beside(steps) {
    const items = this.inOrder();
    return items.at((items.indexOf(this.item) + steps) % items.length);
  }

  async #finish(item) {
    // A second tap, meant for the photo before, says nothing about this one.
    if (!this.picture || this.isBurning || performance.now() - this.shownAt < UNSEEN) return;
    if (isPoisoned()) return this.#complain("poisoned");
    this.isBurning = true;
    const next = this.#beside(1);
    const blob = await burn(this.picture, item.boxes).catch(() => null);
    this.isBurning = false;
    if (blob) item.resolve(blob);
    else this.#complain("uncoverable");
    if (!blob || this.item !== item) return; // the person went elsewhere
    if (next === item) this.dialog.close();
    else this.show(next);
  }

  #complain(word) {
    this.part("trouble").textContent = say(word);
  }

  #leave() {
    const { item } = this;
    this.#forget();
    (this.inOrder().includes(item) ? item.row.part("cover") : part("send")).focus();
  }
}
