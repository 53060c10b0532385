// The place and the day that a camera wrote into a photo, read on the phone before it is sent. The
// block of EXIF is found in the container (JPEG, PNG, WebP, HEIC, AVIF); a few kilobytes are read.
// What is doubtful is not read: the server looks again. Nothing here fails, whatever the file.
const MOST = 400; // segments, chunks, entries
const LARGEST = 1 << 18; // bytes of a block
const [EXIF, GPS, TAKEN, DIGITIZED] = [0x8769, 0x8825, 0x9003, 0x9004];
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8];

// { place: { lat, lon } in degrees or null, moment: "2010-03-26T14:30:00" on the camera's clock or null }
export async function read(file) {
  try {
    return readBlock(await findBlock(file));
  } catch {
    return { place: null, moment: null };
  }
}

async function view(file, at, length) {
  return new DataView(await file.slice(at, at + Math.min(length, LARGEST)).arrayBuffer());
}

const text = (data, at, length) =>
  String.fromCharCode(...new Uint8Array(data.buffer, data.byteOffset + at, length));

async function findBlock(file) {
  const head = await view(file, 0, 16);
  if (head.getUint16(0) === 0xffd8) return inSegments(file);
  if (text(head, 1, 3) === "PNG") return inChunks(file, 8, { isPng: true });
  if (text(head, 8, 4) === "WEBP") return inChunks(file, 12, { isPng: false });
  return text(head, 4, 4) === "ftyp" ? inBoxes(file) : null;
}

// JPEG: the first APP1 segment that says it is EXIF.
async function inSegments(file) {
  for (let at = 2, count = 0; count < MOST; count++) {
    const head = await view(file, at, 10);
    if (head.getUint8(0) !== 0xff || head.getUint8(1) === 0xda) return null;
    if (head.getUint8(1) === 0xff) at++; // filled up
    else {
      const length = head.getUint16(2);
      if (head.getUint8(1) === 0xe1 && text(head, 4, 6) === "Exif\0\0") return view(file, at + 10, length - 8);
      at += 2 + length;
    }
  }
}

// PNG writes length, name, data, sum; WebP name, length, data, and begins at even bytes.
async function inChunks(file, start, { isPng }) {
  for (let at = start, count = 0; count < MOST; count++) {
    const head = await view(file, at, 14);
    const length = isPng ? head.getUint32(0) : head.getUint32(4, true);
    const name = text(head, isPng ? 4 : 0, 4);
    if (name === "eXIf" || name === "EXIF") {
      const prefix = text(head, 8, 6) === "Exif\0\0" ? 6 : 0;
      return view(file, at + 8 + prefix, length - prefix);
    }
    at += isPng ? 12 + length : 8 + length + (length % 2);
  }
}

// HEIC and AVIF: the item of the name Exif, and where it lies (ISO/IEC 14496-12, 8.11).
async function inBoxes(file) {
  const meta = await findBox(file, "meta");
  const boxes = new Map(boxesOf(meta, 12));
  const [extent, length] = placeOf(boxes.get("iloc"), exifItem(boxes.get("iinf")));
  const skipped = (await view(file, extent, 4)).getUint32(0) + 4;
  return view(file, extent + skipped, length - skipped);
}

async function findBox(file, wanted) {
  for (let at = 0, count = 0; count < MOST; count++) {
    const head = await view(file, at, 16);
    const length = head.getUint32(0) === 1 ? Number(head.getBigUint64(8)) : head.getUint32(0);
    if (text(head, 4, 4) === wanted) return view(file, at, length);
    at += Math.max(8, length);
  }
}

function* boxesOf(data, start) {
  for (let at = start; at + 8 <= data.byteLength; at += Math.max(8, data.getUint32(at))) {
    const length = Math.min(data.getUint32(at), data.byteLength - at);
    yield [text(data, at + 4, 4), new DataView(data.buffer, data.byteOffset + at, length)];
  }
}

function exifItem(data) {
  const isShort = data.getUint8(8) === 0; // its version
  for (const [, item] of boxesOf(data, isShort ? 14 : 16)) {
    const isWide = item.getUint8(8) === 3;
    if (text(item, isWide ? 18 : 16, 4) === "Exif") return isWide ? item.getUint32(12) : item.getUint16(12);
  }
}

