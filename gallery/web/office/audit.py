"""The log of decisions: who did what to which photo, and all of it as a table to keep."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import accounts, campaigns, leaving
from gallery.db import unit_of_work
from gallery.journey import dropping, logbook
from gallery.journey.audit import DOWNLOAD
from gallery.journey.logbook import NOBODY, PAGE, Line, Wanted
from gallery.models import Decision, Photo
from gallery.scope import may_see
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools, write_moment
from gallery.web.office.acts import ACTS, act_words, who_words, why_words
from gallery.web.office.changes import about
from gallery.web.office.door import me, pages
from gallery.web.present.names import day_name, edition_name

COLUMNS = (
    "number", "last_number", "at", "photo", "account", "name", "act", "reason", "details",
    "previous", "hash",
)  # fmt: skip
#: A spreadsheet would take what begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_DIGITS = 18  # of a number that a database takes


@dataclass(frozen=True)
class ActRow:
    """A decision, in words."""

    number: int
    what: str
    why: str
    who: str
    when: str
    photo: int  # 0: it was done to no photo
    about: str  # whom or what it was done to, where not to a photo
    acts_url: str  # all acts on this photo, what was taken of the log, or what it is about
    photo_url: str  # empty where it cannot be looked at


@pages.get("/audit/")
def audit() -> str:
    """Show the log, the newest first."""
    wanted = _wanted()
    found = logbook.list_decisions(wanted, before=_number("before"))
    photos = logbook.find_photos(found)
    rows = [_row(each, photos.get(each.photo_id)) for each in found[:PAGE]]
    return render_template(
        "office/audit.html",
        rows=rows,
        wanted=wanted,
        is_whole=not wanted.said(),
        keep_url=url_for("office.audit_table", **wanted.said()),  # type: ignore[arg-type]
        older=_older(rows[-1].number) if len(found) > PAGE else "",
        total=logbook.count_decisions(),
        years=_years(),
        acts=sorted(((act, act_words(act)) for act in ACTS), key=lambda each: each[1].casefold()),
        people=[(NOBODY, _("Without an account")), *_people()],
        editions=[(each.id, edition_name(each)) for each in campaigns.all_editions()],
    )


@pages.post("/audit/log.csv")
@only_when_sure()
def audit_table() -> ResponseReturnValue:
    """Send what is looked for as a table (RFC 4180), line by line: nothing waits in memory.

    That it is taken away stands in the log first.
    """
    wanted, name = _wanted(), f"decisions-{tools().now():%Y-%m-%d}.csv"
    with unit_of_work():
        until = logbook.note_download(wanted, by=me(), tools=tools())
    table = stream_with_context(_table(wanted, until=until))
    answer = Response(table, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _wanted() -> Wanted:
    """Read what is looked for; what makes no sense looks for nothing in particular."""
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        day = None
    return Wanted(
        day=day,
        edition_id=_number("edition"),
        act=_known(request.args.get("act", "")),
        account_id=_number("person"),
        photo_id=_number("photo"),
    )


def _known(act: str) -> str | None:
    """Return an act that there is."""
    return act if act in ACTS else None


def _number(name: str) -> int | None:
    """Read a number from the address."""
    said = request.args.get(name, "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else None


def _row(decision: Decision, photo: Photo | None) -> ActRow:
    """Write a decision in words; of what senders do only the day is known."""
    is_seen = photo is not None and photo.submission.is_sent and may_see(photo, me())
    is_here = photo is not None and is_seen and photo.preview_key is not None
    return ActRow(
        number=decision.number or 0,
        what=act_words(decision.act),
        why=why_words(decision),
        who=who_words(decision),
        when=write_moment(decision.at) if decision.account else day_name(decision.at.date()),
        photo=decision.photo_id,
        about=_about(decision),
        acts_url=_acts_url(decision),
        photo_url=url_for("review.photo", public_id=photo.public_id) if photo and is_here else "",
    )


def _acts_url(decision: Decision) -> str:
    """Return the address of all acts on a photo, of what was taken of the log, or of a subject."""
    if decision.photo_id:
        return url_for("office.audit", photo=decision.photo_id)
    if decision.act == DOWNLOAD:
        return url_for("office.audit", **decision.details["wanted"])
    return about(decision)[1]


def _about(decision: Decision) -> str:
    """Name what an act on no photo was about."""
    if decision.photo_id:
        return ""
    return str(_("Show these lines")) if decision.act == DOWNLOAD else about(decision)[0]


def _older(number: int) -> str:
    """Return the address of the page after this one."""
    said = {name: value for name, value in request.args.items() if value and name != "before"}
    return url_for("office.audit", **said, before=number)  # type: ignore[arg-type]


def _people() -> Iterator[tuple[int, str]]:
    """Yield who works or worked here; of who was erased the number."""
    for account in accounts.all_accounts():
        yield account.id, account.name
    for number in leaving.list_erased():
        yield number, _("Account %(number)s", number=number)


def _years() -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Return how often what was done in years whose decisions were dropped."""
    years: dict[str, Counter[str]] = dropping.count_dropped()
    return [
        (year, acts.total(), [(act_words(act), count) for act, count in acts.most_common()])
        for year, acts in sorted(years.items(), reverse=True)
    ]


def _table(wanted: Wanted, *, until: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield _line(COLUMNS)
    for each in logbook.read_table(wanted, until=until):
        yield _line(_fields(each))


def _fields(line: Line) -> tuple[object, ...]:
    """Return the fields of a line; the moment in UTC."""
    at = line.at.replace(tzinfo=UTC) if line.at.tzinfo is None else line.at.astimezone(UTC)
    details = json.dumps(line.details, ensure_ascii=False, sort_keys=True)
    return (
        line.number, line.last, at.isoformat(timespec="seconds"), line.photo_id, line.account_id,
        line.name, line.act, line.reason, details, line.previous, line.hash,
    )  # fmt: skip


def _line(fields: tuple[object, ...]) -> str:
    """Write one line; no field is a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_harmless(each) for each in fields])
    return text.getvalue()


def _harmless(field: object) -> object:
    """Put an apostrophe before what a spreadsheet would calculate."""
    return f"'{field}" if isinstance(field, str) and field.startswith(FORMULA) else field
