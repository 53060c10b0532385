// The line to the server: two photos at once, small ones first; who fails rests, ever longer.
// A photo is sent by one page at a time (https://www.w3.org/TR/web-locks/).
const AT_ONCE = 2;
const LONG = 60; // seconds
const LITTLE = 1024 * 1024; // bytes

const waiting = new Set();
const working = new Set();
const resting = new Set();
let failures = 0; // of the line
let lock;
let wasSlow = false;

addEventListener("online", wakeAll);
document.addEventListener("visibilitychange", () => {
  wakeAll(); // a phone that slept
  lock = null; // a hidden page has lost it
  keepAwake();
});

// Whole photos may follow later where a small copy is safe.
export const isIdle = () => [...waiting, ...working].every(({ isCopied }) => isCopied);

export function send(...photos) {
  for (const photo of photos) waiting.add(photo);
  const free = [...waiting].filter((photo) => !working.has(photo));
  free.sort((one, other) => one.rank - other.rank || one.size - other.size);
  for (const photo of free.slice(0, AT_ONCE - working.size)) work(photo);
}

async function work(photo) {
  waiting.delete(photo);
  working.add(photo);
  try {
    await alone(`photo ${photo.name}`, () => photo.work());
    failures = 0;
  } catch (trouble) {
    waiting.add(photo);
    // With jitter: a whole square comes back at once.
    const pause = Math.min(800 * 2 ** failures++, 15_000) * (0.75 + Math.random() / 4);
    const rest = photo.recoverFrom(trouble, pause);
    await new Promise((wake) => resting.add(wake) && setTimeout(wake, rest));
  }
  working.delete(photo);
  send();
  photo.onChange();
}

// Over HTTP browsers have no locks.
export const alone = (name, act) => navigator.locks?.request(name, act) ?? act();

// A phone that sleeps sends nothing.
export function keepAwake() {
  if (waiting.size + working.size) lock ??= navigator.wakeLock?.request("screen").catch(() => {});
  else lock = lock?.then((held) => held?.release()) && null;
}

// What is not here is asked for again with the next network.
export async function load(act) {
  try {
    return await act();
  } catch {
    await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
    return load(act);
  }
}

export function wakeAll() {
  failures = 0;
  for (const wake of resting) wake();
  resting.clear();
}

// Whether the person has to wait long; once said it is not taken back with the next piece.
export function isSlow(photos) {
  const left = photos.reduce((sum, { size, offset }) => sum + size - offset, 0);
  const speed = [...working].reduce((sum, photo) => sum + photo.speed, 0);
  const isKnown = /2g|3g/.test(navigator.connection?.effectiveType);
  wasSlow ||= isKnown || (speed > 0 && left / speed > LONG);
  return wasSlow && left > LITTLE;
}
