// On a slow line small copies go first. Each is a photo for the team at once; its original follows
// and takes its place, also after all was handed over.
import { send } from "./line.js";
import { Photo } from "./photo.js";

const LONGEST = 2048; // pixels
const QUALITY = 0.85;
const WORTH = 0.6; // of what is still to be sent
const UNDER_WAY = ["waiting", "sending", "paused", "lost", "server"];

// One after the other: a phone has little memory.
export async function sendCopies(uploader) {
  for (const row of uploader.rows) {
    const { photo } = row;
    if (photo.how !== "as-taken" || !UNDER_WAY.includes(photo.state)) continue;
    const file = await shrink(photo.file).catch(() => null); // few can draw HEIC
    const isWorthIt = file && file.size < WORTH * (photo.size - photo.offset);
    if (isWorthIt && UNDER_WAY.includes(photo.state)) showCopy(uploader, row, { file });
  }
}

// The row shows the copy from now on; the whole photo follows when that is safe.
export function showCopy(uploader, row, { file, ...known }) {
  const whole = row.photo;
  const { desk, name, title, how, order } = whole;
  const copy = new Photo(desk, file, { name, title, how, order, isCopy: true, whole, ...known });
  copy.onSafe = () => {
    Object.assign(whole, { isCopied: true, copyToken: copy.token });
    uploader.keeper.note(whole);
    whole.onChange = () => row.show({ isNew: whole.state === "safe" });
    whole.become("waiting");
    send(whole);
  };
  whole.become("later");
  row.photo = copy;
  uploader.watch(row);
  send(copy);
}

async function shrink(file) {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
  const canvas = document.createElement("canvas");
  const [width, height] = [whole.width * scale, whole.height * scale].map(Math.round);
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
