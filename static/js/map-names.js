// Names beside circles wherever one has room, as the server sets them (gallery/places/labels.py).
// Everything in pixels.
const LINE = 14;
const LETTER = 6.8;
const AIR = 4;

// ``spots`` are { x, y, radius, name }, the first ones first; returns what each is given, or null.
export function setNames(spots, width, height) {
  const taken = spots.map(({ x, y, radius }) => box(x - radius, y - radius, x + radius, y + radius));
  return spots.map((spot) => {
    const way = ways(spot).find(({ box: [left, top, right, bottom] }) =>
      left > 0 && top > 0 && right < width && bottom < height &&
      !taken.some((other) => left < other[2] && other[0] < right && top < other[3] && other[1] < bottom));
    if (way) taken.push(way.box);
    return way ?? null;
  });
}

const box = (...sides) => sides;

function ways({ radius, x, y, name }) {
  if (!name) return [];
  const away = radius + AIR;
  const half = LINE / 2;
  const wide = name.length * LETTER;
  const beside = { y: 0, top: y - half, bottom: y + half };
  const row = (down) => ({ y: down, top: y + down - half, bottom: y + down + half });
  const way = (anchor, across, left, { y: down, top, bottom }) => ({
    anchor,
    x: across,
    y: down,
    box: box(left, top, left + wide, bottom),
  });
  return [
    way("start", away, x + away, beside),
    way("end", -away, x - away - wide, beside),
    way("middle", 0, x - wide / 2, row(away + half)),
    way("middle", 0, x - wide / 2, row(-away - half)),
  ];
}
