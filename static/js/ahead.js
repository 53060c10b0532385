// The photos that come next: their pages and pictures are fetched ahead, in the order of the queue,
// and kept in this page's memory only: private previews lie in no cache.
const DECODED = 3; // of them ready to be painted
const [AT_ONCE, LEAST] = [8, 3]; // over a bad line: photos that come together, with fewer ready
const KEPT = 80; // pictures of pages that were shown
const pages = new Map(); // address → promise of a page
const versions = new Map(); // address → which version of its photo that page shows
const shown = []; // addresses of bytes, oldest first
let walks = 0;

// Fetch ``steps``, one after the other: addresses and which version of the photo is true now.
// ``onPage`` sees each page when it comes. While enough is ready, a decision on its way goes first.
export async function lookAhead(steps, { onPage, whenSent }) {
  const walk = ++walks;
  const wanted = new Set(steps.map(({ address }) => address));
  for (const other of pages.keys()) if (!wanted.has(other)) forget(other);
  for (const { address, version } of steps) if (isOld(address, version)) forget(address);
  const { several } = photoOf(document) ?? {};
  const addresses = steps.map(({ address }) => address);
  if (several) return lookAtSeveral(several, addresses.slice(0, AT_ONCE), onPage);
  for (const [place, address] of addresses.entries()) {
    if (place >= DECODED && !pages.has(address)) await whenSent();
    if (walk !== walks) return;
    const ahead = (await load(address, onPage)) ?? {};
    if (walk !== walks) return;
    if (place < DECODED) await ahead.decode?.();
  }
}

// The main part of a page that was looked ahead to; it is given away once.
export async function take(address) {
  const ahead = await pages.get(address);
  pages.delete(address);
  if (ahead) shown.push(ahead.bytes);
  while (shown.length > KEPT) URL.revokeObjectURL(shown.shift());
  return ahead?.main;
}

// Keep a page for later that was shown already.
export function keep(address, main) {
  note(address, main);
  pages.set(address, Promise.resolve({ main, bytes: "", decode() {} }));
}

// What was fetched of it is not true any more.
export async function forget(address) {
  const ahead = pages.get(address);
  pages.delete(address);
  versions.delete(address);
  const { bytes } = (await ahead) ?? {};
  if (bytes) URL.revokeObjectURL(bytes);
}

// Whether somebody changed the photo since its page was fetched.
function isOld(address, version) {
  return pages.has(address) && version && versions.has(address) && versions.get(address) !== String(version);
}

function load(address, onPage) {
  if (!pages.has(address)) pages.set(address, fetchPage(address, onPage));
  return pages.get(address);
}

async function fetchPage(address, onPage) {
  try {
    const [main] = await read(address);
    const picture = main.querySelector("[data-picture] image");
    return accept(address, main, picture ? await fetchBytes(picture.getAttribute("href")) : "", onPage);
  } catch {
    pages.delete(address); // it will be loaded when it is shown
    return null;
  }
}

// Over a bad line, when few are ready, several come at once with their small pictures in them.
async function lookAtSeveral(several, addresses, onPage) {
  if (addresses.slice(0, LEAST).every((address) => pages.has(address))) return;
  const missing = addresses.filter((address) => !pages.has(address));
  const names = missing.map((address) => `photo=${address.split("/").at(-1)}`);
  const coming = read(`${several}?${names.join("&")}`).catch(() => []);
  const find = async (address) => {
    const main = (await coming).find((each) => address.endsWith(`/${photoOf(each).photo}`));
    if (main) return accept(address, main, unpack(main), onPage);
    pages.delete(address);
    return null;
  };
  for (const address of missing) pages.set(address, find(address));
}

function accept(address, main, bytes, onPage) {
  note(address, main);
  onPage(main);
  main.querySelector("[data-picture] image")?.setAttribute("href", bytes);
  let decoded = null; // once: it is asked for after every decision
  return { main, bytes, decode: () => (decoded ??= decode(bytes)) };
}

// A picture that was written into its page: its kind, and its bytes in base64.
function unpack(main) {
  const [type, text] = main.querySelector("[data-bytes]")?.dataset.bytes.split(",") ?? [];
  if (!type) return "";
  return URL.createObjectURL(new Blob([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))], { type }));
}

function note(address, main) {
  versions.set(address, photoOf(main)?.version);
}

const photoOf = (main) => main.querySelector("[data-review]")?.dataset;

// Photos' parts of their pages alone: this page has the rest (RFC 7240).
async function read(address) {
  const headers = { Accept: "text/html", Prefer: "return=minimal" };
  const answer = await fetch(address, { headers });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.querySelector("[data-review]")) throw new Error("not a photo");
  return [...page.querySelectorAll("main")];
}

export async function fetchBytes(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("no picture");
  return URL.createObjectURL(await answer.blob());
}

async function decode(bytes) {
  const image = new Image();
  image.src = bytes;
  await image.decode().catch(() => {}); // it is shown as it is
}

// Let the thumbnails that both pages show stay what they are. A function is returned that puts them
// into the new page once it belongs to this document: on the way through another they would be
// loaded again.
export function takeThumbnails(main, document) {
  const pairs = [...main.querySelectorAll("[data-queue]:not([data-alone]) img")].flatMap((image) => {
    const same = document.querySelector(`[data-queue] img[src="${image.getAttribute("src")}"]`);
    return same ? [[image, same]] : [];
  });
  for (const [image] of pairs) image.removeAttribute("src");
  return () => {
    for (const [image, same] of pairs) {
      same.alt = image.alt;
      image.replaceWith(same);
    }
  };
}
