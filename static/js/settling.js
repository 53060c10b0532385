// After a page came: where the eyes and the screen reader go, and what stays open.
const one = (selector) => document.querySelector(selector);
const status = document.createElement("p");
status.className = "visually-hidden";
status.role = "status";
document.body.append(status);

export function settle(now, former) {
  const [photo, before] = [now, former].map((main) => main.querySelector("[data-review]")?.dataset);
  const isSame = Boolean(photo?.photo) && photo.photo === before?.photo;
  if (isSame) keepOpen(now, former);
  else scrollTo(0, 0);
  status.textContent = isSame ? "" : photo?.said ?? one("main h1")?.textContent;
  const goal = one("[data-notice]") ?? one("[data-loupe]") ?? one("main h1, main h2") ?? one("main a");
  if (goal?.matches("h1, h2")) goal.tabIndex = -1;
  goal?.focus({ preventScroll: isSame });
}

function keepOpen(now, former) {
  for (const tool of former.querySelectorAll("[data-tool]")) {
    now.querySelector(`[data-tool="${tool.dataset.tool}"]`)?.toggleAttribute("open", tool.open);
  }
}
