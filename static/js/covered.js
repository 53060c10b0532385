// "Cover faces first" and "Someone may be at risk": not one byte of a photo leaves this phone, and
// none is kept, before the person's own covering gave a file anew.
import { prepare } from "./covering.js";

// True once the photo holds nothing but what may be sent.
export async function cover(row) {
  const { photo } = row;
  photo.original ??= photo.file;
  try {
    photo.take(await prepare(photo.original, { row, how: photo.how }));
  } catch ({ message }) {
    if (photo.isWanted) photo.become("unfit", message);
    return false;
  }
  row.picture();
  photo.become("waiting");
  return true;
}
