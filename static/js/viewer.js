// One photo over its gallery: keys, swipes and buttons turn to others, the next one is ready, the
// address is the photo's own, and Back or Escape return to it in the list.
import { loadNext, note } from "./paging.js";

const SWIPE = 48; // pixels
const EARLY = 2; // photos before the last one, more are fetched

const { content } = document.querySelector("[data-viewer-dialog]");
const dialog = document.importNode(content.firstElementChild, true);
const part = (name) => dialog.querySelector(`[data-${name}]`);
const isMirrored = getComputedStyle(document.documentElement).direction === "rtl";
const links = () => [...document.querySelectorAll("[data-viewer]")];
const turns = { ArrowLeft: isMirrored ? 1 : -1, ArrowRight: isMirrored ? -1 : 1 };

const dressed = new Promise((resolve) => {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet" });
  style.onload = style.onerror = resolve;
  style.href = dialog.dataset.style;
  document.head.append(style);
});
document.body.append(dialog);

let current = null;
let ready = new Map(); // pictures by their photo's link: this one and its neighbours
let slides = null; // once they were wanted
let start = null; // of a swipe

export async function open(link) {
  await dressed;
  note();
  history.pushState({ shown: link.pathname }, "", link.href);
  appear(link);
}

// Back, forward: to a photo or to the gallery.
export function follow(state) {
  if (!state?.shown) return dialog.open ? dialog.close() : settle();
  const link = links().find(({ pathname }) => pathname === state.shown);
  return link ? dressed.then(() => appear(link)) : location.reload();
}

function appear(link) {
  if (!dialog.open) dialog.showModal();
  dialog.focus(); // on no button: a ring around it would say that Enter is the way
  show(link);
}

function show(link) {
  current = link;
  const all = links();
  const at = all.indexOf(link);
  const near = [at, at + 1, at - 1].map((index) => all[index]).filter(Boolean);
  ready = new Map(near.map((each) => [each, ready.get(each) ?? pictureOf(each)]));
  part("stage").replaceChildren(ready.get(link));
  history.replaceState({ shown: link.pathname }, "", link.href);
  describe(link, at, all.length);
  if (at >= all.length - EARLY) lengthen();
  slides?.wait(ready.get(link).querySelector("img"));
}

// In the list it stands small: that is its picture until the large one is here.
function pictureOf(link) {
  const picture = link.querySelector("picture").cloneNode(true);
  const image = picture.querySelector("img");
  const { offsetWidth, offsetHeight } = part("stage");
  const ratio = image.getAttribute("width") / image.getAttribute("height");
  const sizes = `${Math.ceil(Math.min(offsetWidth, offsetHeight * ratio))}px`;
  for (const each of picture.children) each.sizes = sizes;
  image.className = "viewer__image";
  image.draggable = false; // else dragging takes the swipes
  image.style.setProperty("--ratio", ratio);
  image.style.backgroundImage = `url("${link.querySelector("img").currentSrc}")`;
  image.removeAttribute("loading");
  return picture;
}

function describe(link, at, loaded) {
  const { first = 1, total = loaded } = document.querySelector("[data-pager]")?.dataset ?? {};
  const number = at + Number(first);
  const count = Math.max(Number(total), number).toLocaleString(document.documentElement.lang);
  const image = link.querySelector("img");
  const where = part("count").dataset.words.replace("{number}", number).replace("{count}", count);
  part("count").textContent = where;
  part("text").replaceChildren(...link.nextElementSibling.cloneNode(true).childNodes);
  part("said").textContent = `${where}. ${image.alt}`;
  part("page").href = link.href;
  part("use").href = `${link.href}#use`;
  part("report").href = `${link.pathname}/report`;
  part("download").href = `${link.pathname.slice(link.pathname.indexOf("/photos/"))}/download`;
  markEnds(at, loaded);
}

// Not disabled: a button that has the focus would take the keys with it.
function markEnds(at, loaded) {
  for (const button of dialog.querySelectorAll("[data-turn]")) {
    const isEnd = at + Number(button.dataset.turn) < 0 || at + Number(button.dataset.turn) >= loaded;
    button.ariaDisabled = String(isEnd);
  }
}

async function lengthen() {
  await loadNext().catch(() => {});
  const all = links();
  markEnds(all.indexOf(current), all.length);
  const next = all[all.indexOf(current) + 1];
  if (next && !ready.has(next)) ready.set(next, pictureOf(next));
}

function turn(by) {
  const all = links();
  const link = all[all.indexOf(current) + by];
  if (link) show(link);
  return Boolean(link);
}

// The photo that was looked at last is in sight, whatever Back scrolled to.
function settle() {
  requestAnimationFrame(() => {
    current?.scrollIntoView({ block: "nearest", behavior: "instant" });
    note();
  });
}

dialog.addEventListener("close", () => {
  slides?.stop();
  current?.focus({ preventScroll: true });
  if (history.state?.shown) history.back(); // and "popstate" settles it
  else settle();
});

dialog.addEventListener("keydown", (event) => {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey) return;
  if (turns[key]) turn(turns[key]);
  else if (key === "Home") show(links()[0]);
  else if (key === "End") show(links().at(-1));
  else return;
  event.preventDefault();
});

dialog.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.turn) turn(Number(button.dataset.turn));
  else if (button === part("close")) dialog.close();
  else if (button === part("play")) await play(button);
});

// The address is the photo's already: by itself the link would only look for its part in this page.
part("use").addEventListener("click", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(history.state, "", event.target.href);
  location.reload();
});

async function play(button) {
  const { Slideshow } = await import("./slideshow.js");
  slides ??= new Slideshow(button, { turn: () => turn(1), said: part("said") });
  slides.toggle(ready.get(current).querySelector("img"));
}

const stage = part("stage");
const isZoomed = () => visualViewport.scale > 1.01;
const drag = (by) => stage.style.setProperty("--drag", `${by}px`);
stage.addEventListener("pointerdown", ({ isPrimary, clientX, pointerId }) => {
  start = isPrimary && !isZoomed() ? clientX : null;
  if (start !== null) stage.setPointerCapture(pointerId);
});
stage.addEventListener("pointermove", ({ clientX }) => start !== null && drag(clientX - start));
stage.addEventListener("pointerup", ({ clientX }) => {
  const by = start === null ? 0 : clientX - start;
  start = null;
  drag(0);
  if (Math.abs(by) > SWIPE) turn(turns[by < 0 ? "ArrowRight" : "ArrowLeft"]);
});
stage.addEventListener("pointercancel", () => drag((start = null) ?? 0));
