// <unsilenced-gallery>: draws a gallery of ours on a partner's own page. What it shows is the link
// inside it, and that link is all there is when anything fails:
//   <unsilenced-gallery layout="strip"><a href="https://…/2010/">2010: 41 photos</a></unsilenced-gallery>
// Attributes: layout (grid, strip, one), theme (light, dark; else the colours of the page), accent
// (#b5122b), photos (1 to 24).
// No cookie, no storage, no inline style: a strict policy needs our address in script-src,
// connect-src and img-src, and nothing else.
const USUAL = { grid: 6, strip: 8, one: 1 };
const MOST = 24;
const FIELDS = "url,title,description,credit,city_name,country_name,images";
/** A language, a year or an action day, a country and a city; as in the addresses of galleries. */
const PLACE = /^(\/[a-z]{2})?\/(?:(?:cities|(\d{4})(-\d\d)?)(?:\/([a-z]{2})(?:\/([a-z\d-]+))?)?\/?)?$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; --accent: #b5122b; }
:host([theme="light"]) { padding: .5rem; background: #f7f4ee; color: #15130f; }
:host([theme="dark"]) { padding: .5rem; background: #12100d; color: #f4efe6; }
:host([hidden]) { display: none; }
ul { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 .5rem; padding: 0; list-style: none; }
ul:empty { display: none; }
ul::after { content: ""; flex: 100000 1 20%; }
li { position: relative; min-width: 0; }
img { display: block; width: 100%; height: auto; object-fit: cover; }
a { color: inherit; text-decoration: none; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
small { display: block; padding: .25rem 0 .35rem; overflow-wrap: anywhere; font-size: .8125rem; line-height: 1.3; }
a:hover small { text-decoration: underline; text-decoration-color: var(--accent); }
:host([layout="strip"]) ul { flex-wrap: nowrap; overflow-x: auto; }
:host([layout="strip"]) ul::after, :host([layout="one"]) ul::after { content: none; }
:host([layout="strip"]) li { flex: none !important; width: var(--width); }
:host([layout="one"]) li { flex: 1 1 100% !important; }
slot { display: block; border-inline-start: 5px solid var(--accent); padding-inline-start: .5rem; }
::slotted(a) { color: inherit; }
`);

const make = (name, said) => Object.assign(document.createElement(name), said);
const srcset = (images) => images.map(({ url, width }) => `${url} ${width}w`).join(", ");

class UnsilencedGallery extends HTMLElement {
  static observedAttributes = ["layout", "photos", "accent"];
  #list = make("ul", { role: "list" });

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(this.#list, make("slot", {}));
    this.shadowRoot.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    if (this.querySelector("a[href]")) return this.#load();
    const waiting = new MutationObserver(() => {
      if (!this.querySelector("a[href]")) return; // the page is still coming
      waiting.disconnect();
      this.#load();
    });
    waiting.observe(this, { childList: true, subtree: true });
  }

  attributeChangedCallback(name) {
    const colour = this.getAttribute("accent");
    if (CSS.supports("color", colour)) this.style.setProperty("--accent", colour);
    if (name !== "accent" && this.isConnected && this.#list.children.length) this.#load();
  }

  async #load() {
    const question = this.#question();
    const answer = question && (await fetch(question, { credentials: "omit" }).catch(() => null));
    const { items = [] } = answer?.ok ? await answer.json().catch(() => ({})) : {};
    this.#list.replaceChildren(...items.map((photo) => this.#card(photo)));
    this.dispatchEvent(new CustomEvent("shown", { detail: items.length }));
  }

  /** Where our API answers with the photos of the gallery that the link leads to. */
  #question() {
    const { origin, pathname } = new URL(this.querySelector("a[href]").href);
    const found = pathname.match(PLACE);
    if (!found) return null;
    const [, language = "", year, month, country, city] = found;
    const layout = this.getAttribute("layout") ?? "grid";
    const wanted = parseInt(this.getAttribute("photos")) || USUAL[layout] || USUAL.grid;
    const asked = new URLSearchParams({ limit: Math.max(1, Math.min(wanted, MOST)), fields: FIELDS });
    if (year) asked.set(month ? "edition" : "year", year + (month ?? ""));
    if (country) asked.set(city ? "city" : "country", city ? `${country}/${city}` : country);
    return `${origin}${language}/api/v1/photos?${asked}`;
  }

  #card({ url, title, description, credit, city_name, country_name, images }) {
    const jpegs = images.filter(({ type }) => type === "image/jpeg");
    const avifs = images.filter(({ type }) => type === "image/avif");
    const { url: src, width, height } = jpegs[Math.min(1, jpegs.length - 1)];
    const ratio = Math.min(3, Math.max(0.4, width / height));
    const sizes = this.getAttribute("layout") === "one" ? "min(100vw, 40rem)" : `${Math.round(ratio * 160)}px`;
    const picture = make("picture", {});
    if (avifs.length) picture.append(make("source", { type: "image/avif", srcset: srcset(avifs), sizes }));
    picture.append(make("img", { alt: description, width, height, loading: "lazy", sizes, srcset: srcset(jpegs), src }));
    const link = make("a", { href: url, title });
    link.append(picture, make("small", { textContent: `${city_name || country_name} · ${credit}` }));
    const card = make("li", {});
    card.style.flex = `${ratio * 100} 1 ${ratio * 130}px`;
    card.style.setProperty("--width", `${ratio * 200}px`);
    picture.lastChild.style.aspectRatio = ratio;
    card.append(link);
    return card;
  }
}

customElements.get("unsilenced-gallery") ?? customElements.define("unsilenced-gallery", UnsilencedGallery);
