// Hands on the map: keys, buttons, wheel, mouse and fingers. Nobody who scrolls past it is held up:
// a wheel zooms only when the map has the focus or Ctrl is pressed, one finger moves it up and down
// only once somebody has come closer.
const STEP = 60; // pixels
const TREMBLE = 6; // pixels that a tap may move
const LINES = 16; // pixels, where a wheel counts lines
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 2, "=": 2, "-": 0.5, 0: 0 };

export function holdMap(map, view) {
  const tools = map.parentElement.querySelector("[data-map-tools]");
  tools.hidden = false;
  tools.addEventListener("click", ({ target }) => {
    const tool = target.closest("[data-zoom]");
    if (tool) view.zoom(+tool.dataset.zoom);
  });
  map.addEventListener("keydown", (event) => press(event, view));
  map.addEventListener("wheel", (event) => turn(event, map, view), { passive: false });
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("focusin", ({ target }) => target.matches("a:focus-visible") && view.bring(target));
  follow(map, view);
}

function press(event, view) {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey) return;
  if (key in MOVES) view.move(...MOVES[key].map((each) => each * STEP));
  else if (key in ZOOMS) view.zoom(ZOOMS[key]);
  else return;
  event.preventDefault();
}

function turn(event, map, view) {
  if (!event.ctrlKey && !event.metaKey && !map.matches(":focus-within")) return;
  event.preventDefault();
  view.zoom(Math.exp((-event.deltaY * (event.deltaMode ? LINES : 1)) / 300), event);
}

// One pointer takes the map along, two also bring it closer.
function follow(map, view) {
  const held = new Map();
  let moved = 0;
  map.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!held.size) moved = 0;
    held.set(event.pointerId, event);
  });
  map.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    if (event.pointerType === "mouse" && !event.buttons) return held.delete(event.pointerId);
    const other = [...held.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    held.set(event.pointerId, event);
    const [right, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.hypot(right, down);
    if (moved > TREMBLE) map.setPointerCapture(event.pointerId);
    const share = other ? 2 : 1;
    if (moved > TREMBLE) view.move(-right / share, -down / share);
    if (other) view.zoom(apart(event, other) / apart(before, other) || 1, between(event, other));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    map.addEventListener(end, ({ pointerId }) => held.delete(pointerId));
  }
  map.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const link = target.closest("a");
    if (moved > TREMBLE) event.preventDefault();
    else if (link && !ctrlKey && !metaKey && !shiftKey && view.open(link)) event.preventDefault();
    moved = 0;
  }, { capture: true });
}

const apart = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

const between = (one, other) => ({
  clientX: (one.clientX + other.clientX) / 2,
  clientY: (one.clientY + other.clientY) / 2,
});
