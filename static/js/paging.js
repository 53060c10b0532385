// The next photos come into the same list: twice by themselves, then when they are asked for. The
// address is that of the page in sight; who comes back finds the same photos.
const AHEAD = "200%"; // of the window's height: how far below it the next ones begin to come
const SEEN = "50%"; // nearer than that, nothing may move: they wait
const TWICE = 2;
const CALM = 200; // ms without scrolling

const list = document.querySelector("[data-photos]");
const pager = () => document.querySelector("[data-pager]");
const nextLink = () => pager()?.querySelector("[data-next]");
const photos = () => [...list.querySelectorAll("[data-viewer]")];
const here = () => location.pathname + location.search;
const starts = () => [...list.querySelectorAll("[data-starts]")];

let coming = null;
let left = navigator.connection?.saveData ? 0 : TWICE;
let calming = 0;
let isWanted = false; // by a person, now
let goOn = () => {}; // from waiting

// Adds the next page and returns its first photo; nothing where there is none.
export function loadNext() {
  isWanted = true;
  goOn();
  return come();
}

export async function begin() {
  list.firstElementChild.dataset.starts = here();
  await restore(history.state).catch(() => {});
  const watcher = new IntersectionObserver(comeNear, { rootMargin: `0px 0px ${AHEAD}` });
  const watch = () => nextLink() && watcher.observe(nextLink());
  list.addEventListener("longer", watch);
  watch();
  addEventListener("click", comeWhenAsked);
  addEventListener("scroll", () => {
    clearTimeout(calming);
    calming = setTimeout(note, CALM);
  });
  addEventListener("pagehide", note);
}

// Keeps in the history what is shown, unless a photo stands over it.
export function note() {
  if (history.state?.shown || !starts().length) return;
  const middle = innerHeight / 2;
  const page = starts().findLast((card) => card.getBoundingClientRect().top < middle);
  const seen = photos().find((photo) => photo.getBoundingClientRect().bottom > 0) ?? photos()[0];
  const pages = starts().map((card) => card.dataset.starts);
  const state = { pages, seen: seen.pathname, top: seen.getBoundingClientRect().top };
  history.replaceState(state, "", (page ?? starts()[0]).dataset.starts);
}

function comeNear(entries) {
  const { isIntersecting, target } = entries.at(-1);
  if (!isIntersecting || left < 1 || !target.isConnected) return;
  left -= 1;
  come().catch(() => {}); // the link is still there
}

async function comeWhenAsked(event) {
  const link = event.target.closest?.("[data-next]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  left = TWICE;
  try {
    (await loadNext()).focus();
  } catch {
    location.assign(link.href);
  }
}

const outOfSight = (element) =>
  new Promise((resolve) => {
    const watcher = new IntersectionObserver(
      (entries) => entries.at(-1).isIntersecting || goOn(),
      { rootMargin: `${SEEN} 0px` },
    );
    goOn = () => (watcher.disconnect(), resolve());
    watcher.observe(element);
  });

function come() {
  const isOver = () => (coming = null) ?? (isWanted = false);
  coming ??= add(nextLink()?.getAttribute("href")).finally(isOver);
  return coming;
}

async function add(address) {
  if (!address) return undefined;
  const page = await fetchPage(address);
  if (!isWanted) await outOfSight(pager());
  const cards = cardsOf(page, address);
  list.append(...cards);
  turnPager(page);
  list.dispatchEvent(new Event("longer"));
  return cards[0]?.querySelector("[data-viewer]");
}

async function fetchPage(address) {
  const answer = await fetch(address);
  // Where the photo that it begins after was erased, the gallery begins anew.
  if (!answer.ok || answer.redirected) throw new Error("no such page");
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function cardsOf(page, address) {
  const known = new Set(photos().map(({ pathname }) => pathname));
  const isNew = (card) => !known.has(card.querySelector("[data-viewer]").pathname);
  const cards = [...page.querySelector("[data-photos]").children].filter(isNew);
  for (const card of cards) comeLater(card.querySelector("picture"));
  if (cards[0]) cards[0].dataset.starts = address;
  return cards.map((card) => document.adoptNode(card));
}

// Among others, it is as wide as it is shown.
function comeLater(picture) {
  picture.querySelector("img").loading = "lazy";
  for (const each of picture.children) each.sizes = "auto";
}

// "Photos 1–48 of 60", and the way to the page after that.
function turnPager(page) {
  const [former, next] = [pager(), page.querySelector("[data-pager]")];
  const { first, from } = former.dataset;
  if (first) Object.assign(next.dataset, { first, from }); // far behind nobody counts
  if (!former.querySelector("[data-first-page]")) next.querySelector("[data-first-page]")?.remove();
  former.querySelector("[data-ways]").replaceWith(next.querySelector("[data-ways]"));
  Object.assign(former.dataset, next.dataset);
  say(former);
}

// It is read aloud.
function say({ dataset: { words, from, to }, firstElementChild: line }) {
  line.textContent = words.replace("{first}", from).replace("{last}", to);
}

async function restore(state) {
  const place = state?.pages?.indexOf(here()) ?? -1;
  if (place < 0) return;
  for (const address of state.pages.slice(0, place).reverse()) await addBefore(address);
  while (starts().length < state.pages.length && nextLink()) await loadNext();
  left = Math.max(0, TWICE + 1 - starts().length);
  const seen = photos().find(({ pathname }) => pathname === state.seen);
  if (seen) scrollBy({ top: seen.getBoundingClientRect().top - state.top, behavior: "instant" });
}

async function addBefore(address) {
  const page = await fetchPage(address);
  list.prepend(...cardsOf(page, address));
  const { first, from } = page.querySelector("[data-pager]").dataset;
  const line = pager();
  if (first) Object.assign(line.dataset, { first, from });
  if (!page.querySelector("[data-first-page]")) line.querySelector("[data-first-page]")?.remove();
  say(line);
}
