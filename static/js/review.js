// The moderators' page, quicker: keys, covers drawn by hand, the next photo at once.
import { findCityFields } from "./city.js";
import { Easel } from "./easel.js";
import { useHands } from "./hands.js";
import { suggestHeads } from "./heads.js";
import { areOn, hearKeys, switchKeys } from "./keys.js";
import { begin, onPage, send, show } from "./turning.js";
import { countDown } from "./undoing.js";

const one = (selector) => document.querySelector(selector);
const status = document.createElement("p");
status.className = "visually-hidden";
status.role = "status";
document.body.append(status);
let easel = null;
let kept = ""; // the form as it came

onPage((now, former) => {
  const [svg, fields] = [one("[data-picture]"), one("[data-boxes]")];
  easel = svg && fields ? new Easel(svg, fields) : null;
  if (easel) useHands(easel);
  suggestHeads(easel);
  kept = written();
  for (const button of document.querySelectorAll("[data-add]")) button.hidden = false;
  for (const part of document.querySelectorAll("[data-keys]")) part.hidden = false;
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = areOn();
  countDown(one("[data-undo]"));
  if (former) settle(now, former);
});

// Where the eyes and the screen reader go after a page came.
function settle(now, former) {
  findCityFields(one("main"));
  const isSame = now && now.dataset.photo === former.dataset.photo;
  if (isSame) keepOpen(now, former);
  else scrollTo(0, 0);
  status.textContent = isSame ? "" : now?.dataset.said ?? one("main h1")?.textContent;
  (one("[data-notice]") ?? one("[data-loupe]") ?? one("main a"))?.focus({ preventScroll: isSame });
}

function keepOpen(now, former) {
  for (const tool of former.querySelectorAll("[data-tool]")) {
    now.querySelector(`[data-tool="${tool.dataset.tool}"]`)?.toggleAttribute("open", tool.open);
  }
}

// What is written and drawn, to know whether the server has it.
function written() {
  const form = one("[data-decide]");
  return form ? new URLSearchParams(new FormData(form)).toString() : "";
}

// Before leaving a photo by any other way than a decision, what was drawn on it is kept.
async function keepWritten() {
  return written() === kept || send(one("[data-decide]"), one('[data-act="correct"]'));
}

async function goTo(address) {
  if (address && (await keepWritten())) await show(address);
}

async function undo() {
  if (await keepWritten()) await send(one("[data-undo]"));
}

function press(name) {
  const button = one(`[data-act="${name}"]:not(:disabled)`);
  return button ? button.form.requestSubmit(button) : false;
}

function write(name) {
  const tool = one('[data-tool="words"]');
  if (!tool) return;
  tool.open = true;
  const field = tool.querySelector(`[name=${name}]`);
  field.focus();
  if (name === "city") field.select(); // another city is typed over the old one
}

function add(kind) {
  if (!easel) return;
  one('[data-tool="faces"]').open = true;
  easel.add(kind);
}

function closeReasons() {
  const reasons = one("[data-reject][open]");
  if (reasons) reasons.open = false;
  return Boolean(reasons);
}

hearKeys({
  a: () => press("approve"),
  h: () => press("hold"),
  y: () => press("confirm"),
  z: () => press("undo"),
  n: () => press(easel?.boxes.covers().length ? "covered" : "no-face"),
  x: () => {
    const reasons = one("[data-reject]");
    if (reasons) reasons.open = !reasons.open;
  },
  digit: (number) => {
    const isAsked = one("[data-reject][open]");
    return isAsked ? one(`[data-digit="${number}"]`).click() : false;
  },
  j: () => void goTo(one("[data-after]")?.dataset.after),
  k: () => void goTo(one("[data-before]")?.dataset.before),
  ArrowRight: () => void goTo(one("[data-after]")?.dataset.after),
  ArrowLeft: () => void goTo(one("[data-before]")?.dataset.before),
  b: () => add("cover"),
  f: () => press("accept-heads"),
  t: () => add("crop"),
  c: () => write("city"),
  d: () => write("day"),
  e: () => write("description"),
  g: () => void one('[data-way="G"]')?.click(),
  "?": () => {
    const keys = one("[data-keys]");
    keys.open = !keys.open;
    keys.scrollIntoView({ block: "nearest" });
  },
  Escape: () => closeReasons() || one("[data-loupe]")?.focus(),
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-decide], [data-undo]")) return;
  event.preventDefault();
  if (form.matches("[data-undo]")) undo();
  else send(form, submitter);
});

document.addEventListener("click", (event) => {
  const adding = event.target.closest("[data-add]");
  if (adding) return void add(adding.dataset.add);
  const link = event.target.closest("[data-queue] a, [data-desk] nav a, [data-onwards]");
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!link || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
  event.preventDefault();
  goTo(link.href);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-keys-switch]")) switchKeys(target.checked);
});
for (const what of ["input", "change"]) {
  document.addEventListener(what, () => {
    for (const words of document.querySelectorAll("[data-unkept]")) {
      words.hidden = written() === kept;
    }
  });
}
addEventListener("popstate", () => goTo(location.href));
addEventListener("beforeunload", (event) => written() !== kept && event.preventDefault());

begin();
