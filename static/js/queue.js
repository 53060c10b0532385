// Whose turn it is: two photos at once, small ones first; after a failure a rest of 0.8 to 15 s.
import { say } from "./words.js";

const AT_ONCE = 2;
const SHORTEST = 800; // ms
const LONGEST = 15_000;
const PATIENCE = 4; // failures after which others go first

const waiting = new Set();
const working = new Set();
const resting = new Set();
let failures = 0; // of the line, since something went well

addEventListener("online", wakeAll);
document.addEventListener("visibilitychange", () => document.hidden || wakeAll());

export function enqueue(...photos) {
  for (const photo of photos) waiting.add(photo);
  begin();
}

export const isIdle = () => !waiting.size && !working.size;

export function wakeAll() {
  failures = 0;
  for (const wake of resting) wake();
}

function begin() {
  const free = [...waiting].filter((photo) => !working.has(photo)).sort(inOrder);
  for (const photo of free.slice(0, AT_ONCE - working.size)) run(photo);
}

function inOrder(one, other) {
  return (one.failures >= PATIENCE) - (other.failures >= PATIENCE) || one.size - other.size;
}

async function run(photo) {
  waiting.delete(photo);
  working.add(photo);
  try {
    await photo.work();
    failures = 0;
  } catch (trouble) {
    waiting.add(photo);
    await recover(photo, trouble);
  }
  working.delete(photo);
  begin();
  photo.onChange(photo);
}

async function recover(photo, trouble) {
  const isWorthIt = photo.recoverFrom(trouble);
  if (photo.isWanted && !("status" in trouble)) photo.giveUp("wrong", say("broken"));
  if (photo.isWanted && !isWorthIt) photo.giveUp("wrong", trouble.sentence || say("broken"));
  const pause = Math.max(trouble.pause ?? 0, restAfter(failures++));
  if (photo.isWanted) tell(photo, trouble.status, pause);
  await rest(pause);
}

function tell(photo, status, pause) {
  if (status === 0) photo.become("lost");
  else if (status >= 500 || status === 429) {
    photo.become("server", say("server", { count: Math.ceil(pause / 1000) }));
  }
}

// With jitter: the phones of a whole square come back at the same moment.
const restAfter = (count) => Math.min(SHORTEST * 2 ** count, LONGEST) * (0.75 + Math.random() / 4);

function rest(pause) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      resting.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, pause);
    resting.add(wake);
  });
}
