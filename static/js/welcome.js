// "Welcome back": what an earlier page left unfinished can go on, or be thrown away.
import { findKept, forgetDraft, forgetQueue } from "./keeping.js";
import { alone } from "./line.js";
import { part, say } from "./page.js";

const LEAVING = 1000; // ms that a page may need to close
const GO_ON = "#go-on";

// ``goOn`` gets what was left.
export async function welcome(form, goOn) {
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
  const open = await Promise.all(drafts.map(isOpen));
  const isOwn = ({ draft }) => draft === dataset.draft;
  const isHere = ({ path }) => path === location.pathname;
  const left = drafts.filter((draft, at) => isOwn(draft) || !open[at]);
  return left.find(isOwn) ?? left.find(isHere) ?? left[0];
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
