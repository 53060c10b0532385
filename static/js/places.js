// Where photos were taken, for all and for single ones: as photo 1, by our map, by the device.
import { findCityFields } from "./city.js";
import { part, say } from "./page.js";

const PATIENCE = { maximumAge: 600_000, timeout: 15_000 }; // ms
const form = part("add");

// Of a place that has fields: all photos, or one.
const placeOf = (element) => element.closest("[data-place]");
const firstRow = () => part("uploads").firstElementChild;

export async function askNear(point) {
  const asked = { method: "POST", headers: { "Content-Type": "application/json" } };
  const answer = await fetch(part("near").dataset.near, { ...asked, body: JSON.stringify(point) });
  return (await answer.json()).cities;
}

function put(place, { label, geoname_id: number }) {
  const input = part("city", place);
  input.value = label;
  part("geoname-id", place).value = number;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  input.focus();
}

// A tenth of a degree is a town: what is sent from here tells no more.
async function locate(place) {
  const words = part("here-words", place);
  words.textContent = say("here-looking");
  try {
    const { coords } = await new Promise((found, failed) =>
      navigator.geolocation.getCurrentPosition(found, failed, PATIENCE),
    );
    const [lat, lon] = [coords.latitude, coords.longitude].map((each) => +each.toFixed(1));
    const [city] = await askNear({ lat, lon });
    words.textContent = city ? "" : say("here-none");
    if (city) put(place, city);
  } catch {
    words.textContent = say("here-failed");
  }
}

async function pick(place) {
  const { pickCity } = await import("./places-map.js");
  pickCity((city) => put(place, city));
}

// What the first photo says, else what the server found in it.
function first() {
  const place = part("place", firstRow());
  const label = part("city", place)?.value || place?.dataset.known;
  return { label, geoname_id: part("geoname-id", place)?.value || place?.dataset.number };
}

function offer() {
  const isKnown = part("uploads").childElementCount > 1 && part("place", firstRow()) && first().label;
  for (const button of form.querySelectorAll("[data-same]")) {
    button.hidden = !isKnown || firstRow().contains(button);
  }
  const here = part("here", form);
  const isAtRisk = form.elements.how.value === "at-risk";
  if (here) here.hidden = isAtRisk || !isSecureContext || !navigator.geolocation;
}

function show(details, { token, city, geoname_id: number }) {
  if (details.hidden) {
    details.innerHTML = details.innerHTML.replaceAll("~", token);
    details.hidden = false;
    findCityFields(details);
  }
  Object.assign(details.dataset, { known: city, number: number ?? "" });
  part("ways", details).hidden = false;
}

form.addEventListener("answered", ({ target, detail }) => {
  const details = part("place", target);
  if (details && detail.is_read && !detail.is_wrong) show(details, detail);
  offer();
});
form.addEventListener("change", offer);
form.addEventListener("click", ({ target }) => {
  if (target.matches("[data-same]")) put(placeOf(target), first());
  if (target.matches("[data-pick]")) pick(placeOf(target));
  if (target.matches("[data-here]")) locate(placeOf(target));
});
for (const ways of form.querySelectorAll("[data-ways]")) ways.hidden = false;
offer();
