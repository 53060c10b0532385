// Pictures that come next are fetched ahead and kept in this page's memory only: private previews
// lie in no cache. A picture that is shown already is not asked for again.
const MOST = 6;
const kept = new Map(); // address → address of the bytes in memory

export async function seeThrough(addresses) {
  for (const address of addresses) {
    if (!kept.has(address)) await keep(address);
  }
  for (const [address, bytes] of kept) {
    if (kept.size <= MOST) break;
    if (isShown(bytes)) continue;
    kept.delete(address);
    URL.revokeObjectURL(bytes);
  }
}

async function keep(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const bytes = URL.createObjectURL(await answer.blob());
    kept.set(address, bytes);
    await decode(bytes);
  } catch {
    // It will be loaded when it is shown.
  }
}

function decode(bytes) {
  const image = new Image();
  image.src = bytes;
  return image.decode();
}

// Put the picture that is known into a page, before the page is shown.
export function useKept(page) {
  const picture = page.querySelector("[data-picture] image");
  const address = picture?.getAttribute("href");
  if (kept.has(address)) picture.setAttribute("href", kept.get(address));
}

// Let the thumbnails that both pages show stay what they are. A function is returned that puts them
// into the new page once it belongs to this document: on the way through another they would be
// loaded again.
export function takeThumbnails(page, shown) {
  const pairs = [...page.querySelectorAll("[data-queue] img")].flatMap((image) => {
    const same = shown.querySelector(`[data-queue] img[src="${image.getAttribute("src")}"]`);
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

function isShown(bytes) {
  return document.querySelector("[data-picture] image")?.getAttribute("href") === bytes;
}
