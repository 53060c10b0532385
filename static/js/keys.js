// Keys of the moderators' page. They never act together with Ctrl, Alt or Meta, while somebody
// types, or when a key is held down; and they can be switched off (WCAG 2.1.4).
const STORE = "review-keys";

export function areOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

export function switchKeys(isOn) {
  try {
    localStorage.setItem(STORE, isOn ? "on" : "off");
  } catch {
    // Without a store they are on again with the next page.
  }
}

// ``meanings`` says what each key does; a digit is told which one it was.
export function hearKeys(meanings) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isTyped(event)) return;
    const name = nameOf(event);
    const meaning = /^[1-9]$/.test(name) ? meanings.digit : meanings[name];
    if (!meaning || (!areOn() && name !== "Escape")) return;
    if (meaning(name) !== false) event.preventDefault();
  });
}

function isTyped({ target, ctrlKey, metaKey, altKey, repeat, isComposing, key }) {
  if (ctrlKey || metaKey || altKey || repeat || isComposing) return true;
  if (key === "Escape") return false;
  return target.matches?.("input:not([type=checkbox], [type=radio]), select, textarea") ?? false;
}

// The letter, whatever the keyboard's script: on a Cyrillic one A is ф.
function nameOf({ key, code, shiftKey }) {
  if (key === "?") return key;
  if (shiftKey) return "";
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return key.length === 1 && /^Key[A-Z]$/.test(code) ? code.at(-1).toLowerCase() : key;
}
