// Photos that look alike: arrows choose the best one, A keeps it, Escape leads back.
import { hearKeys } from "./keys.js";
import { showKeys } from "./remapping.js";

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
  approve: () => {
    const button = form.querySelector('[data-act="approve"]');
    if (button) form.requestSubmit(button);
  },
  next: () => move(1),
  back: () => move(-1),
  escape: () => form.querySelector("[data-back]").click(),
});
showKeys();
best()[0]?.focus();
