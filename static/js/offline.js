// Without a network: what opens nevertheless, and a way to leave nothing of it on this device.
import { DAYS, dayIn, PAGES } from "./visited-shelf.js";

const { lang: here } = document.documentElement;
const part = (name) => document.querySelector(`[data-${name}]`);

const isYoung = ({ kept }) => Date.now() - kept < DAYS * 86400_000;

async function list() {
  if (!(await caches.has(PAGES))) return;
  const kept = await caches.open(PAGES);
  const read = async (request) => describe(request, await kept.match(request));
  const found = await Promise.all((await kept.keys()).map(read));
  show(found.filter(isYoung).sort((one, other) => other.kept - one.kept));
}

function show(pages) {
  part("kept-pages").replaceChildren(...pages.map(draw));
  part("kept").hidden = part("forget").hidden = !pages.length;
  part("nothing").hidden = Boolean(pages.length);
}

async function describe({ url }, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { title, documentElement } = page;
  const { lang, dir } = documentElement;
  return { url, title, lang, dir, kept: Date.parse(answer.headers.get("X-Kept")) };
}

function draw({ url, title, lang, dir, kept }) {
  const line = part("kept-line").content.cloneNode(true).firstElementChild;
  const textContent = title.replace(` — ${part("kept").dataset.campaign}`, "");
  Object.assign(line.querySelector("a"), { href: url, lang, dir, textContent });
  line.querySelector("span").textContent = dayIn(here, new Date(kept));
  return line;
}

async function forget() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.getRegistration(new URL("../../../", import.meta.url));
  await registration?.unregister();
  for (const name of await caches.keys())
    if (/^(visited|offline) /.test(name)) await caches.delete(name);
  show([]);
  part("forgotten").hidden = false;
  part("nothing").hidden = true;
}

part("forget").addEventListener("click", forget);
if (!location.pathname.endsWith("/offline/")) part("again").hidden = false;
part("again").href = location.href;
list();
