// Shows the frame that is chosen at once; without this the form's button does.
import { offerCopies } from "./copy.js";

const PAUSE = 500; // ms without a letter
const form = document.querySelector("[data-builder]");
let asked = 0;
let wanted = location.href;
let timer;

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
const go = (address) => {
  clearTimeout(timer);
  wanted = address;
  return show(address).catch(() => location.assign(address));
};
// What is typed is shown before somebody reaches for the code: were it only shown when its field is
// left, a button would be swapped under the finger that presses it.
const follow = () => {
  if (chosen() !== wanted) go(chosen());
};

form.querySelector("[data-show]").hidden = true;
form.addEventListener("change", ({ target }) => {
  if (["show", "time", "place"].includes(target.name)) form.elements.url.value = ""; // it would win
  follow();
});
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, PAUSE);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await go(chosen(event.submitter));
  if (event.submitter?.name) document.querySelector("[name=way][aria-current]")?.focus();
});
