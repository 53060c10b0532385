// What covers and crop hide, by the same rule as gallery/images/covers.py.
const NOISE = 1e-9; // of adding fractions

// Whether nothing of a part shows beside the covers, or inside a crop.
export function isHidden(part, covers, crop) {
  const shown = crop ? common(part, crop) : part;
  if (!shown) return true;
  const near = covers.filter((cover) => common(cover, shown));
  const across = middles(shown.left, shown.width, near.map(({ left, width }) => [left, width]));
  const down = middles(shown.top, shown.height, near.map(({ top, height }) => [top, height]));
  return across.every((x) => down.every((y) => near.some((cover) => holds(cover, x, y))));
}

function common(one, other) {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const width = Math.min(one.left + one.width, other.left + other.width) - left;
  const height = Math.min(one.top + one.height, other.top + other.height) - top;
  return width > NOISE && height > NOISE ? { left, top, width, height } : null;
}

// A stretch is cut wherever another one begins or ends; the middles of the pieces.
function middles(start, length, others) {
  const end = start + length;
  const ends = others.flatMap(([first, wide]) => [first, first + wide]);
  const cuts = [start, ...ends.filter((at) => start < at && at < end), end].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((cut, at) => [cuts[at], cut]);
  return pieces.filter(([a, b]) => b - a > NOISE).map(([a, b]) => (a + b) / 2);
}

function holds({ left, top, width, height }, x, y) {
  return left <= x && x <= left + width && top <= y && y <= top + height;
}
