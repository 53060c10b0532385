"""What visitors may find: galleries, and in them published photos only, page by page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, Integer, Select, Tuple, func, select, tuple_
from sqlalchemy.orm import joinedload

from gallery.db import Instant, db, read_once
from gallery.errors import Gone, NotHere
from gallery.journey.care import is_listed, listed_countries
from gallery.models import (
    Action,
    ActionStage,
    City,
    CityTally,
    Edition,
    Photo,
    Stage,
    Tally,
)

PHOTOS_A_PAGE = 24
EVER = "all"

#: What is shown beside a photo comes along with it.
SHOWN = (
    joinedload(Photo.city),
    joinedload(Photo.edition),
    joinedload(Photo.statue),
    joinedload(Photo.submission),
)
_NEWEST_FIRST = (Photo.published_at.desc(), Photo.id.desc())
_OLDEST_FIRST = (Photo.published_at, Photo.id)


@dataclass(frozen=True)
class Scope:
    """What a gallery shows: everything, or what a year, its month, a country or a city leave."""

    year: int | None = None
    month: int | None = None
    country: str | None = None
    city: City | None = None

    @property
    def span(self) -> str:
        """Its time, as the tallies name it: ``all``, ``2010`` or ``2010-12``."""
        if self.year is None:
            return EVER
        return str(self.year) if self.month is None else f"{self.year}-{self.month:02}"

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of its year or month, oldest first; all of them without a year."""
        return tuple(
            each
            for each in all_editions()
            if self.year in (None, each.year) and self.month in (None, each.month)
        )


@dataclass(frozen=True)
class PhotosPage:
    """Some photos of a gallery. ``before`` counts those on earlier pages."""

    photos: tuple[Photo, ...]
    before: int
    following: str | None  # the cursor of the next page, where there is one


def all_editions() -> tuple[Edition, ...]:
    """Return all editions, oldest first; a page asks for them again and again."""
    wanted = select(Edition).order_by(Edition.year, Edition.month)
    found: tuple[Edition, ...] = read_once("editions", lambda: tuple(db.session.scalars(wanted)))
    return found


def find_gallery(
    *,
    year: int | None = None,
    month: int | None = None,
    country: str | None = None,
    slug: str | None = None,
) -> Scope:
    """Return the gallery of an address; raise NotHere for a year or a place we have none of.

    A place becomes known with its first public action or published photo, not when somebody
    sends a photo from there: nobody can ask us where photos wait.
    """
    scope = Scope(year=year, month=month, country=country)
    if year is not None and not scope.editions:
        raise NotHere("unknown-edition")
    if country is None:
        return scope
    if slug is None:
        _require_known_country(country)
        return scope
    return Scope(year=year, month=month, country=country, city=_known_city(country, slug))


def find_photos(
    scope: Scope, *, after: str | None = None, limit: int = PHOTOS_A_PAGE
) -> PhotosPage:
    """Return a page of a gallery, newest first; ``after`` is the last photo of the page before.

    Raises NotHere when that one was erased meanwhile.
    """
    strands, before = _published_in(scope), 0
    if after is not None:
        here = _position_of(after)
        before = sum(_count(each.where(_place() >= here)) for each in strands)
        strands = [each.where(_place() < here) for each in strands]
    photos = _newest_of(strands, limit + 1)
    following = photos[limit - 1].public_id if len(photos) > limit else None
    return PhotosPage(photos[:limit], before=before, following=following)


def find_photo(public_id: str) -> Photo:
    """Return a published photo; raise Gone when it was withdrawn, NotHere for any other stage."""
    return _require_published(select(Photo).where(Photo.public_id == public_id).options(*SHOWN))


def find_gone(names: Collection[tuple[str, str]]) -> list[str]:
    """Return those of some photos that visitors saw, by id and token, that are so no more.

    A photo that was taken back and one that is covered now look alike, and like none that ever was.
    """
    seen = select(Photo.public_id, Photo.media_token).where(
        Photo.stage == Stage.PUBLISHED, Photo.public_id.in_({name for name, _token in names})
    )
    here = {(row.public_id, row.media_token) for row in db.session.execute(seen)}
    return [f"{name}/{token}" for name, token in names if (name, token) not in here]


def require_rendition(public_id: str, name: str) -> Photo:
    """Return the published photo with a public file of this very name; raise NotHere otherwise.

    Raises Gone for whatever was a file of a photo that was withdrawn, as its page does.
    """
    wanted = select(Photo).where(Photo.public_id == public_id).options(joinedload(Photo.edition))
    photo = _require_published(wanted)
    if name not in photo.media_names:
        raise NotHere("unknown-photo")
    return photo


def find_neighbours(photo: Photo) -> tuple[Photo | None, Photo | None]:
    """Return the photos before and after one in the gallery of its year.

    None around one of a listed country, nor one of these around others: photos that were published
    together were often taken together.
    """
    if photo.edition is None or is_listed(photo):
        return None, None
    alone = Photo.country.in_(listed_countries())
    here = _position(photo)
    in_year = [each.where(~alone) for each in _published_in(Scope(year=photo.edition.year))]
    newer = _oldest_of([each.where(_place() > here) for each in in_year])
    older = _newest_of([each.where(_place() < here) for each in in_year], 1)
    return newer, next(iter(older), None)


