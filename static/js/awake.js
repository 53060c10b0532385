// Keeps the screen on while photos are on their way: a phone that sleeps sends nothing.
let isNeeded = false;
let lock = null;

document.addEventListener("visibilitychange", adjust);

export function keepAwake(needed) {
  if (needed === isNeeded) return;
  isNeeded = needed;
  adjust();
}

async function adjust() {
  if (!navigator.wakeLock || document.hidden) return;
  try {
    lock ??= isNeeded ? navigator.wakeLock.request("screen") : null;
    const held = await lock;
    if (held && (!isNeeded || held.released)) {
      lock = null;
      await held.release();
      if (isNeeded) adjust();
    }
  } catch {
    lock = null; // a low battery says no
  }
}
