// Counts the seconds in which the last decision can be undone; then it is gone.
let ticking = 0;

export function countDown(form) {
  clearInterval(ticking);
  const seconds = Number(form?.dataset.seconds ?? NaN);
  if (Number.isNaN(seconds)) return;
  const end = performance.now() + seconds * 1000;
  ticking = setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left > 0) form.querySelector("[data-left]").textContent = left;
    else giveUp(form);
  }, 250);
}

function giveUp(form) {
  clearInterval(ticking);
  for (const button of document.querySelectorAll('[data-act="undo"]')) button.disabled = true;
  form.remove();
}
