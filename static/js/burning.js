// Photos are painted anew on the phone: only pixels of a fresh canvas leave it, no byte of the file.
// Strips reach a little further than drawn: JPEG mixes what lies under them with its neighbours.
import { TORN } from "./boxes.js";

const LONGEST = 4096; // pixels; an iPhone has no larger canvas
const SMEARED = 18; // pixels of the photo: a block of JPEG, and colours of its neighbours
const BLURRED = 4; // pixels painted, where a photo is made smaller
const TAPE = "rgb(181, 18, 43)"; // as gallery/images/covers.py

export const open = (file) => createImageBitmap(file, { imageOrientation: "from-image" });

// Tor Browser answers a page that reads a canvas with noise. Others change the last bits: no harm.
export function isPoisoned() {
  const canvas = fresh({ width: 16, height: 16 });
  const context = canvas.getContext("2d");
  const colour = (x) => [16 * x, 255 - 16 * x, 128, 255];
  for (let x = 0; x < 16; x++) {
    context.fillStyle = `rgb(${colour(x).slice(0, 3)})`;
    context.fillRect(x, 0, 1, 16);
  }
  const { data } = context.getImageData(0, 0, 16, 16);
  return data.some((value, at) => Math.abs(value - colour((at >> 2) % 16)[at % 4]) > 8);
}

// ``boxes`` are in fractions of the picture, which is upright.
export async function burn(picture, boxes) {
  for (let longest = LONGEST; longest >= 512; longest /= 2) {
    const canvas = paint(picture, boxes, longest);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
    if (blob) return blob; // none: too large for this phone
  }
}

function paint(picture, boxes, longest) {
  const crop = boxes.find(({ isCrop }) => isCrop) ?? { left: 0, top: 0, width: 1, height: 1 };
  const part = areaOf(crop, picture, crop.isCrop ? -SMEARED : 0);
  const scale = Math.min(1, longest / Math.max(part.width, part.height));
  const width = Math.round(part.width * scale);
  const height = Math.round(part.height * scale);
  const canvas = fresh({ width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // what was transparent
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  context.fillStyle = TAPE;
  for (const box of boxes) if (!box.isCrop) cover(context, areaOf(box, picture, SMEARED), part, scale);
  return canvas;
}

const fresh = (size) => Object.assign(document.createElement("canvas"), size);

// Whole pixels of a picture: so many more than a box, or less.
function areaOf({ left, top, width, height }, picture, more) {
  const reach = (start, length, size) => {
    const first = Math.max(0, Math.floor(start * size) - more);
    return [first, Math.max(1, Math.min(size, Math.ceil((start + length) * size) + more) - first)];
  };
  const [x, wide] = reach(left, width, picture.width);
  const [y, tall] = reach(top, height, picture.height);
  return { x, y, width: wide, height: tall };
}

// A strip in whole pixels, and its torn ends.
function cover(context, { x, y, width, height }, part, scale) {
  const more = scale < 1 ? BLURRED : 0;
  const first = (at, from) => Math.floor((at - from) * scale) - more;
  const last = (at, from) => Math.ceil((at - from) * scale) + more;
  const [left, right] = [first(x, part.x), last(x + width, part.x)];
  const [top, bottom] = [first(y, part.y), last(y + height, part.y)];
  const tall = bottom - top;
  context.fillRect(left, top, right - left, tall);
  context.beginPath();
  for (const [side, outwards] of [[left, -1], [right, 1]]) {
    context.moveTo(side, top);
    TORN.forEach((reach, at) =>
      context.lineTo(side + outwards * reach * tall, top + (tall * at) / (TORN.length - 1)),
    );
    context.lineTo(side, bottom);
  }
  context.fill();
}
