// The moderators' page, quicker: keys, covers drawn by hand, the next photo at once.
import { lookAhead } from "./ahead.js";
import { findCityFields } from "./city.js";
import { isClose, lookCloser } from "./closer.js";
import { Deciding } from "./deciding.js";
import { Easel } from "./easel.js";
import { confirmFaces, doubtFaces } from "./faces.js";
import { showOutbox, tell } from "./foot.js";
import { useHands } from "./hands.js";
import { suggestHeads } from "./heads.js";
import { hearKeys } from "./keys.js";
import { Outbox } from "./outbox.js";
import { showKeys } from "./remapping.js";
import { settle } from "./settling.js";
import { carry } from "./queue.js";
import { begin, isTurning, onPage, send } from "./turning.js";
import { closeReasons, showHelp, turnReasons, write } from "./unfolding.js";
import { isChanged, keepWritten, showUnkept } from "./writing.js";

const DECISIONS = ["approve", "reject", "hold", "confirm"];
const FACES = ["covered", "no-face"];
const LINKS = "[data-queue] a, [data-desk] nav a, [data-onwards], [data-news] a";

const one = (selector) => document.querySelector(selector);
const known = new WeakSet(); // pages that were shown, and may be shown again
const easels = new WeakMap(); // by picture

const outbox = new Outbox(one("[data-desk]").dataset.desk, () => one("[name=csrf_token]").value);
const deciding = new Deciding(outbox);
outbox.onChange = () => showOutbox(outbox);
deciding.onNews = tell;
deciding.onPlan = () => lookAhead(deciding.course.ahead, {
  onPage: (main) => deciding.meet(main),
  whenSent: () => outbox.whenSent(),
});

const isBusy = () => isTurning() || deciding.isBusy;
const easel = () => easels.get(one("[data-picture]"));

onPage((now, former) => {
  if (!known.has(now)) meet(now, former);
  suggestHeads(easel());
  keepWritten();
  showKeys();
  deciding.prepare({ isFirst: !former });
  if (former) settle(now, former);
  deciding.onPlan();
  deciding.rest();
});

// A page that is here for the first time.
function meet(main, former) {
  known.add(main);
  for (const button of main.querySelectorAll("[data-add], [data-zoom]")) button.hidden = false;
  if (former) findCityFields(main); // those of the first page found themselves
  const [svg, fields] = [one("[data-picture]"), one("[data-boxes]")];
  if (!svg || !fields) return;
  easels.set(svg, new Easel(svg, fields));
  useHands(easel());
}

// Before leaving a photo by any other way than a decision, what was drawn on it is kept.
async function leave() {
  return !isChanged() || send(one("[data-decide]"), one('[data-act="correct"]'));
}

async function goTo(address) {
  if (address && !isBusy() && (await leave())) await deciding.visit(address);
}

async function undo() {
  if (!isBusy() && (await leave())) await deciding.undo();
}

function submit(form, button) {
  if (isBusy()) return;
  // What still seems to show, the server asks about.
  const isSeen = FACES.includes(button?.dataset.act) && !one("[data-heads-count].is-bare");
  if (isSeen) confirmFaces(button);
  else if (DECISIONS.includes(button?.dataset.act) && !hasNote(form, button)) decide(form, button);
  else send(form, button);
}

// A note to the sender is shown before it is kept.
function hasNote(form, { dataset }) {
  return dataset.act === "reject" && Boolean(form.elements.words?.value.trim());
}

// What cannot be is said at once; where something was written against it, the server is asked.
function decide(form, button) {
  const why = button.dataset.act === "approve" && one("[data-why-not]:not([hidden])");
  // After what was reported comes what is reported next, which only the server knows.
  if (!why || isChanged()) return deciding.decide(form, button, { isSure: !why && !one("[data-reported]") });
  one('[data-tool="faces"]').open ||= why.dataset.whyNot === "faces-not-confirmed";
  why.role = "alert";
  return why.focus();
}

function press(act) {
  return click(`[data-act="${act}"]:not(:disabled)`);
}

function click(selector) {
  const button = one(selector);
  button?.click();
  return Boolean(button);
}

// What is decided already takes no decision: say what became of it.
function sayStage() {
  const words = one("[data-stage]");
  if (!words) return false;
  words.role = "alert";
  words.focus();
  return true;
}

function add(kind) {
  if (!easel()) return;
  one('[data-tool="faces"]').open = true;
  easel().add(kind);
}

function go(step, key) {
  if (isClose() && key.startsWith("Arrow")) return false; // it scrolls
  return void goTo(deciding.course.neighbour(step));
}

hearKeys({
  approve: () => press("approve") || press("leave") || sayStage(),
  hold: () => press("hold") || sayStage(),
  confirm: () => press("confirm"),
  undo: () => void undo(),
  faces: () => press(easel()?.boxes.covers().length ? "covered" : "no-face"),
  suggested: () => press("accept-heads"),
  alarm: () => press("alarm"),
  group: () => click('[data-way="G"]'),
  select: () => click('[data-way="S"]'),
  reject: () => turnReasons() || sayStage(),
  digit: (digit) => click(`[data-reject][open] [data-digit="${digit}"]`),
  next: (key) => go(1, key),
  back: (key) => go(-1, key),
  cover: () => (easel() ? add("cover") : press("hide")),
  crop: () => add("crop"),
  city: () => write("city"),
  day: () => write("day"),
  description: () => write("description"),
  zoom: lookCloser,
  larger: () => click("[data-larger]"),
  search: () => one("[data-search]")?.focus() ?? false,
  help: showHelp,
  escape: () => void (closeReasons() || (isClose() ? lookCloser() : one("[data-loupe]")?.focus())),
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-decide], [data-settle], [data-undo]")) return;
  event.preventDefault();
  if (event.target.matches("[data-undo]")) undo();
  else submit(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const adding = target.closest("[data-add]");
  if (adding) return add(adding.dataset.add);
  if (target.closest("[data-zoom]")) return lookCloser();
  const undoing = target.closest('[data-act="undo"]');
  const link = target.closest(LINKS);
  if (!undoing && (!link || button !== 0 || ctrlKey || metaKey || shiftKey || altKey)) return;
  event.preventDefault();
  if (undoing) undo();
  else goTo(link.href);
});

for (const what of ["input", "change"]) {
  document.addEventListener(what, ({ target }) => {
    if (target.closest("[data-boxes]")) doubtFaces();
    showUnkept();
  });
}
addEventListener("popstate", () => goTo(location.href));
addEventListener("beforeunload", (event) => {
  if (outbox.items.length || isChanged()) event.preventDefault();
});

carry(one("main"));
begin();
outbox.go();
if (outbox.has(one("[data-review]")?.dataset.photo)) deciding.goOn();
