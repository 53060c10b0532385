// What a gallery does beyond its links: a photo opens over it, and the next ones come by themselves.
// What does that is fetched when it is first wanted.
const viewer = () => import("./viewer.js");

const photoOf = ({ target }) => target.closest?.("[data-viewer]");
const isPlain = ({ button, altKey, ctrlKey, metaKey, shiftKey }) =>
  !(button || altKey || ctrlKey || metaKey || shiftKey);

const prepare = (event) => photoOf(event) && viewer().catch(() => {});

addEventListener("click", async (event) => {
  const link = photoOf(event);
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  try {
    (await viewer()).open(link);
  } catch {
    location.assign(link.href);
  }
});
addEventListener("popstate", ({ state }) => {
  if (state?.shown || document.querySelector("dialog")) viewer().then(({ follow }) => follow(state));
});
for (const sign of ["pointerover", "pointerdown", "focusin"]) addEventListener(sign, prepare);
if (document.querySelector("[data-pager]")) import("./paging.js").then(({ begin }) => begin());
const keepIt = () => import("./visited.js").catch(() => {});
addEventListener("load", () => setTimeout(keepIt, 1000)); // what is seen comes first
