// What is unfolded beside a photo: reasons, fields, the list of keys.
const one = (selector) => document.querySelector(selector);

// Whether there are any.
export function turnReasons() {
  const reasons = one("[data-reject]");
  if (reasons) reasons.open = !reasons.open;
  return Boolean(reasons);
}

// Whether they were open.
export function closeReasons() {
  const reasons = one("[data-reject][open]");
  if (reasons) reasons.open = false;
  return Boolean(reasons);
}

// Begin to write in a field.
export function write(name) {
  const tool = one('[data-tool="words"]');
  if (!tool) return;
  tool.open = true;
  const field = tool.querySelector(`[name=${name}]`);
  field.focus();
  if (name === "city") field.select(); // another city is typed over the old one
}

export function showHelp() {
  const keys = one("[data-keys]");
  keys.open = !keys.open;
  const { scrollY } = window;
  keys.scrollIntoView({ block: "nearest" });
  if (one("[data-review]")) scrollTo({ top: scrollY }); // beside a picture only what holds it scrolls
}
