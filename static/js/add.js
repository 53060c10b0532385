// Hooks the form of /add/. Nothing leaves the phone before the person chose how: until then files
// are only held. The rest of the uploader is loaded then; without it the form works by itself.
const form = document.querySelector("[data-add]");
const chooser = form.querySelector("[data-chooser]");
const held = []; // files that came before the choice
let loading = null;

const isChosen = () => Boolean(form.querySelector('[name="how"]:checked'));

async function load() {
  const [{ Uploader }] = await Promise.all([import("./uploader.js"), import("./city.js")]);
  return new Uploader(form);
}

async function begin() {
  loading ??= load();
  try {
    const uploader = await loading;
    if (held.length) uploader.take(held.splice(0));
  } catch {
    loading = null; // no network: the next file or choice tries again
  }
}

function take(files) {
  held.push(...files);
  if (isChosen()) begin();
  else askHow();
}

function askHow() {
  form.querySelector("[data-how-first]").hidden = false;
  form.querySelector('[name="how"]').focus();
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "how") {
    form.querySelector("[data-how-first]").hidden = true;
    begin();
  } else if (target.matches("[data-photos]") && !isChosen()) askHow();
});

const hasFiles = (data) => data?.types.includes("Files");

for (const kind of ["dragover", "dragleave", "drop"]) {
  addEventListener(kind, (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault(); // else the browser would open the photo instead of this page
    chooser.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") take(event.dataTransfer.files);
  });
}
addEventListener("paste", ({ clipboardData }) => {
  if (clipboardData?.files.length) take(clipboardData.files);
});
(form.querySelector("[aria-invalid]") ?? form.querySelector("[data-error]"))?.focus();
addEventListener("pageshow", () => isChosen() && begin()); // a browser may remember the choice
