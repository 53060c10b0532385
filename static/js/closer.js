// The picture larger than the loupe, to look closely; the arrows scroll it. Over a bad line a small
// one is replaced by a larger one when somebody asks for that.
import { fetchBytes } from "./ahead.js";
import { Zoom } from "./zoom.js";

const CLOSER = 3; // times

export function isClose() {
  return Boolean(document.querySelector("[data-loupe].is-close"));
}

export function lookCloser() {
  const loupe = document.querySelector("[data-loupe]");
  const sheet = loupe?.querySelector("[data-sheet]");
  if (!sheet) return;
  if (!loupe.classList.toggle("is-close")) return sheet.removeAttribute("style");
  const { width, height } = sheet.querySelector("svg").viewBox.baseVal;
  const zoom = new Zoom(loupe, sheet);
  zoom.onPinch = () => {};
  zoom.begin(width, height);
  zoom.by(CLOSER);
  loupe.focus({ preventScroll: true });
  const isSmall = loupe.querySelector("[data-larger]");
  if (!isSmall) sharpen(sheet.querySelector("image"), loupe.querySelector("[data-full]").href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-larger]");
  if (!link) return;
  event.preventDefault();
  showLarger(link, document.querySelector("[data-picture] image"));
});

async function showLarger(link, image) {
  link.ariaBusy = "true";
  const bytes = await fetchBytes(link.href).catch(() => null);
  link.ariaBusy = null;
  if (!bytes) return; // it can be asked for again
  image.setAttribute("href", bytes);
  link.remove();
}

// The largest picture, once for each photo and only when somebody looks closely.
async function sharpen(image, address) {
  if (image.dataset.isFull) return;
  image.dataset.isFull = "yes";
  const bytes = await fetchBytes(address).catch(() => null);
  if (bytes) image.setAttribute("href", bytes);
}
