// What stays from photo to photo: the queue beside it and the list of keys. A page that was loaded
// ahead comes without them; its place for the queue holds nothing but its own thumbnail.
const [BEFORE, AFTER] = [3, 10]; // photos shown beside the one at hand
const MOST = 200; // thumbnails that are kept
const pieces = {}; // by name, as they were shown last
const thumbs = new Map(); // address → link with its thumbnail

const one = (selector) => document.querySelector(selector);
const isMissing = (image) => image.complete && image.naturalWidth === 0;
const linksOf = (nav) => [...(nav?.querySelectorAll("a") ?? [])];
const hasPicture = (link) => link.querySelector("img") !== null;
const isAlone = ({ dataset }) => dataset.alone !== undefined;

// Put what stays into a page that came; a page that was shown before has lost it to the next one.
export function carry(main) {
  for (const own of main.querySelectorAll("[data-carried]")) {
    const name = own.dataset.carried;
    const piece = pieces[name];
    if (piece && piece !== own && isAlone(own)) swap(own, piece);
    else pieces[name] = own;
  }
  sayMissing();
}

function swap(own, piece) {
  const mark = document.createComment("");
  piece.replaceWith(mark);
  own.replaceWith(piece);
  mark.replaceWith(own);
}

// Remember the thumbnails of a page; one that says the same stays what it is, with its picture: but a
// page that came whole has taken the pictures of the former one over.
export function noteThumbs(main) {
  for (const link of linksOf(main.querySelector("[data-queue]"))) {
    const kept = thumbs.get(link.pathname);
    const isSame = kept?.textContent === link.textContent && hasPicture(kept) === hasPicture(link);
    if (!isSame) thumbs.set(link.pathname, link);
  }
  for (const address of [...thumbs.keys()].slice(0, -MOST)) thumbs.delete(address);
}

// Lay the queue around the photo at hand: ``plan`` are the addresses of what this moderator has.
export function layQueue(here, plan, isDecided) {
  const nav = one("[data-queue]");
  if (!nav) return;
  const order = plan.includes(here) ? plan : [...new Set([...linksOf(nav).map(({ pathname }) => pathname), here])];
  const left = order.filter((address) => address === here || !isDecided(address));
  const at = left.indexOf(here);
  const shown = left.slice(Math.max(0, at - BEFORE), at + 1 + AFTER);
  const links = shown.map((address) => thumbs.get(address)).filter(Boolean);
  for (const link of links) link.ariaCurrent = link.pathname === here ? "true" : null;
  const now = linksOf(nav);
  if (links.length !== now.length || links.some((link, place) => link !== now[place])) nav.replaceChildren(...links);
  sayMissing();
}

// Where a thumbnail did not come, as without a connection, its words stand in its place.
export function sayMissing() {
  for (const link of linksOf(one("[data-queue]"))) {
    const image = link.querySelector("img");
    if (!image || !isMissing(image) || link.querySelector(".queue__words")) continue;
    const words = Object.assign(document.createElement("span"), { className: "queue__words", textContent: image.alt });
    image.hidden = true;
    image.before(words);
    image.addEventListener("load", () => (words.remove(), (image.hidden = false)), { once: true });
  }
}

function askAgain() {
  for (const image of document.querySelectorAll("[data-queue] img[hidden]")) image.src = image.getAttribute("src");
}

document.addEventListener("error", ({ target }) => target.closest?.("[data-queue]") && sayMissing(), true);
addEventListener("online", askAgain);
