// The service worker of /add/ (https://w3c.github.io/ServiceWorker/): the page opens without a
// network, and what the queue holds is sent after the page was closed, where browsers let us.
//
// It keeps the empty form and its parts, all of one version, and nothing else: no answer to a form,
// no receipt, no gallery. The server writes the few lines that start it.
import { findKept } from "./keeping.js";
import { sendLater } from "./sending-later.js";

const DRAFT = /data-draft="[^"]*"|name="draft" value="[^"]*"/g;

// ``page`` is the address of the form, ``files`` are its parts.
export function serve({ version, page, files }) {
  const name = `add ${version}`;
  const isOf = (html) => html.includes(`data-version="${version}"`);

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(dropOthers()));
  addEventListener("sync", (event) => event.waitUntil(findKept().then(sendLater)));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin) return;
    if (request.mode === "navigate") {
      if (!search) event.respondWith(open(request, event));
    } else if (files.includes(pathname)) event.respondWith(find(request));
  });

  async function install() {
    const kept = await caches.open(name);
    await Promise.all(files.map((file) => keepFile(kept, file)));
    const answer = await fetch(page, { cache: "no-store" });
    if (!(await keepPage(page, answer))) throw new Error("another version");
    await skipWaiting();
  }

  // While servers are upgraded one after the other, one may still have a file's former bytes.
  async function keepFile(kept, file) {
    const answer = await fetch(file, { cache: "reload" });
    const isForEver = answer.headers.get("Cache-Control")?.includes("immutable");
    if (!answer.ok || !isForEver) throw new Error("another version");
    await kept.put(file, answer);
  }

  async function dropOthers() {
    for (const other of await caches.keys())
      if (other.startsWith("add ") && other !== name) await caches.delete(other);
  }

  // Of another version it would ask for parts that are not here. Its draft belongs to one visit.
  async function keepPage(address, answer) {
    if (!answer.ok) return false;
    const html = await answer.text();
    if (!isOf(html)) return false;
    const bare = html.replace(DRAFT, (draft) => draft.replace(/"[^"]*"$/, '""'));
    const { headers } = answer;
    await (await caches.open(name)).put(address, new Response(bare, { headers }));
    return true;
  }

  async function open(request, event) {
    try {
      const answer = await fetch(request);
      if (answer.ok) event.waitUntil(keepPage(new URL(request.url).pathname, answer.clone()));
      return answer;
    } catch (trouble) {
      const kept = await caches.open(name);
      const found = (await kept.match(new URL(request.url).pathname)) ?? (await kept.match(page));
      if (!found) throw trouble;
      return found;
    }
  }

  // What an address means never changes.
  async function find(request) {
    return (await (await caches.open(name)).match(request)) ?? fetch(request);
  }
}
