// What a choice of how to send means for the rest of the page: who may be at risk finds a way out,
// no telling title, and answers that can only be made more careful; a change of mind says what it
// does to photos that were chosen before.
import { WAYS } from "./desk.js";
import { part, say } from "./page.js";

const { title } = document;
let isLeaving = false;

// Before the uploader, which would ask whether one really wants to leave.
addEventListener("beforeunload", (event) => isLeaving && event.stopImmediatePropagation(), true);

part("leave").addEventListener("click", (event) => {
  event.preventDefault();
  isLeaving = true;
  location.replace(event.currentTarget.href); // which tells nothing, and has no way back
});

const form = part("add");
for (const box of form.querySelectorAll('[name="precision"], [name="keeps_original"]'))
  box.addEventListener("click", (event) => isAtRisk() && event.preventDefault());

// ``photos`` as they were before a change of mind.
export function follow(photos) {
  part("change").textContent = tellChange(photos, form.elements.how.value);
  setRisk(form, isAtRisk());
}

const isAtRisk = () => form.elements.how.value === "at-risk";

function tellChange(photos, how) {
  const isWeaker = (photo) => WAYS.indexOf(photo.how) < WAYS.indexOf(how);
  const weaker = photos.filter((photo) => isWeaker(photo) && (photo.token || photo.live));
  const sentences = [];
  if (weaker.some(({ file }) => file)) sentences.push(say("taken-back"));
  if (weaker.some(({ file }) => !file)) sentences.push(say("stays-there"));
  if (how === "as-taken" && photos.some(({ state }) => state === "held"))
    sentences.push(say("stays-held"));
  return sentences.join(" ");
}

// Answers may only add to what "at risk" means. The day is the server's: a phone's clock may be wrong.
function setRisk(form, isAtRisk) {
  const { precision, keeps_original: original, publish_not_before: day } = form.elements;
  document.title = isAtRisk ? form.dataset.discreet : title;
  for (const piece of document.querySelectorAll("[data-risk]")) piece.hidden = !isAtRisk;
  for (const box of [...precision, original]) box.ariaDisabled = isAtRisk;
  day.min = isAtRisk ? form.dataset.firstDay : "";
  if (!isAtRisk) return;
  part("care").open = original.checked = true;
  precision.value = "country";
  day.value ||= day.min;
}
