// Turns from one photo to the next without loading the whole page again: forms are sent and pages
// fetched, and the new page's main part takes the old one's place. When the server does not answer,
// everything stays as it is.
import { forget, take, takeThumbnails } from "./ahead.js";
import { carry } from "./queue.js";

const PHOTO = /review\/.*/; // behind the language
const KEEPING = ["correct", "cover", "covered", "no-face"]; // decide nothing: all around it stays
let isBusy = false;
const listeners = [];

const one = (selector) => document.querySelector(selector);

// Hear of every page that came: its main part and the former one, which the first has not.
export function onPage(listener) {
  listeners.push(listener);
}

// Send a form as a browser would and wait: whether the server did what it asked for, or null when
// it did not answer.
export function send(form, button) {
  const { address, body } = read(form, button);
  forget(location.pathname);
  const isKept = KEEPING.includes(button?.dataset.act);
  const headers = isKept ? { Prefer: "return=minimal" } : {};
  return alone(() => ask(address, { method: "POST", body, headers }));
}

// Where a form goes and what it says; without its fields where nothing in them was changed.
export function read(form, button, { isWhole = true } = {}) {
  const pressed = button?.name ? { [button.name]: button.value } : {};
  const said = isWhole ? new FormData(form, button) : { version: form.elements.version.value, ...pressed };
  const body = new URLSearchParams(said);
  return { address: button?.getAttribute("formaction") ? button.formAction : form.action, body };
}

// Show what was fetched ahead at once, anything else when it has come.
export function show(address) {
  const { pathname } = new URL(address, location.href);
  return alone(async () => {
    const main = await take(pathname);
    if (!main) return ask(address, {});
    put(main, pathname);
    return true;
  });
}

// Whether a page is on its way: until it has come, the one that is shown takes no orders.
export function isTurning() {
  return isBusy;
}

// Do one thing at a time; null when nothing came of it.
async function alone(act) {
  if (isBusy) return null;
  isBusy = true;
  try {
    return await act();
  } catch {
    complain();
    return null;
  } finally {
    isBusy = false;
  }
}

async function ask(address, request) {
  const answer = await fetch(address, { ...request, headers: { Accept: "text/html", ...request.headers } });
  if (answer.status >= 500) throw new Error(`status ${answer.status}`);
  return place(parse(await answer.text()), answer);
}

function place(page, answer) {
  const isWhole = page.querySelector("[data-desk]");
  if (!isWhole && !page.querySelector("[data-review]")) {
    // Signed out, most likely.
    location.assign(answer.redirected ? answer.url : location.pathname.replace(/review\/.*/, "review/"));
    return false;
  }
  if (isWhole) freshen(page);
  // A refused form keeps the address of the page it was on.
  put(page.querySelector("main"), answer.ok ? new URL(answer.url).pathname : location.pathname);
  return answer.ok;
}

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// Let the main part of a page take the place of the one that is shown.
export function put(main, pathname) {
  const former = one("main");
  const putThumbnails = takeThumbnails(main, document);
  document.adoptNode(main);
  putThumbnails();
  carry(main);
  former.replaceWith(main);
  if (pathname !== location.pathname) history.pushState(null, "", pathname);
  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.pathname = link.pathname.replace(PHOTO, location.pathname.match(PHOTO)[0]);
  }
  begin(former);
}

// The bar counts for everybody: the newest one is shown, whichever page it came with.
export function freshen(page) {
  const bar = one("[data-desk]");
  document.title = page.title;
  if (bar.contains(document.activeElement)) return;
  bar.replaceWith(document.importNode(page.querySelector("[data-desk]"), true));
}

// Make a page that came ready to be worked with.
export function begin(former = null) {
  listeners.forEach((listener) => listener(one("main"), former));
}

// Say that nothing came of it.
export function complain() {
  const words = one("[data-trouble]");
  words?.removeAttribute("hidden");
  words?.focus();
}
