// Small pictures of chosen photos, drawn one after the other: a phone has little memory.
const SIDE = 176; // pixels; twice what is shown

let last = Promise.resolve();

// Return a canvas, or nothing when this browser cannot draw it (HEIC in most).
export function drawThumbnail(file) {
  last = last.then(() => draw(file)).catch(() => null);
  return last;
}

async function draw(file) {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  return canvas;
}
