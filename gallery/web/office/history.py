"""What the campaign tells of itself: a line for each year, and who stands by it, in their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from gallery import campaigns, history
from gallery.db import unit_of_work
from gallery.errors import BadInput, DarkRoomKilled, GalleryError, NotHere
from gallery.history import NewMilestone, NewSupporter
from gallery.images.renditions import Rendition
from gallery.models import Milestone, Supporter, SupporterKind
from gallery.web import say
from gallery.web.current import tools
from gallery.web.languages import name_of
from gallery.web.office.door import not_kept, noted, pages
from gallery.web.present.history import logo_of, words_of
from gallery.web.present.names import edition_name

NEW = "new"  # in the place of a number
LONGEST, QUOTE, LINE, ADDRESS = 1000, 600, 120, 200  # characters at most
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Line:
    """A line of a list: ``name`` and what it says; ``key`` is what moves."""

    key: str
    url: str
    name: str
    words: str
    is_first: bool


@dataclass(frozen=True)
class Spoken:
    """A text in a language."""

    code: str
    name: str
    text: str


@pages.get("/history/")
def history_list() -> str:
    """List the history, and who stands by the campaign."""
    return render_template(
        "office/history.html",
        milestones=_milestone_lines(),
        lists=[(kind.value, words, _lines(kind)) for kind, words in _kinds().items()],
        moved=request.args.get("moved", ""),
    )


@pages.post("/history/")
def order_history() -> ResponseReturnValue:
    """Move something up; the page comes back with its button under the fingers."""
    what, _dash, number = request.form.get("up", "").partition("-")
    moves: dict[str, Callable[[int], Milestone | Supporter]]
    moves = {"year": history.move_milestone_up, "name": history.move_supporter_up}
    if what not in moves:
        raise NotHere
    with unit_of_work(tools().queue.send):
        row = moves[what](_number(number))
        noted("history", **_which(row))
    return redirect(url_for("office.history_list", moved=f"{what}-{number}", _anchor=what))


@pages.get("/history/years/<which>/")
def milestone(which: str) -> str:
    """Show what is told of a year, or empty fields."""
    row = _milestone(which)
    said = {"year": row.year if row else "", "edition": row.edition_id if row else ""}
    return _show_milestone(row, said, row.texts if row else {})


@pages.post("/history/years/<which>/")
def keep_milestone(which: str) -> ResponseReturnValue:
    """Keep what is told of a year, or tell it no longer."""
    row = _milestone(which)
    if row and "remove" in request.form:
        return _removed(row)
    said, texts = {"year": _said("year", 4), "edition": _said("edition", 10)}, _texts(LONGEST)
    try:
        with unit_of_work(tools().queue.send):
            year = int(said["year"]) if said["year"].isdecimal() else 0
            editions = {str(each.id): each for each in campaigns.all_editions()}
            new = NewMilestone(year, texts, editions.get(said["edition"]))
            noted("history", **_which(history.keep_milestone(new, row)))
    except BadInput as mistake:
        return _show_milestone(row, said, texts, mistake=mistake), 400
    flash(_("This is kept."))
    return redirect(url_for("office.history_list"))


@pages.get("/history/names/<which>/")
def supporter(which: str) -> str:
    """Show somebody who stands by the campaign, or empty fields."""
    row = _supporter(which)
    names = ("name", "about", "site")
    said = {name: getattr(row, name) if row else "" for name in names}
    kind = row.kind.value if row else request.args.get("kind", "")
    return _show_supporter(row, {**said, "kind": kind}, row.texts if row else {})


@pages.post("/history/names/<which>/")
def keep_supporter(which: str) -> ResponseReturnValue:
    """Keep who stands by the campaign and a logo, drawn anew; or name them no longer."""
    row = _supporter(which)
    if row and "remove" in request.form:
        return _removed(row)
    said = {"name": _said("name", LINE), "about": _said("about", LINE),
            "site": _said("site", ADDRESS), "kind": _said("kind", 10)}  # fmt: skip
    texts = _texts(QUOTE)
    try:
        _require_address(said["site"])
        logo = _drawn(request.files.get("logo"))
        with unit_of_work(tools().queue.send):
            kept = history.keep_supporter(_new_supporter(said, texts), row)
            if logo or "no-logo" in request.form:
                history.hang_logo(kept, logo, tools=tools())
            noted("history", **_which(kept))
    except (BadInput, DarkRoomKilled) as mistake:
        return _show_supporter(row, said, texts, mistake=mistake), 400
    flash(_("This is kept."))
    return redirect(url_for("office.history_list"))


def _removed(row: Milestone | Supporter) -> ResponseReturnValue:
    """Take something away."""
    with unit_of_work(tools().queue.send):
        noted("history", **_which(row), gone=True)
        history.remove(row)
    flash(_("This is gone from the page."))
    return redirect(url_for("office.history_list"))


def _which(row: Milestone | Supporter) -> dict[str, int]:
    """Return what the log tells of something: its number, never its words."""
    if isinstance(row, Milestone):
        return {"milestone": row.id, "year": row.year}
    return {"supporter": row.id}


def _milestone(which: str) -> Milestone | None:
    """Return the milestone that is meant; None for a new one."""
    return None if which == NEW else history.find_milestone(_number(which))


def _supporter(which: str) -> Supporter | None:
    """Return the supporter that is meant; None for a new one."""
    return None if which == NEW else history.find_supporter(_number(which))


def _number(which: str) -> int:
    """Read a number of an address."""
    if not (which.isascii() and which.isdecimal()) or len(which) > 9:
        raise NotHere
    return int(which)


def _new_supporter(said: dict[str, str], texts: dict[str, str]) -> NewSupporter:
    """Return what was said."""
    kind = said["kind"] if said["kind"] in set(SupporterKind) else SupporterKind.PARTNER
    return NewSupporter(SupporterKind(kind), said["name"], said["about"], said["site"], texts)


def _require_address(site: str) -> None:
    """Raise BadInput for what is no address on the web."""
    if site and not (site.startswith(WEB) and " " not in site):
        raise BadInput("no-address")


def _drawn(file: FileStorage | None) -> Rendition | None:
    """Draw a logo that was sent."""
    data = file.read() if file else b""
    return history.draw_logo(data, tools=tools()) if data else None


def _said(name: str, longest: int) -> str:
    """Return a field on one line, no longer than there is room for."""
    return " ".join(request.form.get(name, "").split())[:longest]


def _texts(longest: int) -> dict[str, str]:
    """Return a text in each language that it was written in."""
    spoken = tools().settings.spoken
    said = {code: request.form.get(f"text-{code}", "").strip()[:longest] for code in spoken}
    return {code: "\n".join(text.splitlines()) for code, text in said.items() if text}


def _milestone_lines() -> list[Line]:
    """Return the history as it is listed."""
    rows = history.list_milestones()
    return [
        Line(
            f"year-{row.id}",
            url_for("office.milestone", which=row.id),
            str(row.year),
            words_of(row.texts).text,
            is_first=number == 0 or rows[number - 1].year != row.year,
        )
        for number, row in enumerate(rows)
    ]


def _lines(kind: SupporterKind) -> list[Line]:
    """Return one list of those who stand by the campaign."""
    return [
        Line(
            f"name-{row.id}",
            url_for("office.supporter", which=row.id),
            row.name,
            words_of(row.texts).text or row.about or row.site,
            is_first=number == 0,
        )
        for number, row in enumerate(history.list_supporters()[kind])
    ]


def _kinds() -> dict[SupporterKind, str]:
    """Name the lists."""
    return {
        SupporterKind.PATRON: _("Patrons"),
        SupporterKind.PARTNER: _("Partners"),
        SupporterKind.CAMPAIGN: _("Campaigns of others"),
    }


def _show_milestone(
    row: Milestone | None,
    said: Mapping[str, object],
    texts: dict[str, str],
    *,
    mistake: GalleryError | None = None,
) -> str:
    """Show the form of a year."""
    editions = [(each.id, edition_name(each)) for each in campaigns.all_editions()]
    return render_template(
        "office/milestone.html",
        name=str(row.year) if row else _("New year"),
        said=said,
        languages=_spoken(texts),
        editions=[("", _("None")), *editions],
        is_new=row is None,
        error=not_kept() if mistake else "",
        wrong=_wrong(mistake, needed="text"),
    )


def _show_supporter(
    row: Supporter | None,
    said: dict[str, str],
    texts: dict[str, str],
    *,
    mistake: GalleryError | None = None,
) -> str:
    """Show the form of who stands by the campaign."""
    return render_template(
        "office/supporter.html",
        name=row.name if row else _("New name"),
        said=said,
        languages=_spoken(texts),
        kinds=[(kind.value, words) for kind, words in _kinds().items()],
        logo=logo_of(row) if row else None,
        is_new=row is None,
        error=not_kept() if mistake else "",
        wrong=_wrong(mistake, needed="name"),
    )


def _wrong(mistake: GalleryError | None, *, needed: str) -> dict[str, str]:
    """Say what is wrong beside the field that it is about; ``needed`` is the one without which."""
    if mistake is None:
        return {}
    fields = {"no-year": "year", "no-address": "site", "please-fill-in": needed}
    if mistake.key in fields:
        return {fields[mistake.key]: say.sentence(mistake)}
    return {"logo": _("We cannot draw this. Send a JPEG, PNG or WebP of at least 64 pixels.")}


def _spoken(texts: dict[str, str]) -> list[Spoken]:
    """Return a text in every language of the site."""
    return [Spoken(code, name_of(code), texts.get(code, "")) for code in tools().settings.spoken]
