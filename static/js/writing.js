// What is written and drawn beside a photo, to know whether the server has it.
let kept = "";

function written() {
  const form = document.querySelector("[data-decide]");
  return form ? new URLSearchParams(new FormData(form)).toString() : "";
}

export function isChanged() {
  return written() !== kept;
}

// The form as it came.
export function keepWritten() {
  kept = written();
}

// Say beside the fields that something is not kept yet.
export function showUnkept() {
  for (const words of document.querySelectorAll("[data-unkept]")) words.hidden = !isChanged();
}