function placeOf(data, wanted) {
  const version = data.getUint8(8);
  let at = 12;
  const take = (bytes) => {
    at += bytes;
    if (bytes === 8) return Number(data.getBigUint64(at - 8));
    return bytes === 4 ? data.getUint32(at - 4) : bytes === 2 ? data.getUint16(at - 2) : 0;
  };
  const sizes = take(2);
  const [offsets, lengths, bases] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indices = version ? sizes & 15 : 0;
  for (let left = take(version < 2 ? 2 : 4); left > 0; left--) {
    const id = take(version < 2 ? 2 : 4);
    if (version) take(2);
    take(2);
    const base = take(bases);
    for (let extents = take(2); extents > 0; extents--) {
      take(indices);
      const found = [base + take(offsets), take(lengths)];
      if (id === wanted) return found;
    }
  }
}

function readBlock(data) {
  const isLittle = data.getUint16(0) === 0x4949;
  const first = tagsOf(data, data.getUint32(4, isLittle), isLittle);
  const inside = (tag) => (first.has(tag) ? tagsOf(data, first.get(tag)[0], isLittle) : new Map());
  const exif = inside(EXIF);
  const times = [TAKEN, DIGITIZED].flatMap((tag) => [exif.get(tag), first.get(tag)]);
  const moment = times.map(momentOf).find(Boolean) ?? null;
  return { place: placeIn(inside(GPS)), moment };
}

function tagsOf(data, start, isLittle) {
  const tags = new Map();
  try {
    const count = Math.min(MOST, data.getUint16(start, isLittle));
    for (let at = start + 2; at < start + 2 + 12 * count; at += 12) {
      const value = valueAt(data, at, isLittle);
      const tag = data.getUint16(at, isLittle);
      if (value && !tags.has(tag)) tags.set(tag, value);
    }
  } catch {} // cut: what was read counts
  return tags;
}

// Text, or an array of numbers.
function valueAt(data, at, isLittle) {
  const [type, count] = [data.getUint16(at + 2, isLittle), data.getUint32(at + 4, isLittle)];
  const size = SIZES[type];
  if (!size || count > 64) return null;
  const start = size * count > 4 ? data.getUint32(at + 8, isLittle) : at + 8;
  if (start + size * count > data.byteLength) return null;
  if (type === 2) return text(data, start, count);
  return Array.from({ length: count }, (_, index) => numberAt(data, start + index * size, type, isLittle));
}

function numberAt(data, at, type, isLittle) {
  if (type === 5) return data.getUint32(at, isLittle) / data.getUint32(at + 4, isLittle);
  if (type === 10) return data.getInt32(at, isLittle) / data.getInt32(at + 4, isLittle);
  if (type === 4) return data.getUint32(at, isLittle);
  return type === 3 ? data.getUint16(at, isLittle) : data.getUint8(at);
}

// Both axes with their hemispheres; 0, 0 is nowhere. A receiver that warns is not believed.
function placeIn(tags) {
  const lat = degrees(tags.get(2), tags.get(1), ["N", "S"], 90);
  const lon = degrees(tags.get(4), tags.get(3), ["E", "W"], 180);
  const isDoubtful = /^V/i.test(tags.get(9)) || tags.get(31)?.[0] > 1000;
  return lat === null || lon === null || isDoubtful || (!lat && !lon) ? null : { lat, lon };
}

function degrees(parts, reference, hemispheres, most) {
  if (!Array.isArray(parts) || !reference?.charAt) return null;
  const side = hemispheres.indexOf(reference.replace(/[\0 ]/g, "").toUpperCase());
  const value = parts.slice(0, 3).reduce((sum, each, at) => sum + each / 60 ** at, 0);
  if (side < 0 || !parts.every((each) => each >= 0) || value > most) return null;
  return side ? -value : value;
}

// The wall clock as written; no nonsense, and none of the days on which clocks begin.
function momentOf(written) {
  const found = /^\s*(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?/.exec(written);
  if (!found) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map((each) => each && Number(each));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const said = `${found[1]}-${found[2]}-${found[3]}`;
  const isReal = date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60;
  const isLikely = year >= 1990 && date < Date.now() + 86_400_000 && !/^(1980|20(00|01))-01-01/.test(said);
  return isReal && isLikely ? date.toISOString().slice(0, 19) : null;
}
