"""The log of decisions as organisers read it: filtered, newest first, and whole for a download."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from gallery.db import db
from gallery.journey.care import begin_of
from gallery.models import Account, Decision, DecisionCut, Photo

PAGE = 50  # decisions
AT_ONCE = 500  # rows in memory
NOBODY = 0  # its sender, a visitor, or the gallery itself


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None is anything."""

    day: date | None = None
    edition_id: int | None = None
    act: str | None = None
    account_id: int | None = None
    photo_id: int | None = None


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


def read_all() -> Iterator[Line]:
    """Yield the whole chain in its order, on a connection of its own, some rows at a time."""
    cuts = [
        Line(cut.first, cut.last, cut.at, None, None, None, cut.why, None, cut.counts,
             cut.previous, cut.hash)
        for cut in db.session.scalars(select(DecisionCut).order_by(DecisionCut.first))
    ]  # fmt: skip
    for line in _read_decisions():
        while cuts and cuts[0].number < line.number:
            yield cuts.pop(0)
        yield line
    yield from cuts


def _read_decisions() -> Iterator[Line]:
    """Yield the decisions in their order."""
    wanted = select(
        Decision.number, Decision.number, Decision.at, Decision.photo_id, Decision.account_id,
        Account.name, Decision.act, Decision.reason, Decision.details, Decision.previous,
        Decision.hash,
    )  # fmt: skip
    wanted = wanted.outerjoin(Account, Account.id == Decision.account_id)
    wanted = wanted.where(Decision.number.is_not(None)).order_by(Decision.number)
    with db.engine.connect() as here:
        for row in here.execute(wanted.execution_options(yield_per=AT_ONCE)):
            yield Line(*row)


def _filter(found: Select[Decision], wanted: Wanted) -> Select[Decision]:
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
