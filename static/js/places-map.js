// Picking a city on our own map: what lies in its middle, under the cross, is asked for.
import { askNear } from "./places.js";
import { part, say } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const CALM = 250; // ms without a move
const COARSE = 0.3; // units of the map: a tenth of a degree
const REACH = 14; // km of the circle that is asked for, by a unit of the map that is seen
const CLOSEST = 128;
const TAP = 6; // pixels that a finger may tremble
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const dialog = part("pick-dialog", part("pick-template").content).cloneNode(true);
const map = part("pick-map", dialog);
const picture = map.firstElementChild;
const { width, height } = map.dataset;
const middle = { x: 517, y: 91 }; // the middle of Europe
let zoom = 8;
let cities = [];
let timer;
let question = 0;
let take;

export function pickCity(onTake) {
  take = onTake;
  dialog.showModal();
  map.focus();
  move(0, 0);
}

// In units of the map, of which a pixel is so many.
const unit = () => width / zoom / map.clientWidth;

function move(right, down) {
  middle.x = Math.min(Math.max(middle.x + right, 0), width);
  middle.y = Math.min(Math.max(middle.y + down, 0), height);
  draw();
  clearTimeout(timer);
  timer = setTimeout(look, CALM);
}

function zoomBy(factor) {
  zoom = Math.min(Math.max(zoom * factor, 1), CLOSEST);
  move(0, 0);
}

function draw() {
  const [wide, high] = [unit() * map.clientWidth, unit() * map.clientHeight];
  const box = [middle.x - wide / 2, middle.y - high / 2, wide, high];
  picture.setAttribute("viewBox", box.join(" "));
  picture.lastElementChild.replaceChildren(...cities.flatMap(dot));
}

function dot({ x, y, name }, index) {
  const circle = shape("circle", { class: "pick__dot", cx: x, cy: y, r: 5 * unit() });
  const isWest = x < middle.x; // names lead away from the cross, and from each other
  const at = { x: x + (isWest ? -9 : 9) * unit(), y: y + 4 * unit() };
  const size = { "font-size": 13 * unit(), "stroke-width": 3 * unit() };
  const look = { class: "pick__name", "text-anchor": isWest ? "end" : "start" };
  const words = shape("text", { ...look, ...at, ...size });
  words.textContent = name;
  circle.dataset.index = words.dataset.index = index;
  return [circle, words];
}

function shape(kind, said) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
  return element;
}

async function look() {
  const mine = ++question;
  const [x, y] = [middle.x, middle.y].map((each) => +(Math.round(each / COARSE) * COARSE).toFixed(1));
  const found = await askNear({ x, y, km: (REACH * width) / zoom }).catch(() => []);
  if (mine !== question) return; // too late
  cities = found;
  draw();
  const words = cities.length ? say("pick-found", cities[0]) : say("pick-none");
  part("pick-words", dialog).textContent = words;
  part("pick-cities", dialog).replaceChildren(...cities.map(choice));
}

function choice({ label }, index) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button is-quiet is-small", textContent: label });
  button.dataset.index = index;
  item.append(button);
  return item;
}

function choose(city) {
  if (!city) return;
  dialog.close();
  take(city);
}

function press(event) {
  const step = unit() * (event.shiftKey ? 8 : 32);
  const { key } = event;
  if (key in MOVES) move(...MOVES[key].map((each) => each * step));
  else if (key === "+" || key === "=") zoomBy(2);
  else if (key === "-") zoomBy(0.5);
  else if (key === "Enter") choose(cities[0]);
  else return;
  event.preventDefault();
}

// A drag takes the map along; a tap brings the place under the cross.
function hold({ pointerId, clientX, clientY, target }) {
  const start = { ...middle };
  let isTap = true;
  map.setPointerCapture(pointerId);
  map.onpointermove = (event) => {
    const [right, down] = [event.clientX - clientX, event.clientY - clientY];
    isTap &&= Math.hypot(right, down) < TAP;
    if (isTap) return;
    move(start.x - right * unit() - middle.x, start.y - down * unit() - middle.y);
  };
  map.onpointerup = map.onpointercancel = ({ type }) => {
    map.onpointermove = map.onpointerup = map.onpointercancel = null;
    if (!isTap || type !== "pointerup") return;
    if (target.dataset.index) return choose(cities[target.dataset.index]);
    const frame = map.getBoundingClientRect();
    const [left, top] = [frame.left + frame.width / 2, frame.top + frame.height / 2];
    move((clientX - left) * unit(), (clientY - top) * unit());
  };
}

document.body.append(dialog);
map.addEventListener("keydown", press);
map.addEventListener("pointerdown", hold);
map.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoomBy(event.deltaY < 0 ? 1.25 : 0.8);
});
dialog.addEventListener("click", ({ target }) => {
  const { index, zoom: factor } = target.dataset;
  if (factor) zoomBy(factor);
  else if (target.matches("[data-close]")) dialog.close();
  else if (index && target.matches("button")) choose(cities[index]);
});
fetch(map.dataset.coast)
  .then((answer) => answer.text())
  .then((land) => picture.firstElementChild.setAttribute("d", land));
