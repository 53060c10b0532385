"""Published photos as the indexes lie: the newest of a choice, the one before, how many there are.

They are plain values: pages about many photos change none, and to read one costs a fifth of what a
noun costs. A choice is a strand of a gallery: both editions of a year together would have to be
sorted whole, while the few photos of a page come from the top of each.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Row, Tuple, bindparam, func, select, tuple_

from gallery.db import Instant, Plain, read_rows
from gallery.models import City, Edition, How, Mark, Photo, Stage, Submission

#: What photos are chosen by: edition_id, city_id, country; by nothing: all.
Choice = Mapping[str, object]


class ShownCity(NamedTuple):
    """A city as it is named beside a photo, in a list and on the map."""

    id: int
    name: str
    slug: str
    country: str
    lat: float  # of its centre, as everything that is known of a city
    lon: float

    @property
    def path(self) -> str:
        """Its part of an address, e.g. ``lt/vilnius``."""
        return f"{self.country}/{self.slug}"


class ShownEdition(NamedTuple):
    """An edition as galleries show it; what it has is named as an Edition's."""

    id: int
    year: int
    month: int
    name: str
    day: date
    first_day: date
    closes_on: date
    reported_cities: int | None
    reported_words: str
    reported_source: str
    is_noindex: bool

    @property
    def slug(self) -> str:
        """Its part of an address, e.g. ``2010-12``."""
        return f"{self.year}-{self.month:02}"

    def holds(self, day: date) -> bool:
        """Whether a photo of this day belongs here."""
        return self.first_day <= day <= self.closes_on


class Sender(NamedTuple):
    """Who is named beside a photo, and how careful we are with it."""

    credit: str
    how: How


class ShownPhoto(NamedTuple):
    """A published photo as pages about many show it; what it has is named as a Photo's."""

    id: int
    public_id: str
    published_at: datetime
    stage_since: datetime
    media_token: str
    renditions: list[dict[str, Any]]
    public_width: int
    public_height: int
    colour: str
    day: date | None
    country: str
    camera_country: str | None
    mark: Mark | None
    caption: str
    description: str
    city: ShownCity | None
    submission: Sender
    edition: ShownEdition | None


#: What pages show in the same way.
PublicPhoto = Photo | ShownPhoto
PublicCity = City | ShownCity
PublicEdition = Edition | ShownEdition


class Moment(NamedTuple):
    """Where a photo stands in every gallery."""

    published_at: datetime
    id: int


_PHOTO, _CITY, _SENT = Photo.__table__, City.__table__, Submission.__table__
_EDITION = Edition.__table__
_COUNT = ShownPhoto._fields.index("city")
_OWN = tuple(_PHOTO.c[name] for name in ShownPhoto._fields[:_COUNT])
CITY = tuple(_CITY.c[name] for name in ShownCity._fields)
_BESIDE = (_SENT.c.credit, _SENT.c.how, _PHOTO.c.edition_id, *CITY)
_MOMENT = (_PHOTO.c.published_at, _PHOTO.c.id)


def shown_city(city: PublicCity) -> ShownCity:
    """Return a city as it is shown."""
    return ShownCity(city.id, city.name, city.slug, city.country, city.lat, city.lon)


def editions_in_order() -> tuple[ShownEdition, ...]:
    """Return all editions, oldest first."""
    return tuple(map(ShownEdition._make, read_rows(_EDITIONS)))


_EDITIONS = select(*(_EDITION.c[name] for name in ShownEdition._fields)).order_by(
    _EDITION.c.year, _EDITION.c.month
)


def newest_of(
    choices: Iterable[Choice],
    limit: int,
    *,
    below: Moment | None = None,
    editions: Mapping[int, ShownEdition],
) -> tuple[ShownPhoto, ...]:
    """Return the newest photos of several choices, newest first; ``below`` begins after one."""
    found = [
        _photo_of(row, editions)
        for choice in choices
        for row in read_rows(
            _newest(tuple(choice), below=below is not None), **_said(choice, below), most=limit
        )
    ]
    return tuple(sorted(found, key=_moment_of, reverse=True)[:limit])


