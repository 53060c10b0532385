// What photos that are sent as taken say of themselves: read on the phone, and shown long before
// the server has read them. Nothing waits for it.
import { say } from "./page.js";
import { askNear } from "./places.js";
import { read } from "./reading.js";

let last = Promise.resolve(); // one after the other

export const tellFound = (row) => (last = last.then(() => tell(row)).catch(() => {}));

async function tell(row) {
  const { place, moment } = await read(row.photo.file);
  if (!row.photo.isWanted) return; // removed, or to be covered first
  const city = place && (await nameNear(place));
  const found = [city, moment && dayOf(moment)].filter(Boolean).join(", ");
  if (!found || row.answered) return; // the server knows more
  row.part("name").textContent = found;
  row.part("hint").textContent = say("read-here", { name: row.photo.title });
}

// A tenth of a degree is a town: what is sent from here tells no more.
async function nameNear({ lat, lon }) {
  const [one, other] = [lat, lon].map((each) => +each.toFixed(1));
  const [city] = await askNear({ lat: one, lon: other }).catch(() => []);
  return city?.name;
}

function dayOf(moment) {
  const { lang } = document.documentElement;
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(lang).length;
  const words = { dateStyle: isKnown ? "long" : "medium", timeZone: "UTC" };
  // Chromium knows no Belarusian: it would say "2010 M03 26", or it in English. So 26.03.2010.
  const format = new Intl.DateTimeFormat([lang === "en" ? "en-GB" : lang, "de"], words);
  return format.format(new Date(`${moment}Z`));
}
