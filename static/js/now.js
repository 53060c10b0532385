// Keeps a moderators' page that stays open true: how many wait, in the tab's title too, and who is
// where. It asks while the page is seen only. Who did something since keeps the photos they have.
const EVERY = 30_000; // ms
const SIGNS = ["keydown", "pointerdown", "input", "scroll"];

let isHere = false;
for (const sign of SIGNS) addEventListener(sign, () => (isHere = true), { capture: true, passive: true });

setInterval(() => document.visibilityState === "visible" && ask(), EVERY);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());

async function ask() {
  const desk = document.querySelector("[data-desk]");
  const address = desk?.dataset.now;
  if (!address) return;
  const request = isHere ? { method: "POST", body: new URLSearchParams(tokenOf(desk)) } : {};
  isHere = false;
  try {
    const answer = await fetch(address, { ...request, headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) show(await answer.json());
  } catch {
    // The line is cut: the next time, then.
  }
}

function tokenOf(desk) {
  return { csrf_token: desk.querySelector("[name=csrf_token]").value };
}

function show({ title, waiting, seats }) {
  document.title = title;
  const count = document.querySelector("[data-desk] [data-waiting]");
  if (count) count.textContent = waiting;
  const words = document.querySelector("[data-seats]");
  if (words && words.textContent !== seats) words.textContent = seats;
}
