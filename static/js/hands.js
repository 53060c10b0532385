// Hands on the easel: mouse, finger and pen draw, move and pull; the arrow keys do the same.
import { between, isSlip } from "./boxes.js";

const STEP = 0.01; // of the picture, a key's worth
const ARROWS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export function useHands(easel) {
  easel.svg.addEventListener("pointerdown", (event) => take(easel, event));
  easel.svg.addEventListener("keydown", (event) => press(easel, event));
}

// Keys on a chosen box; whether one was meant for it.
function press(easel, event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (!easel.chosen || ctrlKey || metaKey || altKey) return;
  if (key in ARROWS) nudge(easel, ARROWS[key], shiftKey);
  else if (key === "Enter" || key === " ") easel.keep();
  else if (key === "Delete" || key === "Backspace") easel.remove();
  else if (key === "Escape") easel.takeBack();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function nudge(easel, [right, down], isResizing) {
  const box = easel.boxes.read(easel.chosen);
  if (isResizing) {
    const width = Math.min(box.width + right, 1 - box.left);
    const height = Math.min(box.height + down, 1 - box.top);
    easel.change({ ...box, width, height });
  } else easel.change({ ...box, left: box.left + right, top: box.top + down });
}

// A pointer comes down: on the handle it pulls the chosen box, inside it moves it, elsewhere it draws.
// What is not chosen never moves: a click chooses it. A finger draws nothing where it scrolls, and is
// too broad for an edge, so it moves whatever box it meets.
function take(easel, event) {
  if (event.button !== 0 || !event.isPrimary) return;
  const start = easel.pointAt(event);
  const row = easel.rowOf(event.target);
  const isTouch = event.pointerType === "touch";
  const accept = easel.suggestedBy?.(event.target);
  if (easel.isHandle(event.target)) follow(easel, event, pull(easel, start));
  else if (easel.isGrip(event.target) || (row && isTouch)) {
    if (row && row !== easel.chosen) easel.choose(row);
    follow(easel, event, drag(easel, start));
  } else if (isTouch && !easel.onTap) {
    if (easel.chosen) easel.keep();
    else if (accept) follow(easel, event, () => {}, accept); // if it stays a tap, and scrolls nothing
  } else {
    const drawing = drawNew(easel, start);
    const click = row ? () => easel.choose(row) : accept ?? easel.onTap;
    follow(easel, event, drawing.go, () => drawing.isBegun || click?.(start));
  }
}

// Call ``moved`` with every point until the pointer goes up, or ``easel.stop`` is called.
function follow(easel, event, moved, ended = () => {}) {
  event.preventDefault();
  const { svg } = easel;
  const hears = new AbortController();
  const { signal } = hears;
  svg.setPointerCapture(event.pointerId);
  svg.addEventListener("pointermove", (next) => moved(easel.pointAt(next)), { signal });
  svg.addEventListener("pointerup", ended, { signal });
  easel.stop = () => hears.abort();
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => hears.abort(), { signal });
  }
}

function pull(easel, start) {
  const box = easel.boxes.read(easel.chosen);
  const corner = { x: box.left, y: box.top };
  const off = { x: box.left + box.width - start.x, y: box.top + box.height - start.y };
  return (point) =>
    easel.change(between(corner, {
      x: Math.max(point.x + off.x, corner.x),
      y: Math.max(point.y + off.y, corner.y),
    }));
}

function drag(easel, start) {
  const box = easel.boxes.read(easel.chosen);
  return ({ x, y }) =>
    easel.change({ ...box, left: box.left + x - start.x, top: box.top + y - start.y });
}

// Draw the box that was just asked for by a key or button, else a new cover.
function drawNew(easel, start) {
  let isAsked = easel.chosen && easel.isNew;
  if (easel.chosen && !isAsked) easel.keep();
  const drawing = { isBegun: false };
  drawing.go = (point) => {
    const box = between(start, point);
    if (!drawing.isBegun && isSlip(box)) return;
    if (!drawing.isBegun && !isAsked) easel.add("cover", box);
    drawing.isBegun = true;
    easel.isNew = isAsked = false;
    easel.change(box);
  };
  return drawing;
}
