// Photos that look alike: arrows choose the best one, A keeps it, Escape leads back.
import { hearKeys } from "./keys.js";

const form = document.querySelector("[data-alike]");
const best = () => [...form.querySelectorAll("[name=best]")];

function move(step) {
  const every = best();
  const at = every.findIndex((box) => box.checked);
  const next = every[(at + step + every.length) % every.length];
  next.checked = true;
  next.focus();
}

hearKeys({
  a: () => {
    const button = form.querySelector('[data-act="approve"]');
    if (button) form.requestSubmit(button);
  },
  j: () => move(1),
  k: () => move(-1),
  ArrowRight: () => move(1),
  ArrowLeft: () => move(-1),
  Escape: () => form.querySelector("[data-back]").click(),
});
best()[0]?.focus();
