// Turns from one photo to the next without loading the whole page again: forms are sent and pages
// fetched, and the new page's main part takes the old one's place. Nothing is shown as decided before
// the server said so; when it does not answer, everything stays as it is.
import { seeThrough, takeThumbnails, useKept } from "./ahead.js";

let isBusy = false;
const listeners = [];

// Hear of every page that came, the first one too.
export function onPage(listener) {
  listeners.push(listener);
}

// Send a form as a browser would; whether the server did what it asked for.
export function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const address = button?.getAttribute("formaction") ? button.formAction : form.action;
  return turn(address, { method: "POST", body });
}

export function show(address) {
  return turn(address, {});
}

async function turn(address, request) {
  if (isBusy) return false;
  isBusy = true;
  try {
    const answer = await fetch(address, { ...request, headers: { Accept: "text/html" } });
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    return put(await answer.text(), answer);
  } catch {
    complain();
    return false;
  } finally {
    isBusy = false;
  }
}

function put(html, answer) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const isOurs = page.querySelector("[data-desk]");
  if (!isOurs) {
    // Signed out, most likely.
    location.assign(answer.redirected ? answer.url : location.pathname.replace(/review\/.*/, "review/"));
    return false;
  }
  const former = document.querySelector("[data-review]");
  useKept(page);
  const putThumbnails = takeThumbnails(page, document);
  const parts = ["[data-desk]", "main"].map((part) => [
    document.querySelector(part),
    document.adoptNode(page.querySelector(part)),
  ]);
  putThumbnails();
  for (const [old, now] of parts) old.replaceWith(now);
  document.title = page.title;
  // A refused form keeps the address of the page it was on.
  if (answer.ok && answer.url !== location.href) history.pushState(null, "", answer.url);
  begin(former);
  return answer.ok;
}

// Make a page that came ready to be worked with.
export function begin(former = null) {
  const now = document.querySelector("[data-review]");
  listeners.forEach((listener) => listener(now, former));
  seeThrough((now?.dataset.ahead ?? "").split(" ").filter(Boolean));
}

function complain() {
  const words = document.querySelector("[data-trouble]");
  if (!words) return location.reload();
  words.hidden = false;
  return words.focus();
}
