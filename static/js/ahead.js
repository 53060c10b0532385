// The photos that come next: their pages and pictures are fetched ahead, in the order of the queue,
// and kept in this page's memory only: private previews lie in no cache.
const DEEP = 40; // photos, as many as a quick person decides in a minute without a connection
const DECODED = 3; // of them ready to be painted
const pages = new Map(); // address → promise of a page
const shown = []; // addresses of bytes, oldest first
let walks = 0;

// Walk through some addresses, then along the queue; ``onPage`` sees each page when it comes.
export async function lookAhead(addresses, onPage) {
  const walk = ++walks;
  const met = new Set();
  const [...next] = addresses;
  for (let address = next.shift(); address && met.size < DEEP; address = next.shift()) {
    met.add(address);
    const ahead = await load(address, onPage);
    if (!ahead || walk !== walks) return;
    if (met.size <= DECODED) await ahead.decode();
    const { after } = ahead.main.querySelector("[data-review]").dataset;
    if (!next.length && !met.has(after)) next.push(after);
  }
  for (const other of pages.keys()) if (!met.has(other)) forget(other);
}

// The main part of a page that was looked ahead to; it is given away once.
export async function take(address) {
  const ahead = await pages.get(address);
  pages.delete(address);
  if (ahead) shown.push(ahead.bytes);
  while (shown.length > 2 * DEEP) URL.revokeObjectURL(shown.shift());
  return ahead?.main;
}

// Keep a page for later that was shown already.
export function keep(address, main) {
  pages.set(address, Promise.resolve({ main, bytes: "", decode() {} }));
}

// What was fetched of it is not true any more.
export async function forget(address) {
  const ahead = pages.get(address);
  pages.delete(address);
  const { bytes } = (await ahead) ?? {};
  if (bytes) URL.revokeObjectURL(bytes);
}

function load(address, onPage) {
  if (!pages.has(address)) pages.set(address, fetchPage(address, onPage));
  return pages.get(address);
}

async function fetchPage(address, onPage) {
  try {
    const page = await read(address);
    onPage(page);
    const main = page.querySelector("main");
    const picture = main.querySelector("[data-picture] image");
    const bytes = picture ? await fetchBytes(picture.getAttribute("href")) : "";
    picture?.setAttribute("href", bytes);
    return { main, bytes, decode: () => decode(bytes) };
  } catch {
    pages.delete(address); // it will be loaded when it is shown
    return null;
  }
}

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.querySelector("[data-review]")) throw new Error("not a photo");
  return page;
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
  const pairs = [...main.querySelectorAll("[data-queue] img")].flatMap((image) => {
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
