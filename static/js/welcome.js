// "Welcome back": what an earlier page left unfinished can go on, or be thrown away.
import { findKept, forgetDraft, forgetQueue } from "./keeping.js";
import { alone } from "./line.js";
import { part, say } from "./page.js";

const LEAVING = 1000; // ms that a page may need to close
const GO_ON = "#go-on";

let isFollowing = false;

// ``load`` resolves to the uploader.
export async function welcome(form, load) {
  const goOn = async (left) => {
    form.querySelector(`[name="how"][value="${left.photos[0].how}"]`).checked = true;
    const uploader = await load();
    const { goOn: goOnWith } = await import("./left.js");
    await goOnWith(uploader, left);
  };
  const left = (await findLeft(form)) ?? (await later(() => findLeft(form)));
  if (!left) return;
  const isOurs = left.path === location.pathname;
  if (left.draft === form.dataset.draft || (isOurs && location.hash === GO_ON)) {
    history.replaceState(null, "", location.pathname);
    return goOn(left);
  }
  offer(form, left, async () => {
    if (await isOpen(left)) return; // another tab was quicker
    if (isOurs || (await isShut(left.path))) return goOn(left);
    location.assign(left.path + GO_ON);
  });
}

// A link may take nothing new meanwhile. What was begun through it knows its city, here too.
async function isShut(path) {
  const answer = await fetch(path, { method: "HEAD" }).catch(() => null);
  return answer?.status === 403;
}

const later = (act) => new Promise((resolve) => setTimeout(() => resolve(act()), LEAVING));

// Of this page's own draft, else of this address, else of any; never of a page that is open.
async function findLeft({ dataset }) {
  const drafts = (await findKept()).filter(({ photos }) => photos.length);
  if (!drafts.length) return forgetQueue();
  if (!isFollowing) followUp(drafts.filter(({ isReceived }) => isReceived));
  const open = await Promise.all(drafts.map(isOpen));
  const isOwn = ({ draft }) => draft === dataset.draft;
  const isHere = ({ path }) => path === location.pathname;
  const left = drafts.filter((draft, at) => !draft.isReceived && (isOwn(draft) || !open[at]));
  return left.find(isOwn) ?? left.find(isHere) ?? left[0];
}

// Originals of what was handed over; nobody needs to be asked.
async function followUp(drafts) {
  isFollowing = true;
  if (!drafts.length) return;
  const { sendOriginals } = await import("./originals.js");
  for (const draft of drafts) sendOriginals(draft);
}

async function isOpen({ draft }) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === `draft ${draft}`);
}

function offer(form, left, goOn) {
  const panel = part("welcome");
  const count = left.photos.length;
  part("welcome-words").textContent = say(`welcome-${Math.min(count, 2)}`, { count });
  panel.hidden = false;
  const end = (act) => () => {
    panel.hidden = true;
    act();
  };
  part("go-on").addEventListener("click", end(goOn));
  const throwAway = () => alone(`draft ${left.draft}`, () => forget(form, left));
  part("throw-away").addEventListener("click", end(throwAway));
}

// Here at once; there as soon as it hears of it, else within a day.
function forget({ dataset }, left) {
  const headers = { "Tus-Resumable": "1.0.0" };
  const question = { method: "DELETE", headers, keepalive: true };
  for (const { token } of left.photos)
    if (token) fetch(dataset.files + token, question).catch(() => {});
  return forgetDraft(left);
}
