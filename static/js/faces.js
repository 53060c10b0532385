// What is said of the faces goes with the decision: it is said of the picture as it is covered now.
const one = (selector) => document.querySelector(selector);

// Say it, or take it back.
export function confirmFaces(button) {
  const isSaid = button.ariaPressed === "true";
  doubtFaces();
  if (isSaid) return;
  const said = document.createElement("input");
  Object.assign(said, { type: "hidden", name: button.name, value: button.value });
  said.dataset.facesSaid = "";
  button.form.append(said);
  button.ariaPressed = "true";
  showWhyNot(false);
}

// The covers changed: whatever was said was said of another picture.
export function doubtFaces() {
  const said = one("[data-faces-said]");
  if (!said) return;
  said.remove();
  one('[name="faces"][aria-pressed="true"]').ariaPressed = "false";
  showWhyNot(true);
}

function showWhyNot(isShown) {
  const why = one('[data-why-not="faces-not-confirmed"]');
  if (why) why.hidden = !isShown;
}
