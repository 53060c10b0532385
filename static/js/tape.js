// A strip of tape over a picture, torn at its ends: the outline for SVG, as gallery/web/review/tape.py
// draws it and gallery/images/covers.py burns it in.
export const TORN = [0.02, 0.1, 0.04, 0.12, 0.03, 0.09, 0.01, 0.07];

// ``box`` is in fractions of a picture of this size.
export function outline(box, size) {
  const left = box.left * size.width;
  const top = box.top * size.height;
  const right = left + box.width * size.width;
  const tall = box.height * size.height;
  const torn = (side, outwards) =>
    TORN.map((reach, at) => [side + outwards * reach * tall, top + (tall * at) / (TORN.length - 1)]);
  const corners = [
    [left, top], [right, top], ...torn(right, 1),
    [right, top + tall], [left, top + tall], ...torn(left, -1).reverse(),
  ];
  return `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}

// The part that a crop leaves out.
export function outside({ x, y, width, height }, size) {
  const whole = `M0 0h${size.width}v${size.height}h-${size.width}z`;
  return `${whole}M${x} ${y}v${height}h${width}v-${height}z`;
}