def find_beside(
    choices: Sequence[Choice], here: Moment, *, apart: Iterable[str]
) -> tuple[str | None, str | None]:
    """Return the public ids of the photos just above and just below one; none of some countries."""
    above, below = (_ends(choices, here, apart, above=above) for above in (True, False))
    return min(above)[-1] if above else None, max(below)[-1] if below else None


def _ends(
    choices: Iterable[Choice], here: Moment, apart: Iterable[str], *, above: bool
) -> list[tuple[datetime, int, str]]:
    """Return the photo of each choice that is next to one, with its public id."""
    values = {"apart": list(apart)}
    return [
        (published_at, number, public_id)
        for choice in choices
        for published_at, number, public_id in read_rows(
            _beside(tuple(choice), above=above), **_said(choice, here), **values
        )
    ]


def count_down_to(choices: Iterable[Choice], here: Moment, *, most: int) -> int:
    """Count the photos down to one, itself too; no more than so many of each choice."""
    return sum(
        read_rows(_count(tuple(choice)), **_said(choice, here), most=most)[0][0]
        for choice in choices
    )


def find_moment(public_id: str) -> Moment | None:
    """Return where a photo stands or stood; it may have been taken down since."""
    for published_at, number in read_rows(_PLACE, public_id=public_id):
        return Moment(published_at, number) if published_at else None
    return None


_PLACE = select(*_MOMENT).where(_PHOTO.c.public_id == bindparam("public_id"))


def _said(choice: Choice, here: Moment | None) -> dict[str, object]:
    """Return the values of a statement."""
    return {**choice, **({"moment": here.published_at, "number": here.id} if here else {})}


@cache
def _newest(names: tuple[str, ...], *, below: bool) -> Plain:
    """Choose photos as they are shown, newest first."""
    beside = _PHOTO.outerjoin(_CITY, _PHOTO.c.city_id == _CITY.c.id).outerjoin(
        _SENT, _PHOTO.c.submission_id == _SENT.c.id
    )
    wanted = select(*_OWN, *_BESIDE).select_from(beside)
    wanted = _of(wanted, names).order_by(*(each.desc() for each in _MOMENT))
    return (wanted.where(_place() < _here()) if below else wanted).limit(bindparam("most"))


@cache
def _beside(names: tuple[str, ...], *, above: bool) -> Plain:
    """Choose the photo just above or below one."""
    wanted = _of(select(*_MOMENT, _PHOTO.c.public_id), names).where(
        _PHOTO.c.country.not_in(bindparam("apart", expanding=True))
    )
    if above:
        return wanted.where(_place() > _here()).order_by(*_MOMENT).limit(1)
    return wanted.where(_place() < _here()).order_by(*(each.desc() for each in _MOMENT)).limit(1)


@cache
def _count(names: tuple[str, ...]) -> Plain:
    """Count the photos down to one, no further than ``most``."""
    wanted = _of(select(_PHOTO.c.id), names).where(_place() >= _here()).limit(bindparam("most"))
    return select(func.count()).select_from(wanted.subquery())


def _of(wanted: Plain, names: tuple[str, ...]) -> Plain:
    """Choose the published photos of a choice that names these columns."""
    own: list[ColumnElement[bool]] = [_PHOTO.c[name] == bindparam(name) for name in names]
    return wanted.where(_PHOTO.c.stage == Stage.PUBLISHED, *own)


def _place() -> Tuple:
    """What galleries are ordered by."""
    return tuple_(*_MOMENT)


def _here() -> Tuple:
    """The photo that is gone on from."""
    return tuple_(bindparam("moment", type_=Instant()), bindparam("number", type_=Integer()))


def _photo_of(row: Row[*tuple[Any, ...]], editions: Mapping[int, ShownEdition]) -> ShownPhoto:
    """Put a photo together."""
    own, (credit, how, edition_id, *place) = row[:_COUNT], row[_COUNT:]
    city = ShownCity._make(place) if place[0] is not None else None
    return ShownPhoto._make((*own, city, Sender(credit, how), editions.get(edition_id)))


def _moment_of(photo: ShownPhoto) -> tuple[datetime, int]:
    """Return what galleries are ordered by."""
    return photo.published_at, photo.id
