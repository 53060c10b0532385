// The service worker of visitors (https://w3c.github.io/ServiceWorker/): pages that were seen
// before open without a network.
//
// It keeps galleries and the pages around them, never a form, a search, a receipt, the desk. The
// server writes the lines that start it.
import { dayIn, Shelf } from "./visited-shelf.js";

const NOTICE = /<aside [^>]*data-kept-notice[^]*?<\/aside>/;
const PLACE = "[a-z]{2}/(?:[^/.]+/)?";
const GALLERIES = `\\d{4}(?:-\\d\\d)?/(?:${PLACE})?|cities/(?:${PLACE})?|map/(?:\\d{4}/)?`;
const AROUND = "photos/[a-z0-9]+|about/|privacy/|imprint/|press/(?:\\d{4}-\\d\\d/)?";
const ALONE = "search/|start/|embed/|offline/"; // never kept

export function serve({ version, languages }) {
  const root = new URL("./", location).pathname;
  const inLanguage = `^${root}(?:(${languages.join("|")})/)?`;
  const kept = new RegExp(`${inLanguage}(?:${GALLERIES}|${AROUND})?$`);
  const alone = new RegExp(`${inLanguage}(?:${ALONE})$`);
  const part = new RegExp(`^${root}(?:static|media)/`);
  const shelf = new Shelf({ root, version });

  const isKept = ({ pathname, searchParams }) =>
    kept.test(pathname) && [...searchParams.keys()].every((name) => name === "after");

  addEventListener("install", (event) => event.waitUntil(skipWaiting()));
  addEventListener("activate", (event) => event.waitUntil(shelf.dropFormer()));
  addEventListener("message", (event) => event.waitUntil(hear(event.data).catch(() => {})));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (request.mode === "navigate") {
      if (kept.test(url.pathname) || alone.test(url.pathname)) event.respondWith(open(event, url));
    } else if (part.test(url.pathname)) event.respondWith(find(request));
  });

  async function hear({ page, shown, isOnline }) {
    if (page && isKept(new URL(page))) await shelf.keep(page, await fetch(page));
    if (shown) await shelf.keepShown(shown);
    if (isOnline) await shelf.dropGone();
  }

  async function open(event, url) {
    try {
      const answer = await fetch(event.request);
      event.waitUntil(follow(url, answer.clone()).catch(() => {}));
      return answer;
    } catch (trouble) {
      return (await openKept(url)) ?? Promise.reject(trouble);
    }
  }

  async function follow(url, answer) {
    const isGone = [404, 410].includes(answer.status);
    if (isGone) await shelf.drop(url.href);
    else if (isKept(url)) await shelf.keep(url.href, answer);
    if (isGone || answer.ok) await shelf.dropGone({ isCalm: !isGone });
  }

  async function openKept(url) {
    const { pathname } = url;
    const language = (kept.exec(pathname) ?? alone.exec(pathname))[1];
    const offline = await shelf.findOffline(language);
    const found = isKept(url) && (await shelf.find(url.href));
    if (!found) return offline;
    const [notice = ""] = NOTICE.exec((await offline?.text()) ?? "") ?? [];
    const html = await found.text();
    return new Response(html.replace("<body>", () => `<body>${dated(notice, found)}`), found);
  }

  async function find(request) {
    try {
      return await fetch(request);
    } catch (trouble) {
      return (await caches.match(request.url)) ?? Promise.reject(trouble);
    }
  }
}

// The words are the offline page's, the day is the kept one's.
function dated(notice, { headers }) {
  const words = dayIn(headers.get("Content-Language"), new Date(headers.get("X-Kept")));
  return notice.replace("{day}", () => words).replace(" hidden", "");
}
