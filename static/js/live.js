// A wall asks for itself every few seconds: what is new is hung first, what was withdrawn is taken
// down, and what has no room goes. It goes on by itself after whatever happens to the network.
const EVERY = 4000; // ms
const PATIENCE = 5000; // ms for an answer
const BLIND = 300_000; // ms without one: what was withdrawn meanwhile must not hang here

const one = (selector, page = document) => page.querySelector(selector);
const wall = one("[data-wall]");
let seen = null; // the mark of what hangs here
let heard = performance.now();
let timer = 0;

async function look() {
  clearTimeout(timer);
  try {
    const asked = { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) };
    await hang(await fetch(location.pathname, asked));
    heard = performance.now();
    one("[data-lost]").hidden = true;
  } catch {
    one("[data-lost]").hidden = false;
    if (performance.now() - heard > BLIND) wall.replaceChildren();
  }
  clearTimeout(timer);
  timer = setTimeout(look, EVERY);
}

async function hang(answer) {
  if (!answer.ok) throw new Error("no wall");
  const mark = answer.headers.get("ETag");
  if (mark === seen && wall.children.length) return answer.body?.cancel();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (one("script[src]", page).src !== one("script[src]").src) return location.reload(); // upgraded
  const cards = new Map([...wall.children].map((card) => [card.dataset.photo, card]));
  const wanted = [...one("[data-wall]", page).children];
  const names = new Set(wanted.map(({ dataset }) => dataset.photo));
  for (const [name, card] of cards) if (!names.has(name)) card.remove();
  // What hangs already is not moved: it would be faded in once more.
  wanted.forEach((card, place) => {
    const here = cards.get(card.dataset.photo) ?? document.adoptNode(card);
    if (wall.children[place] !== here) wall.insertBefore(here, wall.children[place] ?? null);
  });
  one("[data-count]").replaceChildren(...one("[data-count]", page).childNodes);
  one("[data-none]").hidden = wanted.length > 0;
  seen = mark;
}

const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});

const full = one("[data-full]");
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () => document.documentElement.requestFullscreen());
document.addEventListener("visibilitychange", () => (stayAwake(), document.hidden || look()));
addEventListener("online", look);
stayAwake();
timer = setTimeout(look, EVERY);
