"""The queue of the moderators: what waits around the photo at hand, and how much there is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gallery.db import db
from gallery.journey.review import REVIEWABLE
from gallery.models import Photo, Stage, Submission

BEFORE, AFTER = 3, 10  # photos shown beside the one at hand


@dataclass(frozen=True)
class Around:
    """The neighbours of a photo in the queue, oldest first."""

    before: tuple[Photo, ...]
    after: tuple[Photo, ...]


def look_around(photo: Photo, *, stage: Stage) -> Around:
    """Return what waits (or is held) right before and after a photo of a sent submission."""
    sent, here = Submission.sent_at, photo.submission.sent_at
    earlier = or_(sent < here, and_(sent == here, Photo.id < photo.id))
    before = _queue(stage, earlier).order_by(sent.desc(), Photo.id.desc()).limit(BEFORE)
    return Around(tuple(db.session.scalars(before))[::-1], _after(photo, stage=stage, limit=AFTER))


def find_oldest(stage: Stage) -> Photo | None:
    """Return the photo that has waited longest in a stage."""
    oldest = _queue(stage).order_by(Submission.sent_at, Photo.id).limit(1)
    return db.session.scalars(oldest).one_or_none()


def find_next(photo: Photo, *, stage: Stage, sent_at: datetime | None = None) -> Photo | None:
    """Return the one after a photo in the queue; after the last one it begins again.

    ``sent_at`` is where it stood: a decision may have made its submission forget the hour.
    """
    after = _after(photo, stage=stage, limit=1, sent_at=sent_at)
    return next(iter(after), None) or find_oldest(stage)


def count_reviewable() -> dict[Stage, int]:
    """Count what can be reviewed by stage."""
    wanted = select(Photo.stage, func.count(Photo.id)).join(Submission).group_by(Photo.stage)
    wanted = wanted.where(Photo.stage.in_(REVIEWABLE), Submission.sent_at.is_not(None))
    counted = dict(db.session.execute(wanted).all())
    return {stage: counted.get(stage, 0) for stage in REVIEWABLE}


def _after(
    photo: Photo, *, stage: Stage, limit: int, sent_at: datetime | None = None
) -> tuple[Photo, ...]:
    """Return what comes after a photo in the queue."""
    sent, here = Submission.sent_at, sent_at or photo.submission.sent_at
    later = or_(sent > here, and_(sent == here, Photo.id > photo.id))
    return tuple(db.session.scalars(_queue(stage, later).order_by(sent, Photo.id).limit(limit)))


def _queue(stage: Stage, *where: ColumnElement[bool]) -> Select[Photo]:
    """Select photos of sent submissions in a stage, with what is shown beside them."""
    return (
        select(Photo)
        .join(Photo.submission)
        .where(Photo.stage == stage, Submission.sent_at.is_not(None), *where)
        .options(contains_eager(Photo.submission), joinedload(Photo.city))
    )
