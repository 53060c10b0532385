// The contact sheet, quicker: photos are chosen by mouse and keys, and decided together.
import "./city.js";
import { areOn, hearKeys } from "./keys.js";
import { showKeys } from "./remapping.js";

const one = (selector) => document.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const boxes = () => all("[data-box]");
const form = one("[data-choose]");
let last = null; // the box from which a range is chosen

function current() {
  const contact = document.activeElement?.closest("[data-contact]");
  return contact?.querySelector("[data-box]") ?? (boxes().includes(last) ? last : null);
}

function go(step) {
  const every = boxes();
  const at = every.indexOf(current());
  const next = every[at < 0 ? 0 : Math.min(Math.max(at + step, 0), every.length - 1)];
  next?.focus();
  next?.closest("[data-contact]").scrollIntoView({ block: "nearest" });
  return next;
}

function choose(some, isChosen = true) {
  for (const box of some) box.checked = isChosen;
  tell();
}

// From the one that was chosen last up to this one, as it is.
function chooseRange(box) {
  const every = boxes();
  const ends = [every.indexOf(last), every.indexOf(box)].sort((a, b) => a - b);
  if (ends[0] >= 0) choose(every.slice(ends[0], ends[1] + 1));
  last = box;
}

function chooseFurther(step) {
  const from = current();
  const to = go(step);
  if (to) choose(from ? [from, to] : [to]);
  last = to ?? last;
}

// All of a submission; when they are chosen already, all of the sheet.
function chooseGroup() {
  const group = all("[data-box]", (current() ?? boxes()[0]).closest("[data-group]"));
  choose(group.every((box) => box.checked) ? boxes() : group);
}

// The choice is kept with this page: whoever comes back to it finds it again.
function tell() {
  const chosen = boxes().filter((box) => box.checked);
  const words = one("[data-chosen]");
  words.hidden = chosen.length === 0;
  if (chosen.length) one("[data-all]").checked = false;
  words.textContent = words.dataset.words.replace("{count}", chosen.length);
  history.replaceState({ chosen: chosen.map(({ value }) => value) }, "");
}

function remember() {
  const chosen = new Set(history.state?.chosen);
  choose(boxes().filter((box) => chosen.has(box.value)));
}

// Without a choice the photo at hand is meant.
function chooseCurrent() {
  const isChosen = one("[data-all]").checked || boxes().some((box) => box.checked);
  if (!isChosen && current()) choose([current()]);
}

function open(name) {
  chooseCurrent();
  for (const tool of all("[data-tool]", form)) tool.open = tool.dataset.tool === name && !tool.open;
  one(`[data-tool="${name}"][open] input:not([type=hidden])`)?.focus();
}

function close() {
  const tools = all("[data-tool][open]", form);
  for (const tool of tools) tool.open = false;
  if (!tools.length) choose(boxes(), false);
  (current() ?? boxes()[0])?.focus();
}

function press(button) {
  if (!button) return false;
  chooseCurrent();
  form.requestSubmit(button);
  return true;
}

function follow(name) {
  const link = current()?.closest("[data-contact]").querySelector(`[data-${name}]`);
  link?.click();
  return Boolean(link);
}

function listen() {
  hearKeys({
    next: () => void go(1),
    back: () => void go(-1),
    select: () => {
      const box = current() ?? go(0);
      if (box) choose([box], !box.checked);
      last = box;
    },
    approve: () => press(one('[data-act="approve"]')),
    reject: () => open("reject"),
    city: () => open("city"),
    day: () => open("day"),
    group: () => follow("alike"),
    enter: () => (document.activeElement?.matches("[data-box]") ? follow("open") : false),
    digit: (number) => press(one(`[data-tool="reject"][open] [data-digit="${number}"]`)),
    help: () => {
      const keys = one("[data-keys]");
      keys.open = !keys.open;
      keys.scrollIntoView({ block: "nearest" });
    },
    escape: close,
  });
  document.addEventListener("keydown", hearCombined);
  form.addEventListener("click", (event) => {
    const box = event.target.closest("[data-box]");
    if (!box) return;
    if (event.shiftKey) chooseRange(box);
    last = box;
  });
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-all]:checked")) choose(boxes(), false);
    else tell();
  });
  form.addEventListener("keydown", pressOwn);
  showKeys();
  remember();
}

// Shift with J or K chooses further, Ctrl with A the whole submission.
function hearCombined(event) {
  const { target, code, shiftKey, altKey, isComposing } = event;
  const isControl = event.ctrlKey || event.metaKey;
  const isTyped = target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea");
  if (!areOn() || isTyped || altKey || isComposing || event.defaultPrevented) return;
  if (shiftKey && !isControl && code === "KeyJ") chooseFurther(1);
  else if (shiftKey && !isControl && code === "KeyK") chooseFurther(-1);
  else if (isControl && !shiftKey && code === "KeyA") chooseGroup();
  else return;
  event.preventDefault();
}

// Enter in a field presses the button below it.
function pressOwn(event) {
  const { key, target, isComposing } = event;
  if (key !== "Enter" || isComposing || event.defaultPrevented) return;
  const field = target.closest("[data-tool] .field, [data-tool] [data-city-search]");
  const button = field?.nextElementSibling;
  if (button?.matches("button") && target.matches("input")) {
    event.preventDefault();
    press(button);
  }
}

if (form) listen();
