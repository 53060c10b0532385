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
    const key = `${Math.floor(city.x / side)} ${Math.floor(city.y / side)}`;
    if (found.has(key)) found.get(key).push(city);
    else found.set(key, [city]);
  }
  return [...found.values()].map((inside) => circle(mean(inside, "x"), mean(inside, "y"), inside));
}

const mean = (cities, axis) => cities.reduce((sum, city) => sum + city[axis], 0) / cities.length;

const circle = (x, y, cities) => ({
  x,
  y,
  cities,
  photos: cities.reduce((sum, { photos }) => sum + photos, 0),
  radius: radius(cities.length),
});

function merge(one, other) {
  const cities = [...one.cities, ...other.cities];
  const share = one.cities.length / cities.length;
  const between = (axis) => share * one[axis] + (1 - share) * other[axis];
  return circle(between("x"), between("y"), cities);
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
    const key = this.#key(...this.#square(one));
    if (!this.#squares.has(key)) this.#squares.set(key, new Set());
    this.#squares.get(key).add(one);
  }

  remove = (one) => this.#squares.get(this.#key(...this.#square(one))).delete(one);

  overlapping(one) {
    const [column, row] = this.#square(one);
    for (const across of [-1, 0, 1]) {
      for (const down of [-1, 0, 1]) {
        for (const other of this.#squares.get(this.#key(column + across, row + down)) ?? []) {
          if (this.#meet(one, other)) return other;
        }
      }
    }
    return null;
  }

  #meet(one, other) {
    const room = Math.max(one.radius, THUMB) + Math.max(other.radius, THUMB);
    return Math.hypot(one.x - other.x, one.y - other.y) < room * this.unit;
  }

  #square = ({ x, y }) => [Math.floor(x / this.side), Math.floor(y / this.side)];
  #key = (column, row) => `${column} ${row}`;
}
