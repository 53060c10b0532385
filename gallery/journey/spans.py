"""Between which days the photos of a year lie: who looks for that year need not look elsewhere."""

import re
from datetime import date

from sqlalchemy import func, select

from gallery.db import db, read_once
from gallery.journey.indexing import first_place
from gallery.models import Edition, Photo, Stage

#: Between these lies every place there can be.
EVERYWHEN = (-1, (1 << 63) - 1)
_TIME = re.compile(r"[ye](?P<year>[0-9]{4})(?P<month>[0-9]{2})?")
_DAY = 1  # an ordinal more


def span_of_token(token: str) -> tuple[int, int]:
    """Return what lies just before and just after all places of a token: of times only."""
    time = _TIME.fullmatch(token)
    if time is None:
        return EVERYWHEN
    span: tuple[int, int] = read_once(f"span of {token}", lambda: _span(time))
    return span


def _span(time: re.Match[str]) -> tuple[int, int]:
    """Return the span of a year, or of one of its months."""
    wanted = select(Edition).where(Edition.year == int(time["year"]))
    if time["month"]:
        wanted = wanted.where(Edition.month == int(time["month"]))
    days = [day for edition in db.session.scalars(wanted) for day in _days(edition)]
    if not days:
        return EVERYWHEN
    return first_place(min(days)) - 1, first_place(date.fromordinal(max(days).toordinal() + _DAY))


def _days(edition: Edition) -> list[date]:
    """Return the first and the last day of an edition's photos: cameras are sometimes wrong."""
    own = select(func.min(Photo.day), func.max(Photo.day)).where(
        Photo.stage == Stage.PUBLISHED, Photo.edition_id == edition.id
    )
    return [edition.day, *(day for day in db.session.execute(own).one() if day is not None)]
