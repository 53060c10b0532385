// The list of keys: each can be changed there, and what a key does already is said.
import { FIRST, actOf, areOn, keyOf, nameOf, resetKeys, setKey, switchKeys } from "./keys.js";

const all = (selector) => document.querySelectorAll(selector);
let asked = null; // the button whose key is to be pressed

// Write the keys wherever the page names them.
export function showKeys() {
  for (const part of all("[data-keys]")) part.hidden = false;
  for (const box of all("[data-keys-switch]")) box.checked = areOn();
  for (const words of all("[data-with-keys]")) words.hidden = !areOn();
  document.body.classList.toggle("has-no-keys", !areOn());
  for (const label of all("[data-key-of]")) label.textContent = labelOf(keyOf(label.dataset.keyOf));
}

function labelOf(key) {
  const { space } = document.querySelector("[data-keys]")?.dataset ?? {};
  return key === " " && space ? space : key.toUpperCase();
}

function say(name, key = "", act = "") {
  const words = document.querySelector("[data-keys-words]");
  const does = document.querySelector(`[data-does="${act}"]`)?.textContent ?? "";
  words.textContent = name ? words.dataset[name].replace("{key}", key).replace("{act}", does) : "";
}

function ask(button) {
  stop();
  asked = button;
  button.ariaPressed = "true";
  say("ask");
}

function stop() {
  asked?.removeAttribute("aria-pressed");
  asked = null;
}

// The key that was asked for does nothing else this time.
function hear(event) {
  if (!asked || ["Shift", "Tab"].includes(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { keyOf: act } = asked.dataset;
  const key = nameOf(event);
  stop();
  if (event.key === "Escape") say("");
  else if (setKey(act, key)) say("changed");
  else say(actOf(key) in FIRST ? "taken" : "unfit", labelOf(key), actOf(key));
  showKeys();
}

document.addEventListener("keydown", hear, true);
document.addEventListener("focusout", ({ target }) => target === asked && stop());
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-keys] [data-key-of]");
  if (button) ask(button);
  if (target.closest("[data-keys-reset]")) {
    resetKeys();
    showKeys();
    say("changed");
  }
});
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-keys-switch]")) return;
  switchKeys(target.checked);
  showKeys();
});
