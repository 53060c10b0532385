"""Why photos are not published: which reasons moderators choose from, and in which words."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey import reasons
from gallery.journey.reasons import CANNED, Words
from gallery.models import Mend, Reason
from gallery.web import say
from gallery.web.current import tools
from gallery.web.languages import name_of
from gallery.web.office.door import not_kept, noted, pages
from gallery.web.reasons import MENDS, our_words, words_of
from gallery.web.voice import speaking

NEW = "new"  # in the place of a key
SHORT, KIND = 80, 500  # characters at most


@dataclass(frozen=True)
class ReasonRow:
    """A reason in the list."""

    key: str
    digit: int | None  # none while it is hidden
    short: str
    kind: str
    mend: str
    is_first: bool


@dataclass(frozen=True)
class Spoken:
    """The words in a language: as organisers wrote them, and ours beside them."""

    code: str
    name: str
    short: str
    kind: str
    our_short: str
    our_kind: str


@pages.get("/reasons/")
def reason_list() -> str:
    """List the reasons, in the order of their digits."""
    return _show()


@pages.post("/reasons/")
def order_reasons() -> ResponseReturnValue:
    """Hide a reason, show it again, or move it up."""
    said = request.form
    try:
        with unit_of_work(tools().queue.send):
            if "hide" in said:
                reasons.hide_reason(said["hide"])
            if "show" in said:
                reasons.show_reason(said["show"])
            if "up" in said:
                reasons.move_up(said["up"])
            for key in said.keys() & {"hide", "show", "up"}:
                noted("reason", reason=said[key])
    except BadInput as mistake:
        return _show(error=say.sentence(mistake)), 400
    return redirect(url_for("office.reason_list"))


@pages.get("/reasons/<key>/")
def reason(key: str) -> str:
    """Show the words of a reason in every language, or empty fields for a new one."""
    return _show_words(key, _words_now(key))


@pages.post("/reasons/<key>/")
def keep_reason(key: str) -> ResponseReturnValue:
    """Keep the words, for what is rejected from now on."""
    words = _words_said(key)
    try:
        with unit_of_work(tools().queue.send):
            if key == NEW:
                key = reasons.add_reason(words).key
            else:
                reasons.change_reason(key, words)
            noted("reason", reason=key)
    except BadInput as mistake:
        error = say.sentence(mistake) if mistake.key != "please-fill-in" else not_kept()
        return _show_words(key, words, error=error), 400
    flash(_("This reason is kept. What was rejected before keeps the words of its day."))
    return redirect(url_for("office.reason_list"))


def _words_now(key: str) -> Words:
    """Return what organisers wrote; raise NotHere for what is no reason."""
    if key == NEW:
        return Words(Mend.AGAIN, {})
    row = reasons.get_reason(key)
    return Words(reasons.mend_of(key, row.wording), row.wording.texts if row.wording else {})


def _words_said(key: str) -> Words:
    """Return what the form says, each on one line; languages without words are left out."""
    mend = request.form.get("mend", "")
    texts = {
        code: [_line(f"short-{code}", SHORT), _line(f"kind-{code}", KIND)] for code in spoken()
    }
    now = _words_now(key).mend
    said = Mend(mend) if mend in set(Mend) else now
    return Words(said, {code: both for code, both in texts.items() if any(both)})


def _line(name: str, longest: int) -> str:
    """Return a text of the form on one line, no longer than there is room for."""
    return " ".join(request.form.get(name, "").split())[:longest]


def spoken() -> tuple[str, ...]:
    """Return the languages of the pages."""
    return tools().settings.spoken


def _show(*, error: str = "") -> str:
    """Show the list."""
    rows = reasons.all_reasons()
    shown = [row for row in rows if not row.is_hidden]
    return render_template(
        "office/reasons.html",
        shown=[_row(row, digit) for digit, row in enumerate(shown, start=1)],
        hidden=[_row(row, None) for row in rows if row.is_hidden],
        error=error,
    )


def _row(row: Reason, digit: int | None) -> ReasonRow:
    """Show a reason in a line."""
    short, kind = words_of(row.key, row.wording)
    mend = reasons.mend_of(row.key, row.wording)
    return ReasonRow(row.key, digit, short, kind, str(MENDS[mend]), is_first=digit == 1)


def _show_words(key: str, words: Words, *, error: str = "") -> str:
    """Show the form."""
    return render_template(
        "office/reason.html",
        name=_("Add a reason") if key == NEW else words_of(key, reasons.get_reason(key).wording)[0],
        languages=[_spoken(key, code, words) for code in spoken()],
        mends=[(mend.value, str(said)) for mend, said in MENDS.items()],
        mend=words.mend.value,
        error=error,
    )


def _spoken(key: str, code: str, words: Words) -> Spoken:
    """Show the words in a language."""
    short, kind = words.texts.get(code, ["", ""])
    with speaking(code):
        ours = our_words(key) if key in CANNED else ("", "")
    return Spoken(code, name_of(code), short, kind, *ours)
