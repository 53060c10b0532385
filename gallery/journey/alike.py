"""Photos that look alike: a burst is one decision, and what was decided before is remembered.

Likenesses are masked with a key, which leaves their distances as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from gallery.db import db, lock_rows
from gallery.errors import BadInput
from gallery.images.likeness import ALIKE, SAME, distance
from gallery.journey import review
from gallery.journey.review import Act
from gallery.journey.sheets import OPEN, with_beside
from gallery.models import Account, Photo, Stage, Submission
from gallery.scope import within
from gallery.toolbox import Toolbox

#: What somebody has decided about a photo, and what may be told of one that looks like it.
DECIDED = (Stage.APPROVED, Stage.PUBLISHED, Stage.HIDDEN, Stage.REJECTED)
MOST_ALIKE = 20  # in a group; a burst is shorter


@dataclass(frozen=True)
class Looked:
    """A photo of a group, on the version that was looked at."""

    photo: Photo
    version: int


def is_alike(one: str | None, other: str | None, *, within: int = ALIKE) -> bool:
    """Whether two likenesses are so near to each other; of nothing nothing is alike."""
    if one is None or other is None:
        return False
    return distance(int(one, 16), int(other, 16)) <= within


def count_alike(photos: Iterable[Photo]) -> dict[int, int]:
    """Return how many of these photos look like each of them, itself counted: 1 is alone."""
    known = [(each.id, each.likeness) for each in photos]
    return {
        number: 1 + sum(is_alike(likeness, other) for at, other in known if at != number)
        for number, likeness in known
    }


def find_group(photo: Photo, *, by: Account) -> list[Photo]:
    """Return a photo and what looks like it and is open, of its submission or its city.

    The one that is likely the best comes first.
    """
    near = _near(photo).where(Photo.stage.in_(OPEN), within(by))
    numbers = [number for number, its in db.session.execute(near) if is_alike(its, photo.likeness)]
    wanted = with_beside(select(Photo).join(Photo.submission)).where(
        or_(Photo.id.in_(numbers), and_(Photo.id == photo.id, Photo.stage.in_(OPEN)))
    )
    return sorted(db.session.scalars(wanted), key=_worth, reverse=True)[:MOST_ALIKE]


def count_group(photo: Photo, *, by: Account) -> int:
    """Count the photos of a group, itself counted: 1 is alone."""
    if photo.likeness is None:
        return 1
    near, own = _near(photo).where(Photo.stage.in_(OPEN), within(by)), int(photo.likeness, 16)
    others = db.session.scalars(near.with_only_columns(Photo.likeness))
    return 1 + sum(distance(own, int(its or "", 16)) <= ALIKE for its in others)


def find_decided(photo: Photo) -> Photo | None:
    """Return the same picture that was decided before, as another file: the latest of them."""
    decided = (Photo.stage.in_(DECIDED), Photo.apart.is_(None), Photo.id < photo.id)
    near = _near(photo).where(*decided)
    near = near.where(
        Photo.file_hash != photo.file_hash,
        or_(Photo.same_as_id.is_(None), Photo.same_as_id != photo.id),  # its own duplicates
        _shares_a_part(photo.likeness or ""),
    ).order_by(Photo.id.desc())
    same = (
        number
        for number, its in db.session.execute(near)
        if is_alike(its, photo.likeness, within=SAME)
    )
    number = next(same, None)
    return db.session.get(Photo, number) if number is not None else None


def keep_best(best: Looked, others: Sequence[Looked], *, by: Account, tools: Toolbox) -> None:
    """Turn the others of a group down as duplicates of the best one, all or none of them.

    Raises Conflict when one of them was decided meanwhile.
    """
    if any(each.photo.id == best.photo.id for each in others):
        raise BadInput(field="best")
    lock_rows(each.photo for each in (best, *others))
    review.check_version(best.photo, Act(by, best.version))
    for each in others:
        act = Act(by, each.version)
        review.reject(each.photo, act, reason="duplicate", tools=tools)
        each.photo.same_as_id = best.photo.id


def _near(photo: Photo) -> Select[int, str | None]:
    """Select number and likeness of the other photos near a photo, of sent submissions."""
    same = Photo.submission_id == photo.submission_id
    is_near = or_(same, Photo.city_id == photo.city_id) if photo.city_id else same
    return (
        select(Photo.id, Photo.likeness)
        .join(Photo.submission)
        .where(Photo.id != photo.id, Photo.likeness.is_not(None), is_near)
        .where(Submission.sent_at.is_not(None))
    )


def _shares_a_part(likeness: str) -> ColumnElement[bool]:
    """Choose what may be the same picture, so that few of a city's photos have to be compared.

    Hashes that differ in up to SAME bits agree in some of eight pairs of digits.
    """
    parts = range(0, len(likeness), 2)
    return or_(*(func.substr(Photo.likeness, at + 1, 2) == likeness[at : at + 2] for at in parts))


def _worth(photo: Photo) -> tuple[int, int, int]:
    """Return by what the best of a burst is suggested: its pixels, then its bytes.

    Of two pictures of one size and scene the sharper one takes more bytes.
    """
    return photo.width * photo.height, photo.size, -photo.id