def find_same_statue(photo: Photo) -> list[Photo]:
    """Return published photos of the same statue, the newest of each other year, by year."""
    if photo.statue_id is None or photo.edition is None:
        return []
    wanted = (
        select(Photo)
        .join(Photo.edition)
        .where(Photo.stage == Stage.PUBLISHED, Photo.statue_id == photo.statue_id)
        .where(Edition.year != photo.edition.year)
        .options(*SHOWN)
        .order_by(Edition.year, *_OLDEST_FIRST)
    )
    found = db.session.scalars(wanted)
    return list({each.edition.year: each for each in found if each.edition}.values())


def _require_published(wanted: Select[Photo]) -> Photo:
    """Return the one photo that is meant, if it is published."""
    photo = db.session.scalars(wanted).one_or_none()
    if photo is None:
        raise NotHere("unknown-photo")
    if photo.stage is not Stage.PUBLISHED:
        raise Gone() if _was_withdrawn(photo) else NotHere("unknown-photo")
    return photo


def _place() -> Tuple:
    """What galleries are ordered by."""
    return tuple_(Photo.published_at, Photo.id)


def _position(photo: Photo) -> Tuple:
    """Return where a photo stands in every gallery."""
    return tuple_(photo.published_at, photo.id, types=(Instant(), Integer()))


def _position_of(public_id: str) -> Tuple:
    """Return where a photo stands or stood; it may have been taken down since the page was made."""
    photo = db.session.scalars(select(Photo).where(Photo.public_id == public_id)).one_or_none()
    if photo is None or photo.published_at is None:
        raise NotHere("unknown-cursor")
    return _position(photo)


def _published_in(scope: Scope) -> list[Select[Photo]]:
    """Choose the published photos of a gallery: of each edition by itself, as the indexes lie.

    The few photos of a page come from the top of each; both editions of a year together would have
    to be sorted whole.
    """
    wanted = select(Photo).where(Photo.stage == Stage.PUBLISHED)
    if scope.city is not None:
        wanted = wanted.where(Photo.city_id == scope.city.id)
    elif scope.country is not None:
        wanted = wanted.where(Photo.country == scope.country)
    if scope.year is None:
        return [wanted]
    return [wanted.where(Photo.edition_id == each.id) for each in scope.editions]


def _newest_of(strands: Iterable[Select[Photo]], limit: int) -> tuple[Photo, ...]:
    """Return the newest photos of several choices, newest first."""
    found = [
        photo
        for wanted in strands
        for photo in db.session.scalars(
            wanted.options(*SHOWN).order_by(*_NEWEST_FIRST).limit(limit)
        )
    ]
    return tuple(sorted(found, key=_moment, reverse=True)[:limit])


def _oldest_of(strands: Iterable[Select[Photo]]) -> Photo | None:
    """Return the oldest photo of several choices."""
    firsts = (wanted.options(*SHOWN).order_by(*_OLDEST_FIRST).limit(1) for wanted in strands)
    found = [photo for wanted in firsts for photo in db.session.scalars(wanted)]
    return min(found, key=_moment, default=None)


def _moment(photo: Photo) -> tuple[datetime, int]:
    """Return what galleries are ordered by."""
    if photo.published_at is None:
        raise ValueError(f"photo {photo.id} is not published")
    return photo.published_at, photo.id


def _count(wanted: Select[Photo]) -> int:
    """Count what a choice would give."""
    counted = wanted.with_only_columns(func.count(Photo.id), maintain_column_froms=True)
    return db.session.scalar(counted) or 0


def _was_withdrawn(photo: Photo) -> bool:
    """Whether a photo was taken back: search engines and partners hear it for good.

    The row of an erased one knows it, for decisions are kept three years only.
    """
    return photo.stage is Stage.WITHDRAWN or photo.was_withdrawn


def _require_known_country(country: str) -> None:
    """Raise NotHere for a country without a published photo and without a public action."""
    has_photos = select(Tally.scope).where(Tally.scope == f"{EVER}/{country}", Tally.photos > 0)
    if db.session.scalar(has_photos.limit(1)) is None and not _has_action(City.country == country):
        raise NotHere("unknown-place")


def _known_city(country: str, slug: str) -> City:
    """Return a city that has a published photo or a public action; raise NotHere otherwise."""
    wanted = select(City).where(City.country == country, City.slug == slug)
    city = db.session.scalars(wanted).one_or_none()
    if city is None:
        raise NotHere("unknown-place")
    has_photos = select(CityTally.photos).where(
        CityTally.scope == EVER, CityTally.city_id == city.id, CityTally.photos > 0
    )
    if db.session.scalar(has_photos) is None and not _has_action(City.id == city.id):
        raise NotHere("unknown-place")
    return city


def _has_action(where: ColumnElement[bool]) -> bool:
    """Whether a place has an action that is not hidden."""
    wanted = select(Action.id).join(Action.city).where(where, Action.stage != ActionStage.HIDDEN)
    return db.session.scalar(wanted.limit(1)) is not None
