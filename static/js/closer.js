// The picture larger than the loupe, to look closely; the arrows scroll it.
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
  sharpen(sheet.querySelector("image"), loupe.querySelector("[data-full]").href);
}

// The largest picture, once for each photo and only when somebody looks closely.
async function sharpen(image, address) {
  if (image.dataset.isFull) return;
  image.dataset.isFull = "yes";
  const bytes = await fetchBytes(address).catch(() => null);
  if (bytes) image.setAttribute("href", bytes);
}
