// Covers and crop live in the form: a row of four fields each, in percent of the picture. What is
// drawn is always drawn from these fields, and every hand writes into them.
const LEAST = 0.005; // of the picture; smaller ones are slips of the hand

export class Boxes {
  constructor(fields) {
    this.fields = fields;
  }

  // The rows that hold a box, covers first.
  filled() {
    return this.rows().filter((row) => this.read(row));
  }

  rows() {
    return [...this.fields.querySelectorAll("[data-box]")];
  }

  covers() {
    return this.filled().filter((row) => !isCrop(row));
  }

  // The box of a row in fractions, or null where it holds none.
  read(row) {
    const numbers = inputs(row).map(({ value }) => (value === "" ? NaN : Number(value) / 100));
    if (!numbers.every(Number.isFinite)) return null;
    const [left, top, width, height] = numbers;
    return width > 0 && height > 0 ? { left, top, width, height } : null;
  }

  write(row, box) {
    const sides = box && inPercent(box);
    inputs(row).forEach((input, at) => {
      input.value = sides ? sides[at] : "";
    });
    this.fields.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // An empty row for a new box; there is always one more for a cover.
  free(kind) {
    const rows = this.rows();
    if (kind === "crop") return rows.find(isCrop);
    const covers = rows.filter((row) => !isCrop(row));
    const empty = covers.find((row) => inputs(row).every(({ value }) => value === ""));
    return empty ?? this.#append(covers.at(-1), covers.length);
  }

  #append(last, count) {
    const row = last.cloneNode(true);
    row.dataset.box = `cover-${count}`;
    row.querySelector("[data-name]").textContent = count + 1;
    for (const input of inputs(row)) {
      input.name = `cover-${count}-${input.dataset.side}`;
      input.value = "";
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/^\d+/, count + 1));
    }
    last.after(row);
    return row;
  }
}

export function isCrop(row) {
  return row.dataset.box === "crop";
}

export function isSlip(box) {
  return box.width < LEAST || box.height < LEAST;
}

// The same box, inside the picture.
export function inside(box) {
  const width = clamp(box.width, LEAST, 1);
  const height = clamp(box.height, LEAST, 1);
  return {
    left: clamp(box.left, 0, 1 - width),
    top: clamp(box.top, 0, 1 - height),
    width,
    height,
  };
}

// The box between two points.
export function between(one, other) {
  const points = [one, other].map(({ x, y }) => ({ x: clamp(x, 0, 1), y: clamp(y, 0, 1) }));
  const left = Math.min(points[0].x, points[1].x);
  const top = Math.min(points[0].y, points[1].y);
  return {
    left,
    top,
    width: Math.abs(points[0].x - points[1].x),
    height: Math.abs(points[0].y - points[1].y),
  };
}


function inputs(row) {
  return [...row.querySelectorAll("[data-side]")];
}

// Left, top, width and height with two decimals; what is rounded makes the box larger.
function inPercent({ left, top, width, height }) {
  const [x, wide] = stretch(left, width);
  const [y, high] = stretch(top, height);
  return [x, y, wide, high];
}

function stretch(start, length) {
  const first = Math.floor(start * 10000 + 1e-6);
  const last = Math.min(10000, Math.ceil((start + length) * 10000 - 1e-6));
  return [first / 100, (last - first) / 100];
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

// A strip of tape, torn at its ends, as gallery/web/review/tape.py draws it and
// gallery/images/covers.py burns it in.
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
