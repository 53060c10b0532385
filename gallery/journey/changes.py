"""What was published and what was removed, in its order, for programs that follow our galleries.

Of each photo only its last change is known, and for a month only. Of a removed one nothing is told
but its public id: a tombstone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from gallery.db import change_rows, db
from gallery.errors import Gone
from gallery.journey.announcing import is_told
from gallery.journey.visit import SHOWN
from gallery.models import Change, Photo, Stage

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Event:
    """A photo that was published; or, without one, that what had this public id was removed."""

    number: int
    public_id: str
    photo: Photo | None
    day: date | None  # None: today


def note_change(photo_id: int, *, is_removed: bool) -> None:
    """Write down what happened to a photo, in the same unit of work, while the tallies are locked:
    so changes have their numbers in the order in which they are committed.
    """
    db.session.execute(delete(Change).where(Change.photo_id == photo_id))
    db.session.execute(insert(Change).values(photo_id=photo_id, is_removed=is_removed))


def list_changes(*, after: int | None, limit: int, today: date) -> tuple[list[Event], int | None]:
    """Return what happened after a number, the oldest first, and the number to go on after.

    Raises Gone for a number so old that something after it is forgotten, or that we never gave.
    """
    if after is not None:
        _require_known(after)
    wanted = _changes().where(Change.id > (after or 0)).order_by(Change.id).limit(limit)
    rows = db.session.execute(wanted).all()
    return _events(rows, today), rows[-1].id if rows else after


def newest_changes(*, limit: int, today: date) -> list[Event]:
    """Return what happened last, the newest first."""
    rows = db.session.execute(_changes().order_by(Change.id.desc()).limit(limit)).all()
    return _events(rows, today)


def date_changes(today: date) -> None:
    """Write down on which day changes were first seen; the sweeper comes every minute."""
    db.session.execute(
        update(Change).where(Change.day.is_(None), Change.photo_id.is_not(None)).values(day=today)
    )


def forget_old_changes(today: date) -> int:
    """Forget what is older than a month; return how many. The last of it stays as a mark."""
    old = db.session.scalar(select(func.max(Change.id)).where(Change.day < today - KEPT))
    if old is None:
        return 0
    db.session.execute(update(Change).where(Change.id == old).values(photo_id=None, day=None))
    return change_rows(delete(Change).where(Change.id < old))


def _changes() -> Select[int, bool, date | None, int | None, str]:
    """Choose changes with the public ids of their photos."""
    named = (Change.id, Change.is_removed, Change.day, Change.photo_id, Photo.public_id)
    return select(*named).join(Photo, Photo.id == Change.photo_id)


def _events(rows: Sequence[Row[*tuple[Any, ...]]], today: date) -> list[Event]:
    """Return what may be told of some changes; of published photos only what is published still."""
    published = [row.photo_id for row in rows if not row.is_removed]
    wanted = select(Photo).where(Photo.id.in_(published), Photo.stage == Stage.PUBLISHED)
    photos = {photo.id: photo for photo in db.session.scalars(wanted.options(*SHOWN))}
    told = {number for number, photo in photos.items() if is_told(photo, today)}
    return [
        Event(row.id, row.public_id, None if row.is_removed else photos[row.photo_id], row.day)
        for row in rows
        if row.is_removed or row.photo_id in told
    ]


def _require_known(after: int) -> None:
    """Raise Gone where nobody can say what happened after a number."""
    forgotten = select(func.max(Change.id)).where(Change.photo_id.is_(None))
    newest = db.session.scalar(select(func.max(Change.id))) or 0
    if not (db.session.scalar(forgotten) or 0) <= after <= newest:
        raise Gone("changes-forgotten")
