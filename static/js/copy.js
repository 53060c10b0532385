// Copies what stands in a field or line, where the browser lets us; the button is shown only then.
const copy = async (button) => {
  const source = document.getElementById(button.dataset.copies);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  button.textContent = button.dataset.done;
};

export function offerCopies(part = document) {
  for (const button of navigator.clipboard ? part.querySelectorAll("[data-copies]") : []) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

offerCopies();
