// The line at the foot: how many decisions are on their way, and what the server says of one whose
// photo is not shown any more.
const LONG = 15_000; // ms that a sentence stays

const one = (selector) => document.querySelector(selector);
let fading = 0;

// ``outbox``: its words are in the page, with {} for the number.
export function showOutbox({ state, items }) {
  const line = one("[data-outbox]");
  const isQuiet = items.length === 0;
  line.hidden = isQuiet;
  line.classList.toggle("is-wrong", state !== "going");
  line.querySelector("[data-outbox-sign-in]").hidden = state !== "out";
  line.ariaLive = state === "going" ? "off" : "polite"; // that all is well is not said each time
  const words = line.dataset[state].replace("{}", items.length);
  line.querySelector("[data-outbox-words]").textContent = isQuiet ? "" : words;
}

export function tell(sentence, address) {
  const news = one("[data-news]");
  news.querySelector("[data-news-words]").textContent = sentence;
  const link = news.querySelector("a");
  link.href = address;
  link.hidden = link.pathname === location.pathname;
  news.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (news.hidden = true), LONG);
}
