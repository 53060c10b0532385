// The pages that a visitor's browser keeps, and what they show: few, and not for long. What was
// taken back is dropped as soon as the server can be asked, with every page that told of it.
const MOST = 20;
export const DAYS = 3;
const CALM = 600; // seconds between two questions
const AT_ONCE = 80; // photos in one question: an address has its limits
export const PAGES = "visited pages";
const PARTS = "visited parts";
const PHOTO = /\/media\/([a-z0-9]+\/[a-z0-9]+)-\d/g;
const NEEDED = /(?:href|src)="([^"]*\/static\/[^"]+\.(?:css|js|woff2))"/g;

const isPublic = ({ ok, headers }) => ok && /public/.test(headers.get("Cache-Control"));
const isYoung = ({ headers }, seconds) =>
  Date.now() - Date.parse(headers.get("X-Kept")) < seconds * 1000;
const named = (pattern, html) => [...html.matchAll(pattern)].map(([, name]) => name);

export class Shelf {
  #last = Promise.resolve();

  constructor({ root, version }) {
    Object.assign(this, { root, own: `offline ${version}` });
  }

  // Of another version: the page that says that there is no network, and its parts.
  async dropFormer() {
    for (const name of await caches.keys())
      if (name.startsWith("offline ") && name !== this.own) await caches.delete(name);
  }

  async find(address) {
    const answer = await caches.match(address, { cacheName: PAGES });
    return answer && isYoung(answer, DAYS * 86400) ? answer : undefined;
  }

  // In the language, else in one that was seen.
  async findOffline(language) {
    const kept = await caches.open(this.own);
    const others = (await kept.keys()).filter(({ url }) => url.endsWith("/offline/"));
    return (await kept.match(this.#offline(language))) ?? (others[0] && kept.match(others[0]));
  }

  keep(address, answer) {
    return this.#next(async () => {
      if (!isPublic(answer)) return;
      const html = await answer.text();
      await put(PAGES, address, html, answer.headers);
      await this.#keepParts(PARTS, named(NEEDED, html));
      await this.#keepOffline(answer.headers.get("Content-Language"));
      await this.#tidy();
    });
  }

  // Pictures and fonts that a page loaded: what the browser has is not asked for again.
  keepShown(addresses) {
    const all = addresses.map((each) => new URL(each));
    const own = all.filter(({ origin }) => origin === location.origin);
    const paths = own.map(({ pathname }) => pathname);
    const those = (pattern) => paths.filter((each) => pattern.test(each));
    return this.#next(async () => {
      await this.#keepParts(PARTS, those(/\/media\//));
      await this.#keepParts(this.own, those(/\/fonts\//));
    });
  }

  drop(address) {
    return this.#next(async () => {
      await (await caches.open(PAGES)).delete(address);
      await this.#tidy();
    });
  }

  dropGone({ isCalm = false } = {}) {
    return this.#next(async () => {
      const asked = await caches.match(`${this.root}asked`, { cacheName: this.own });
      if (isCalm && asked && isYoung(asked, CALM)) return;
      const pages = await allPages();
      const shown = new Set(pages.flatMap(({ html }) => named(PHOTO, html)));
      const gone = await this.#askFor([...shown]);
      const tells = ({ html }) => gone.some((name) => html.includes(`/media/${name}-`));
      const kept = await caches.open(PAGES);
      for (const page of pages.filter(tells)) await kept.delete(page.request);
      await put(this.own, `${this.root}asked`, "", {});
      await this.#tidy();
    });
  }

  async #askFor(names) {
    const gone = [];
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE).join();
      const answer = await fetch(`${this.root}photos/gone?of=${some}`, { cache: "no-store" });
      if (!answer.ok) throw new Error("not now");
      gone.push(...(await answer.json()));
    }
    return gone;
  }

  #offline(language) {
    return `${this.root}${language && language !== "en" ? `${language}/` : ""}offline/`;
  }

  async #keepOffline(language) {
    const address = this.#offline(language);
    if (await caches.match(address, { cacheName: this.own })) return;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const html = await answer.text();
    await put(this.own, address, html, answer.headers);
    await this.#keepParts(this.own, named(NEEDED, html));
  }

  async #keepParts(name, addresses) {
    const kept = await caches.open(name);
    for (const address of addresses) {
      if (await kept.match(address)) continue;
      const answer = await fetch(address, { cache: "force-cache" });
      if (isPublic(answer)) await kept.put(address, answer);
    }
  }

  // The oldest pages make room; what none of the others names goes with them.
  async #tidy() {
    const pages = (await allPages()).sort((one, other) => other.at - one.at);
    const left = pages.filter(({ at }) => Date.now() - at < DAYS * 86400_000).slice(0, MOST);
    const kept = await caches.open(PAGES);
    for (const page of pages) if (!left.includes(page)) await kept.delete(page.request);
    const said = left.map(({ html }) => html).join("");
    const parts = await caches.open(PARTS);
    for (const part of await parts.keys())
      if (!said.includes(new URL(part.url).pathname)) await parts.delete(part);
  }

  // One after the other; what fails, for want of room or network, is no page's trouble.
  #next(act) {
    return (this.#last = this.#last.then(act).catch(() => {}));
  }
}

async function put(name, address, html, given) {
  const headers = new Headers(given);
  headers.set("X-Kept", new Date().toISOString());
  await (await caches.open(name)).put(address, new Response(html, { headers }));
}

async function allPages() {
  const kept = await caches.open(PAGES);
  return Promise.all(
    (await kept.keys()).map(async (request) => {
      const answer = await kept.match(request);
      return { request, at: Date.parse(answer.headers.get("X-Kept")), html: await answer.text() };
    }),
  );
}

// As our pages write it; in figures where the browser does not know the language.
export function dayIn(language, day) {
  const own = language === "en" ? "en-GB" : language;
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(own).length > 0;
  return day.toLocaleDateString(isKnown ? own : "de", { dateStyle: isKnown ? "long" : "medium" });
}
