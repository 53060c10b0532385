// Photos are painted anew on the phone: only pixels of a fresh canvas leave it, no byte of the file.
// What lies under a strip is never painted; JPEG mixes neighbours, so strips reach a little further.
import { TORN } from "./tape.js";

const LONGEST = 4096; // pixels; the largest canvas of an iPhone is 4096 × 4096
const SMEARED = 18; // pixels of the photo: a block of JPEG, and colours of its neighbours
const BLURRED = 4; // pixels painted: making it smaller mixes neighbours, too
const QUALITY = 0.92;
const TAPE = "rgb(181, 18, 43)"; // as gallery/images/covers.py
const NOISE = 8; // of 255; some browsers change the last bits, which does no harm

export const open = (file) => createImageBitmap(file, { imageOrientation: "from-image" });

// Tor Browser and others answer with noise when a page reads a canvas, until the person allows it.
export function isPoisoned() {
  const [canvas, context] = fresh(16, 16);
  const colour = (at) => [(at * 37) % 256, (at * 91) % 256, (at * 151) % 256];
  for (let at = 0; at < 16; at++) {
    context.fillStyle = `rgb(${colour(at)})`;
    context.fillRect(4 * (at % 4), 4 * (at >> 2), 4, 4);
  }
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, at) => {
    const pixel = at >> 2;
    const wanted = [...colour(((pixel >> 6) << 2) + ((pixel % 16) >> 2)), 255][at % 4];
    return Math.abs(value - wanted) > NOISE;
  });
}

// ``boxes`` are in fractions of the picture, which is upright.
export async function burn(picture, boxes) {
  for (let longest = LONGEST; longest >= 512; longest /= 2) {
    const blob = await encode(paint(picture, boxes, longest)); // none: too large for this phone
    if (blob) return blob;
  }
  throw new Error("no canvas");
}

export function paint(picture, boxes, longest) {
  const crop = boxes.find(({ isCrop }) => isCrop);
  const part = crop ? shrink(crop, picture) : { x: 0, y: 0, ...sizeOf(picture) };
  const scale = Math.min(1, longest / Math.max(part.width, part.height));
  const [canvas, context] = fresh(Math.round(part.width * scale), Math.round(part.height * scale));
  const { width, height } = canvas;
  context.fillStyle = "#fff"; // what was transparent
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  context.fillStyle = TAPE;
  for (const box of boxes) {
    if (!box.isCrop) cover(context, box, { picture, part, across: width / part.width, down: height / part.height });
  }
  return canvas;
}

function fresh(width, height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  return [canvas, canvas.getContext("2d")];
}

const encode = (canvas) =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));

const sizeOf = ({ width, height }) => ({ width, height });

// Whole pixels that hold nothing from outside a crop; at the photo's own edge nothing is lost.
function shrink({ left, top, width, height }, picture) {
  const inwards = (start, length, size) => {
    const first = start > 0 ? Math.ceil(start * size) + SMEARED : 0;
    const last = start + length < 0.9999 ? Math.floor((start + length) * size) - SMEARED : size;
    return [Math.min(first, size - 1), Math.max(1, last - first)];
  };
  const [x, wide] = inwards(left, width, picture.width);
  const [y, high] = inwards(top, height, picture.height);
  return { x, y, width: Math.min(wide, picture.width - x), height: Math.min(high, picture.height - y) };
}

// A strip in whole pixels, which hold all that was mixed with it, and its torn ends.
function cover(context, box, { picture, part, across, down }) {
  const more = across < 1 || down < 1 ? BLURRED : 0;
  const before = (at, size, from, scale) => Math.floor((at * size - SMEARED - from) * scale) - more;
  const after = (at, size, from, scale) => Math.ceil((at * size + SMEARED - from) * scale) + more;
  const left = before(box.left, picture.width, part.x, across);
  const top = before(box.top, picture.height, part.y, down);
  const right = after(box.left + box.width, picture.width, part.x, across);
  const bottom = after(box.top + box.height, picture.height, part.y, down);
  context.fillRect(left, top, right - left, bottom - top);
  for (const [side, outwards] of [[left, -1], [right, 1]]) {
    context.beginPath();
    context.moveTo(side, top);
    TORN.forEach((reach, at) => {
      const tall = bottom - top;
      context.lineTo(side + outwards * reach * tall, top + (tall * at) / (TORN.length - 1));
    });
    context.lineTo(side, bottom);
    context.fill();
  }
}
