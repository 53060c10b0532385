// What the page says: a row for each photo, how far all are, what is missing.
const CALM = 400; // ms between two figures
const WIDTH = 256; // pixels of a picture
const DIGITS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

let lastDrawn = Promise.resolve(); // one after the other: a phone has little memory

export const part = (name, element = document) => element.querySelector(`[data-${name}]`);

// The server's words get their numbers.
export function say(name, values) {
  const { textContent } = part(`word="${name}"`, part("words").content);
  return textContent.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// Only what is new: it is read out loud.
function write(name, words) {
  if (part(name).textContent !== words) part(name).textContent = words;
}

export const complain = (sentence) => write("notice", sentence);

export class Row {
  #shownAt = 0;

  constructor(photo, element) {
    const template = part("row").content.firstElementChild;
    Object.assign(this, { photo, element: element ?? template.cloneNode(true) });
    if (!element) this.#introduce(photo);
  }

  part(name) {
    return part(name, this.element);
  }

  get number() {
    return 1 + [...this.element.parentNode.children].indexOf(this.element);
  }

  answer(answer) {
    const { found, title, state } = (this.answered = answer);
    const name = this.photo.title;
    this.part("name").textContent = found || name || title;
    this.part("hint").textContent = found && name;
    this.part("unplaced").hidden = !answer.needs_city;
    this.element.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: answer }));
    if (answer.is_wrong) this.photo.become("refused", state);
  }

  show({ isNew = false } = {}) {
    const { state, offset, live, size } = this.photo;
    const { dataset } = this.element;
    const now = performance.now();
    if (!isNew && state === dataset.is && (state !== "sending" || now - this.#shownAt < CALM)) return;
    dataset.is = state;
    this.#shownAt = now;
    this.part("state").textContent = this.#sentence();
    this.part("pause-word").textContent = say(state === "paused" ? "go-on" : "pause");
    const bar = this.part("bar");
    bar.value = (100 * (offset + live)) / size;
    bar.ariaLabel = say("bar", this);
  }

  remove() {
    const { nextElementSibling, previousElementSibling } = this.element;
    const place = part("remove", nextElementSibling ?? previousElementSibling ?? this.element);
    this.element.remove();
    (place ?? part("photos")).focus();
  }

  #introduce({ title, file, how }) {
    part("uploads").append(this.element);
    this.part("name").textContent = title;
    for (const name of this.element.querySelectorAll("[data-whose]")) name.textContent = title;
    this.part("tile").textContent = title.split(".").pop().slice(0, 4);
    if (file) this.picture();
    const isRead = file && how === "as-taken";
    if (isRead) import("./found.js").then(({ tellFound }) => tellFound(this), () => {});
  }

  picture() {
    const { file } = this.photo;
    const show = (picture) => this.part("tile").replaceWith(picture);
    lastDrawn = lastDrawn.then(() => draw(file)).then(show, () => {}); // few can draw HEIC
  }

  #sentence() {
    const { state, sentence, offset, live, size, speed, whole } = this.photo;
    if (sentence) return sentence;
    const done = state === "sending" ? offset + live : offset;
    const percent = Math.floor((100 * done) / size);
    const shown = whole?.state === "safe" ? whole.size : size;
    const values = { percent, done: megabytes(done), size: megabytes(Math.max(shown, 1e5)) };
    const isFollowed = state === "safe" && whole && whole.state !== "safe";
    const said = say(isFollowed ? "copied" : state, values);
    const isTimed = state === "sending" && speed;
    return isTimed ? `${said} · ${timeLeft((size - offset) / speed)}` : said;
  }
}

const megabytes = (bytes) =>
  (bytes / 1048576).toLocaleString([document.documentElement.lang, "de"], DIGITS); // or a comma

const timeLeft = (seconds) =>
  seconds < 90
    ? say("seconds", { count: Math.max(2, Math.round(seconds)) })
    : say("minutes", { count: Math.round(seconds / 60) });

async function draw(file) {
  const picture = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "medium" });
  const { width, height } = picture;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { className: "upload__picture", width, height });
  canvas.dataset.tile = "";
  canvas.getContext("bitmaprenderer").transferFromImageBitmap(picture);
  return canvas;
}

// ``photos`` are those the server has or shall have; ``refused`` were found to be no photos there.
export function showTotal(photos, { refused, isWanted }) {
  const sum = (measure) => photos.reduce((all, photo) => all + measure(photo), 0);
  const count = photos.length;
  const done = sum(({ state }) => state === "safe");
  const sent = sum(({ offset, live }) => offset + live);
  const trouble = photos.find(({ state }) => ["lost", "server"].includes(state));
  const sentences = [say("total", { done, count })];
  if (refused) sentences.push(say(`refused-${Math.min(refused, 2)}`, { count: refused }));
  if (trouble) sentences.push(say(`${trouble.state}-all`));
  else if (isWanted) sentences.push(say(done < count ? "then" : "looking"));
  part("total").hidden = !count;
  part("total-bar").value = (100 * sent) / (sum(({ size }) => size) || 1);
  part("send").textContent = say(`send-${Math.min(count, 2)}`, { count });
  write("total-words", sentences.join(" · "));
}

export function findMissing({ elements }, rows) {
  const { city, new_country: country, day, edition_id: edition } = elements;
  if (!rows.length) return [part("photos"), say("none")];
  const cut = rows.find(({ photo }) => photo.state === "unfinished");
  if (cut) return [cut.part("remove"), say("unfinished", cut)];
  const bare = rows.find(({ photo }) => photo.state === "held");
  if (bare) return [bare.part("cover"), say("uncovered", bare)];
  const isLost = (row) => row.answered?.needs_city && isEmpty(row.part("city"));
  const lost = isEmpty(city) && isEmpty(country) && rows.find(isLost);
  if (lost) return [city, say("needs-city", lost)];
  const isUndated = isEmpty(edition) && isEmpty(day);
  const stray = isUndated && rows.find(({ answered }) => answered?.needs_edition);
  if (stray) return [edition, say("needs-edition", stray)];
  const unticked = document.querySelector("input[type=checkbox]:required:not(:checked)");
  return unticked && [unticked, say("permission")];
}

// By an action link there is no such field.
export const isEmpty = (field) => field && !field.value.trim();
