"""The log of decisions as organisers read it: filtered, newest first, or as a table to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from gallery.db import db
from gallery.journey.audit import DOWNLOAD, NO_PHOTO, note
from gallery.journey.care import begin_of
from gallery.models import Account, Decision, DecisionCut, Photo
from gallery.toolbox import Toolbox

PAGE = 50  # decisions
AT_ONCE = 500  # rows in memory
NOBODY = 0  # its sender, a visitor, or the gallery itself
Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None is anything."""

    day: date | None = None
    edition_id: int | None = None
    act: str | None = None
    account_id: int | None = None
    photo_id: int | None = None

    def said(self) -> dict[str, str | int]:
        """Return what is looked for by the names that addresses and the log have for it."""
        named = {
            "day": self.day.isoformat() if self.day else None,
            "edition": self.edition_id,
            "act": self.act,
            "person": self.account_id,
            "photo": self.photo_id,
        }
        return {name: value for name, value in named.items() if value is not None}


class Line(NamedTuple):
    """A link of the chain: a decision, or what stands for some that were dropped."""

    number: int
    last: int
    at: datetime
    photo_id: int | None
    account_id: int | None
    name: str | None
    act: str
    reason: str | None
    details: object
    previous: str | None
    hash: str | None


def list_decisions(wanted: Wanted, *, before: int | None = None) -> list[Decision]:
    """Return a page of decisions, the newest first, and one more where there is another page."""
    found = _filter(select(Decision).options(selectinload(Decision.account)), wanted)
    if before is not None:
        found = found.where(Decision.number < before)
    return list(db.session.scalars(found.order_by(Decision.number.desc()).limit(PAGE + 1)))


def count_decisions() -> int:
    """Count all decisions."""
    return db.session.scalar(select(func.count(Decision.id))) or 0


def list_acts() -> list[str]:
    """Return every act that is in the log."""
    return list(db.session.scalars(select(Decision.act).distinct().order_by(Decision.act)))


def find_photos(decisions: list[Decision]) -> dict[int, Photo]:
    """Return the photos of decisions, by their numbers; some are no more."""
    numbers = {each.photo_id for each in decisions}
    return {row.id: row for row in db.session.scalars(select(Photo).where(Photo.id.in_(numbers)))}


def note_download(wanted: Wanted, *, by: Account, tools: Toolbox) -> int:
    """Write down who takes which lines away, and how many; return the number they end with."""
    until = db.session.scalar(select(func.max(Decision.number))) or 0
    lines = _count(wanted, until=until)
    details = {"lines": lines, "wanted": wanted.said()}
    note(NO_PHOTO, DOWNLOAD, at=tools.now(), tools=tools, by=by, details=details)
    return until


def read_table(wanted: Wanted, *, until: int) -> Iterator[Line]:
    """Yield what is wanted of the chain in its order, on a connection of its own.

    Some rows at a time. What was dropped belongs to the whole log only.
    """
    cuts = [
        Line(cut.first, cut.last, cut.at, None, None, None, cut.why, None, cut.counts,
             cut.previous, cut.hash)
        for cut in _find_cuts(wanted)
    ]  # fmt: skip
    for line in _read_decisions(wanted, until=until):
        while cuts and cuts[0].number < line.number:
            yield cuts.pop(0)
        yield line
    yield from cuts


def _count(wanted: Wanted, *, until: int) -> int:
    """Count the lines of a table."""
    numbers = _filter(select(Decision.number), wanted).where(Decision.number <= until)
    here = db.session.scalar(select(func.count()).select_from(numbers.subquery())) or 0
    return here + len(_find_cuts(wanted))


def _find_cuts(wanted: Wanted) -> list[DecisionCut]:
    """Return what stands for dropped decisions, where everything is wanted."""
    if wanted.said():
        return []
    return list(db.session.scalars(select(DecisionCut).order_by(DecisionCut.first)))


def _read_decisions(wanted: Wanted, *, until: int) -> Iterator[Line]:
    """Yield the decisions in their order."""
    found = select(
        Decision.number, Decision.number, Decision.at, Decision.photo_id, Decision.account_id,
        Account.name, Decision.act, Decision.reason, Decision.details, Decision.previous,
        Decision.hash,
    )  # fmt: skip
    found = found.outerjoin(Account, Account.id == Decision.account_id)
    found = _filter(found, wanted).where(Decision.number <= until).order_by(Decision.number)
    with db.engine.connect() as here:
        for row in here.execute(found.execution_options(yield_per=AT_ONCE)):
            yield Line(*row)


def _filter(found: Select[Row], wanted: Wanted) -> Select[Row]:
    """Keep to what is wanted."""
    found = found.where(Decision.number.is_not(None))
    if wanted.day:
        morning = begin_of(wanted.day)
        found = found.where(Decision.at >= morning, Decision.at < morning + timedelta(days=1))
    if wanted.edition_id is not None:
        photos = select(Photo.id).where(Photo.edition_id == wanted.edition_id)
        found = found.where(Decision.photo_id.in_(photos))
    if wanted.act:
        found = found.where(Decision.act == wanted.act)
    if wanted.account_id is not None:
        found = found.where(Decision.account_id == (wanted.account_id or None))
    if wanted.photo_id is not None:
        found = found.where(Decision.photo_id == wanted.photo_id)
    return found
