// Shows the frame that is chosen at once; without this the form's button does.
import { offerCopies } from "./copy.js";

const form = document.querySelector("[data-builder]");
let asked = 0;

async function show(address) {
  const mine = ++asked;
  const answer = await fetch(address); // what cannot be shown is said in the answer, too
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const result = page.querySelector("[data-result]");
  if (mine !== asked) return; // something else was chosen meanwhile
  if (!result) return location.assign(address);
  document.querySelector("[data-result]").replaceWith(result);
  history.replaceState(null, "", address);
  offerCopies(result);
}

const chosen = (button) => {
  const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  if (button?.name) said[button.name] = button.value;
  return `${form.action}?${new URLSearchParams(said)}`;
};
const go = (address) => show(address).catch(() => location.assign(address));

form.querySelector("[data-show]").hidden = true;
form.addEventListener("change", () => go(chosen()));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await go(chosen(event.submitter));
  if (event.submitter?.name) document.querySelector("[name=way][aria-current]")?.focus();
});
