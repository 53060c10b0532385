"""Contact sheets: which photos lie on them, of a city, an action, a link or a submission."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gallery.db import db
from gallery.models import Account, City, Edition, Photo, Stage, Submission
from gallery.scope import limit

Row = TypeVar("Row")

PHOTOS_A_SHEET = 60
#: Photos without an action day or a place at all.
UNPLACED = "unplaced"
OPEN = (Stage.WAITING, Stage.HELD)


@dataclass(frozen=True)
class Wanted:
    """Which photos: what waits, or what is held; of a submission both."""

    where: str = ""  # ``lt/vilnius``, ``lt`` or UNPLACED
    edition: str = ""  # its slug
    link: int | None = None  # its number
    beside: str = ""  # the public id of a photo: all of its submission
    is_held: bool = False


def find_sheet(wanted: Wanted, *, by: Account, sheet: int = 1) -> list[Photo]:
    """Return the photos of one sheet, oldest first; photos of a submission lie together."""
    return find_all(wanted, by=by, most=PHOTOS_A_SHEET, skip=(sheet - 1) * PHOTOS_A_SHEET)


def find_all(wanted: Wanted, *, by: Account, most: int, skip: int = 0) -> list[Photo]:
    """Return so many photos with what is shown beside them, oldest first."""
    found = with_beside(_select(select(Photo), wanted, by=by))
    order = (Submission.sent_at, Submission.id, Photo.id)
    return list(db.session.scalars(found.order_by(*order).offset(skip).limit(most)))


def count_photos(wanted: Wanted, *, by: Account) -> int:
    """Count what lies on all sheets together."""
    return db.session.scalar(_select(select(func.count(Photo.id)), wanted, by=by)) or 0


def find_names(wanted: Wanted) -> tuple[City | None, Edition | None]:
    """Return the city and the edition that a sheet is of, also when nothing lies on it any more."""
    city = select(City).where(_is_at(wanted.where))
    edition = select(Edition).where(_is_in(wanted.edition))
    return db.session.scalar(city), db.session.scalar(edition)


def with_beside(photos: Select[Photo]) -> Select[Photo]:
    """Bring along what is shown beside photos that are joined with their submissions."""
    return photos.options(
        contains_eager(Photo.submission).joinedload(Submission.link),
        *(joinedload(each) for each in (Photo.city, Photo.camera_city, Photo.edition)),
    )


def _select(photos: Select[Row], wanted: Wanted, *, by: Account) -> Select[Row]:
    """Choose the photos that are wanted, of what somebody may see."""
    return limit(photos, by).join(Photo.submission).where(*_conditions(wanted, by=by))


def _conditions(wanted: Wanted, *, by: Account) -> list[ColumnElement[bool]]:
    """Return what must hold."""
    stages = OPEN if wanted.beside else (Stage.HELD if wanted.is_held else Stage.WAITING,)
    found: list[ColumnElement[bool]] = [
        Submission.sent_at.is_not(None),
        Photo.stage.in_(stages),
        Photo.apart.is_(None),  # organisers are asked about it, or nobody is to see it by chance
    ]
    if wanted.where:
        found.append(_lies(wanted.where))
    if wanted.edition:
        found.append(Photo.edition_id.in_(select(Edition.id).where(_is_in(wanted.edition))))
    if wanted.link is not None:
        found.append(Submission.link_id == wanted.link)
    if wanted.beside:
        # Limited as well: what came together with a photo from elsewhere is not told.
        one = limit(select(Photo.submission_id), by).where(Photo.public_id == wanted.beside)
        found.append(Photo.submission_id == one.scalar_subquery())
    return found


def _lies(where: str) -> ColumnElement[bool]:
    """Choose the photos of a city, of a country that have no city, or of nowhere."""
    if where == UNPLACED:
        return or_(Photo.country.is_(None), Photo.edition_id.is_(None))
    country, _, slug = where.partition("/")
    if not slug:
        return and_(Photo.country == country, Photo.city_id.is_(None))
    return Photo.city_id.in_(select(City.id).where(_is_at(where)))


def _is_at(where: str) -> ColumnElement[bool]:
    """Choose the city of an address."""
    country, _, slug = where.partition("/")
    return and_(City.country == country, City.slug == slug)


def _is_in(slug: str) -> ColumnElement[bool]:
    """Choose the edition of an address."""
    year, _, month = slug.partition("-")
    if not (_is_number(year) and _is_number(month)):
        return false()
    return and_(Edition.year == int(year), Edition.month == int(month))


def _is_number(text: str) -> bool:
    """Whether a text is a small number."""
    return text.isascii() and text.isdecimal() and len(text) <= 4
