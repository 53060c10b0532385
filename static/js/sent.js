// The page that gives out the receipt: what was handed over is forgotten here, and the rest of what
// our pages stored can be.
import { findKept, forgetDraft } from "./keeping.js";

const button = document.querySelector("[data-forget]");

async function forgetSent() {
  for (const draft of await findKept()) if (draft.isHandedOver) await forgetDraft(draft);
}

button.hidden = false;
button.addEventListener("click", async () => {
  const { forgetAll } = await import("./stored.js");
  await forgetAll();
  button.hidden = true;
  document.querySelector("[data-forgotten]").hidden = false;
});
forgetSent().catch(() => {}); // a browser that keeps nothing
