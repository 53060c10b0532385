// Which dots share a circle: as the server gathers them (gallery/places/atlas.py), so that nothing
// moves when the script takes over. Lengths are in the map's units; a pixel is ``unit`` of them.
const SINGLE = 7;
const GATHERED = 9;
const GROWTH = 1.6;
const LARGEST = 20;
export const THUMB = 12;

// In pixels.
export const radius = (count) =>
  count === 1 ? SINGLE : Math.min(LARGEST, GATHERED + GROWTH * Math.sqrt(count));

export function gather(cities, unit) {
  const waiting = squares(cities, unit).sort(bySize);
  const placed = new Placed(unit);
  while (waiting.length) {
    const one = waiting.pop();
    const other = placed.overlapping(one);
    if (other) placed.remove(other);
    if (other) waiting.push(merge(one, other));
    else placed.add(one);
  }
  return placed.all().sort(bySize).reverse();
}

// What shares a square so small that its circles overlap anyway.
function squares(cities, unit) {
  const side = THUMB * unit;
  const found = new Map();
  for (const city of cities) {
    const key = keyOf(Math.floor(city.x / side), Math.floor(city.y / side));
    if (found.has(key)) found.get(key).push(city);
    else found.set(key, [city]);
  }
  return [...found.values()].map((inside) =>
    circle(sum(inside, "x") / inside.length, sum(inside, "y") / inside.length, inside, sum(inside, "photos")));
}

const sum = (cities, figure) => cities.reduce((all, city) => all + city[figure], 0);

// A square's own number: for thousands of cities quicker to find than words.
const keyOf = (column, row) => column * 2 ** 20 + row;

const circle = (x, y, cities, photos) => ({ x, y, cities, photos, radius: radius(cities.length) });

function merge(one, other) {
  const cities = one.cities.concat(other.cities);
  const share = one.cities.length / cities.length;
  const between = (axis) => share * one[axis] + (1 - share) * other[axis];
  return circle(between("x"), between("y"), cities, one.photos + other.photos);
}

const bySize = (one, other) =>
  one.cities.length - other.cities.length || one.photos - other.photos || one.x - other.x || one.y - other.y;

// Circles that do not overlap, on a grid so wide that only adjoining squares can touch.
class Placed {
  #squares = new Map();

  constructor(unit) {
    this.unit = unit;
    this.side = 2 * LARGEST * unit;
  }

  all = () => [...this.#squares.values()].flatMap((inside) => [...inside]);

  add(one) {
    const key = keyOf(this.#square(one.x), this.#square(one.y));
    if (!this.#squares.has(key)) this.#squares.set(key, new Set());
    this.#squares.get(key).add(one);
  }

  remove = (one) => this.#squares.get(keyOf(this.#square(one.x), this.#square(one.y))).delete(one);

  overlapping(one) {
    const [column, row] = [this.#square(one.x), this.#square(one.y)];
    for (const across of [-1, 0, 1]) {
      for (const down of [-1, 0, 1]) {
        for (const other of this.#squares.get(keyOf(column + across, row + down)) ?? []) {
          if (this.#meet(one, other)) return other;
        }
      }
    }
    return null;
  }

  #meet(one, other) {
    const room = Math.max(one.radius, THUMB) + Math.max(other.radius, THUMB);
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < (room * this.unit) ** 2;
  }

  #square = (at) => Math.floor(at / this.side);
}
