// The pages of a receipt: copy its code, save it as a text file, leave without a way back to it.
const words = document.querySelector("[data-words]")?.content;
const say = (name) => words.querySelector(`[data-word="${name}"]`).textContent;
const code = document.querySelector("[data-copy]");

function offer(name, act) {
  const button = document.querySelector(`[data-${name}-button]`);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await act();
    document.querySelector("[data-said]").textContent = say(done);
  });
}

async function copy() {
  await navigator.clipboard.writeText(code.textContent);
  return "copied";
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${say("file")}\n`], { type: "text/plain" }));
  link.download = "words.txt"; // a name that says nothing
  link.click();
  URL.revokeObjectURL(link.href);
  return "saved";
}

if (navigator.clipboard) offer("copy", copy); // over HTTPS only; the words can be marked, too
offer("save", save);

// Who goes on from the code and then leaves shall leave no way back to it: the next page takes the
// place of this one. But first we ask whether it comes: on a bad line one must find back here.
const see = document.querySelector("[data-see]");
see?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const question = { method: "POST", body: new FormData(see) };
  const answer = await fetch(see.action, question).catch(() => null);
  if (answer?.ok) history.replaceState(null, "", see.action);
  see.submit();
});
// Every answer takes the place of the page before it, so that there is only one to leave.
for (const form of document.querySelectorAll("[data-goes]"))
  form.addEventListener("submit", () => history.replaceState(null, "", form.action));
document.querySelector("[data-leave]").addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(event.currentTarget.href); // which tells nothing, and has no way back
});
