// Keys of the moderators' pages. They never act together with Ctrl, Alt or Meta, while somebody
// types, or when a key is held down; they can be switched off (WCAG 2.1.4), and each can be another.
const SWITCH = "review-keys";
const OWN = "review-own-keys";

// What each act is done by, unless a person says otherwise.
export const FIRST = {
  approve: "a", reject: "x", hold: "h", undo: "z", next: "j", back: "k", cover: "b", crop: "t",
  suggested: "f", faces: "n", alarm: "!", city: "c", day: "d", description: "e", group: "g",
  zoom: " ", confirm: "y", select: "s", larger: "l", search: "/", help: "?",
};
const ALWAYS = { ArrowRight: "next", ArrowLeft: "back", Enter: "enter", Escape: "escape" };
let own = JSON.parse(read(OWN) || "{}");

export function areOn() {
  return read(SWITCH) !== "off";
}

export function switchKeys(isOn) {
  write(SWITCH, isOn ? "on" : "off");
}

export function keyOf(act) {
  return own[act] ?? FIRST[act];
}

export function actOf(key) {
  return ALWAYS[key] ?? Object.keys(FIRST).find((act) => keyOf(act) === key);
}

// Let a key do an act; whether it could: digits choose reasons, and other keys have their meaning.
export function setKey(act, key) {
  if (key.length !== 1 || /^\d$/.test(key) || ![undefined, act].includes(actOf(key))) return false;
  own[act] = key;
  return write(OWN, JSON.stringify(own));
}

export function resetKeys() {
  own = {};
  write(OWN, "{}");
}

// ``acts`` says what to do; ``digit`` is told which one. What returns false was not meant for us.
export function hearKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isMeantElsewhere(event)) return;
    const name = nameOf(event);
    const act = /^[1-9]$/.test(name) ? "digit" : actOf(name);
    if (!acts[act] || (!areOn() && act !== "escape")) return;
    if (acts[act](name) !== false) event.preventDefault();
  });
}

function isMeantElsewhere({ target, ctrlKey, metaKey, altKey, repeat, isComposing, key }) {
  if (ctrlKey || metaKey || altKey || repeat || isComposing) return true;
  if (key === "Escape") return false;
  if (key === " " && target.matches?.("button, summary, a, input")) return true; // it presses them
  return target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea") ?? false;
}

// The letter, whatever the keyboard's script (on a Cyrillic one A is ф), and the digit, wherever it
// is typed with Shift; else the sign. A letter with Shift is none of ours.
export function nameOf({ key, code, shiftKey }) {
  if (/^[a-z]$/i.test(key)) return shiftKey ? "" : key.toLowerCase();
  if (key.length !== 1) return shiftKey ? "" : key;
  if (/^Key[A-Z]$/.test(code)) return shiftKey ? "" : code.at(-1).toLowerCase();
  return key;
}

function read(store) {
  try {
    return localStorage.getItem(store) ?? "";
  } catch {
    return "";
  }
}

function write(store, value) {
  try {
    localStorage.setItem(store, value);
  } catch {
    // Without a store it counts until this page is left.
  }
  return true;
}
