// Decisions on their way to the server. They are kept in this tab until it has answered, and leave
// one after the other, in the order in which they were made: also after a lost connection or a
// reload. A form that arrives twice is taken once.
const PAUSES = [1, 2, 4, 8, 15]; // seconds between tries
const PATIENCE = 30_000; // ms for an answer
const GONE = [410, 413];

export class Outbox {
  state = "going"; // or "lost", or "out": signed out
  onChange = () => {};
  onTaken = () => {}; // what the server took: its answer in HTML, and what comes next
  onRefused = () => {}; // what it did not: the page that says why
  #isBusy = false;

  constructor(owner, token) {
    this.store = `review-outbox-${owner}`;
    this.token = token;
    this.items = read(this.store);
  }

  has(photo) {
    return this.items.some((item) => item.photo === photo);
  }

  // ``item``: ``photo`` with its ``page``, the ``address`` to post to, the ``body``.
  add(item) {
    item.done = new Promise((resolve) => (item.resolve = resolve));
    this.items.push(item);
    this.#keep();
    this.go();
    return item;
  }

  // Drop what was never tried; whatever was, the server may have.
  drop(item) {
    if (!item || item.isTried || !this.items.includes(item)) return false;
    this.#remove(item);
    return true;
  }

  // Until nothing is on its way.
  async whenSent() {
    while (this.items.at(-1)?.done && this.state === "going") await this.items.at(-1).done;
  }

  async go() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#say("going");
    while (this.items.length && this.state !== "out") await this.#send(this.items[0]);
    this.#isBusy = false;
    this.onChange();
  }

  async #send(item) {
    item.isTried = true;
    this.#keep();
    for (let tries = 0; ; tries += 1) {
      const answer = await this.#post(item).catch(() => null);
      if (answer === "out") return this.#say("out");
      if (answer) {
        this.#say("going");
        this.#remove(item);
        await (answer.isTaken ? this.onTaken : this.onRefused)(item, answer);
        return item.resolve?.();
      }
      this.#say("lost");
      await pause(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    }
  }

  async #post(item, isSecond = false) {
    const body = new URLSearchParams(item.body);
    body.set("csrf_token", this.token());
    const headers = { Accept: "text/html", Prefer: "return=minimal" };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(item.address, { method: "POST", body, headers, signal });
    const html = await answer.text();
    if (answer.status >= 500) throw new Error("later"); // whoever says so: it was not done
    const isTaken = answer.ok && answer.headers.has("Preference-Applied");
    if (isTaken) return { isTaken, html, ...linksOf(answer) };
    if (isOurs(html) || (answer.ok && isDesk(html)) || isSecond || GONE.includes(answer.status)) return { html };
    if ([400, 404].includes(answer.status)) return this.#knock(item);
    throw new Error("lost"); // what a proxy or a hotel's page says is not said of a photo
  }

  // Signed out, or only the form's token too old?
  async #knock(item) {
    const answer = await fetch(item.page, { headers: { Accept: "text/html" } });
    const html = await answer.text();
    if (answer.redirected && !isDesk(html)) return "out";
    const token = /name="csrf_token" value="([^"]+)"/.exec(html)?.[1];
    if (token) this.token = () => token;
    return this.#post(item, true);
  }

  #say(state) {
    this.state = state;
    this.onChange();
  }

  #remove(item) {
    this.items.splice(this.items.indexOf(item), 1);
    this.#keep();
  }

  #keep() {
    const kept = this.items.map(({ photo, page, address, body, isTried }) => {
      return { photo, page, address, body, isTried };
    });
    try {
      sessionStorage.setItem(this.store, JSON.stringify(kept));
    } catch {
      // Without a store they live as long as this page, which warns before it is left.
    }
    this.onChange();
  }
}

// What comes next (RFC 8288), and all that this moderator has, in order.
function linksOf(answer) {
  const links = (answer.headers.get("Link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"(?:; version=(\d+))?/g);
  const found = [...links].map(([, address, rel, version]) => ({ address, rel, version }));
  const next = found.find(({ rel }) => rel === "next")?.address ?? "";
  return { next, plan: found.filter(({ rel }) => rel === "item") };
}

const isDesk = (html) => html.includes("data-desk");
const isOurs = (html) => isDesk(html) && html.includes("data-notice");

function read(store) {
  try {
    return JSON.parse(sessionStorage.getItem(store)) ?? [];
  } catch {
    return [];
  }
}

// Until the time is over, or the browser believes that it is online again.
function pause(seconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
  });
}
