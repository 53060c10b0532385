// The page that gives out the receipt: what was handed over is forgotten here, and the rest of what
// our pages stored can be. Originals whose small copies were handed over follow from here.
import { drop, findKept, forgetDraft, keepAnswers } from "./keeping.js";

const part = (name) => document.querySelector(`[data-${name}]`);

async function forgetSent() {
  for (const draft of (await findKept()).filter(({ isHandedOver }) => isHandedOver)) {
    const originals = draft.photos.filter(({ isCopied }) => isCopied);
    const done = draft.photos.filter(({ isCopied }) => !isCopied);
    if (!originals.length) await forgetDraft(draft);
    else await follow({ ...draft, photos: originals }, done);
  }
}

async function follow(draft, done) {
  const { draft: token, path } = draft;
  await drop(...done.map(({ name }) => name));
  await keepAnswers({ draft: token, path, answers: [], isHandedOver: true, isReceived: true });
  const [{ sendOriginals }, { say }] = await Promise.all([
    import("./originals.js"),
    import("./page.js"),
  ]);
  const count = draft.photos.length;
  sendOriginals(draft, (done) => {
    part("originals").hidden = false;
    part("originals").textContent = say(done < count ? "follow" : "followed", { done, count });
  });
}

part("forget").hidden = false;
part("forget").addEventListener("click", async () => {
  const { forgetAll } = await import("./stored.js");
  await forgetAll();
  part("forget").hidden = true;
  part("forgotten").hidden = false;
});
forgetSent().catch(() => {}); // a browser that keeps nothing
