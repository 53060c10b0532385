// Goes on with what an earlier page left, in its draft if that still counts.
import { NOT_KEPT } from "./desk.js";
import { send } from "./line.js";
import { part } from "./page.js";
import { Photo } from "./photo.js";

export async function goOn(uploader, { draft, photos, answers }) {
  const { desk, handing } = uploader;
  const own = desk.draft;
  if (draft) desk.use(draft);
  if (answers) answer(desk.form, answers);
  const found = await handing.ask().catch(() => ({})); // offline: it will come out later
  if (found.is_sent) return handing.submit(); // the receipt was lost on its way
  if (found.isTooOld) desk.use(own);
  for (const photo of photos) await adopt(uploader, photo, found.isTooOld);
  const tokens = uploader.photos.map(({ token }) => token);
  for (const { token, title } of found.photos ?? [])
    if (!tokens.includes(token))
      uploader.show(new Photo(desk, null, { token, title, state: "safe" }));
  part("stored").hidden = false;
  handing.hurry();
  uploader.recount();
}

async function adopt(uploader, { file, draft, path, ...kept }, isAnew) {
  const known = { ...kept, isKept: true, ...(isAnew && { token: "", isCopied: false }) };
  const { token, copyToken } = known;
  for (const row of uploader.rows) if (token && row.photo.token === token) uploader.replace(row);
  const row = uploader.show(new Photo(uploader.desk, file, known));
  if (!known.isCopied) return send(row.photo);
  const { showCopy } = await import("./copies.js");
  showCopy(uploader, row, { file, token: copyToken, state: "safe" });
}

// What was said on the earlier page is said on this one.
function answer(form, answers) {
  const said = new Map(answers);
  for (const field of form.elements) {
    if (NOT_KEPT.includes(field.name) || !field.name) continue;
    const isBox = ["radio", "checkbox"].includes(field.type);
    if (isBox) field.checked = said.get(field.name) === field.value;
    else if (said.has(field.name)) field.value = said.get(field.name);
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
