// The page's words, written by the server in the person's language; here they get their numbers.
const language = document.documentElement.lang;
const oneDigit = new Intl.NumberFormat(language, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const megabytes = (bytes) => oneDigit.format(bytes / 1048576);

export function say(name, values = {}) {
  const words = document.querySelector("[data-words]").content;
  const sentence = words.querySelector(`[data-word="${name}"]`).textContent;
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

export function sayTimeLeft(seconds) {
  return seconds < 90
    ? say("seconds", { count: Math.max(2, Math.round(seconds)) })
    : say("minutes", { count: Math.round(seconds / 60) });
}
