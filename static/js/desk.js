// The desk of this page: the draft that its photos belong to, and what was answered so far.
import { alone } from "./line.js";

export const WAYS = ["as-taken", "cover-first", "at-risk"]; // from the weakest

// A permission is given anew; draft and files are kept elsewhere.
export const NOT_KEPT = ["draft", "consent_version", "is_theirs", "is_free", "photos", "remove"];

export class Desk {
  path = location.pathname;
  onLeft = () => {};

  constructor(form) {
    this.form = form;
    this.use(this.draft);
  }

  get files() {
    return this.form.dataset.files;
  }

  // Signed by the server; empty on a page that was opened offline.
  get draft() {
    return this.form.dataset.draft;
  }

  // While this page is open, no other one offers to go on with its draft.
  use(draft) {
    this.form.dataset.draft = this.form.elements.draft.value = draft;
    if (draft && navigator.locks) alone(`draft ${draft}`, () => new Promise(() => {}));
  }

  async renew() {
    const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    const draft = answer?.ok && /data-draft="([^"]+)"/.exec(await answer.text())?.[1];
    if (!draft) throw { status: 0 }; // like any lost question
    this.use(this.draft || draft);
    return this.draft;
  }

  leave() {
    this.use("");
    this.onLeft();
  }

  get answers() {
    const said = [...new FormData(this.form)].filter(([name]) => !NOT_KEPT.includes(name));
    return said.filter(([, value]) => typeof value === "string");
  }
}
