"""Photos that look alike: a burst is one decision, and what was decided before is remembered.

Likenesses are masked with a key, which leaves their distances as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Select, and_, literal_column, or_, select, union

from gallery.db import db, lock_rows
from gallery.errors import BadInput
from gallery.images.likeness import ALIKE, SAME, distance
from gallery.journey import review
from gallery.journey.review import Act
from gallery.journey.sheets import OPEN, with_beside
from gallery.models import Account, Photo, Stage, Submission
from gallery.models.photo import LIKENESS_PARTS
from gallery.scope import within
from gallery.toolbox import Toolbox

#: What somebody has decided about a photo, and what may be told of one that looks like it.
DECIDED = (Stage.APPROVED, Stage.PUBLISHED, Stage.HIDDEN, Stage.REJECTED)
MOST_ALIKE = 20  # in a group; a burst is shorter
#: A burst comes together: of a city so many photos before and after are compared, not all.
BURST = 200


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
    near = _choose(photo, _beside(photo)).where(Photo.stage.in_(OPEN), within(by))
    numbers = [number for number, its in db.session.execute(near) if is_alike(its, photo.likeness)]
    wanted = with_beside(select(Photo).join(Photo.submission)).where(
        or_(Photo.id.in_(numbers), and_(Photo.id == photo.id, Photo.stage.in_(OPEN)))
    )
    return sorted(db.session.scalars(wanted), key=_worth, reverse=True)[:MOST_ALIKE]


def count_group(photo: Photo, *, by: Account) -> int:
    """Count the photos of a group, itself counted: 1 is alone."""
    if photo.likeness is None:
        return 1
    near = _choose(photo, _beside(photo)).where(Photo.stage.in_(OPEN), within(by))
    own = int(photo.likeness, 16)
    others = db.session.scalars(near.with_only_columns(Photo.likeness))
    return 1 + sum(distance(own, int(its or "", 16)) <= ALIKE for its in others)


def find_decided(photo: Photo) -> Photo | None:
    """Return the same picture that was decided before, as another file: the latest of them."""
    decided = (Photo.stage.in_(DECIDED), Photo.apart.is_(None), Photo.id < photo.id)
    near = _choose(photo, _maybe_same(photo)).where(*decided)
    near = near.where(
        Photo.file_hash != photo.file_hash,
        or_(Photo.same_as_id.is_(None), Photo.same_as_id != photo.id),  # its own duplicates
    ).order_by(Photo.id.desc())
    same = (
        number
        for number, its in db.session.execute(near)
        if is_alike(its, photo.likeness, within=SAME)
    )
    number = next(same, None)
    return db.session.get(Photo, number) if number is not None else None


def keep_best(
    best: Looked, others: Sequence[Looked], *, of: Photo, by: Account, tools: Toolbox
) -> None:
    """Turn the others of the group ``of`` a photo down as duplicates of the best one, or none.

    Raises Conflict when one of them was decided meanwhile, BadInput for photos that are no group:
    what does not look alike is turned down as any other, and of many a second person decides.
    """
    group = [best.photo, *(each.photo for each in others)]
    are_alike = all(each is of or is_alike(each.likeness, of.likeness) for each in group)
    if not are_alike or len(group) > MOST_ALIKE or best.photo in group[1:]:
        raise BadInput(field="best")
    lock_rows(each.photo for each in (best, *others))
    review.check_version(best.photo, Act(by, best.version))
    for each in others:
        act = Act(by, each.version)
        review.reject(each.photo, act, reason="duplicate", tools=tools)
        each.photo.same_as_id = best.photo.id


def _choose(photo: Photo, numbers: CompoundSelect[int]) -> Select[int, str | None]:
    """Select number and likeness of the others among some photos, of sent submissions.

    Joined, not "in" them: else SQLite may read all photos of a stage first.
    """
    some = numbers.subquery()
    return (
        select(Photo.id, Photo.likeness)
        .join(some, some.c.id == Photo.id)
        .join(Photo.submission)
        .where(Photo.id != photo.id, Photo.likeness.is_not(None))
        .where(Submission.sent_at.is_not(None))
    )


def _beside(photo: Photo) -> CompoundSelect[int]:
    """Select the photos of its submission, and the open ones just before and after in its city."""
    here = [_of_submission(photo)]
    for stage in OPEN if photo.city_id else ():
        of_city = select(Photo.id).where(Photo.city_id == photo.city_id, Photo.stage == stage)
        before = of_city.where(Photo.id < photo.id).order_by(Photo.id.desc())
        after = of_city.where(Photo.id > photo.id).order_by(Photo.id)
        here += [select(each.limit(BURST).subquery().c.id) for each in (before, after)]
    return union(*here)


def _maybe_same(photo: Photo) -> CompoundSelect[int]:
    """Select the photos of its submission, and those of its city that may be the same picture.

    Hashes that differ in up to SAME bits agree in one of their parts, but for a single bit.
    """
    here = [_of_submission(photo)]
    for first, part in LIKENESS_PARTS if photo.city_id else ():
        nearly = list(_nearly((photo.likeness or "")[first - 1 : first + 3]))
        of_city = select(Photo.id).where(Photo.city_id == photo.city_id)
        here.append(of_city.where(literal_column(part).in_(nearly)))
    return union(*here)


def _of_submission(photo: Photo) -> Select[int]:
    """Select the photos that were sent together."""
    return select(Photo.id).where(Photo.submission_id == photo.submission_id)


def _nearly(part: str) -> Iterator[str]:
    """Yield hexadecimal digits, and all that differ from them in one bit."""
    yield part
    for bit in range(4 * len(part)):
        yield f"{int(part or '0', 16) ^ 1 << bit:0{len(part)}x}"


def _worth(photo: Photo) -> tuple[int, int, int]:
    """Return by what the best of a burst is suggested: its pixels, then its bytes.

    Of two pictures of one size and scene the sharper one takes more bytes.
    """
    return photo.width * photo.height, photo.size, -photo.id
