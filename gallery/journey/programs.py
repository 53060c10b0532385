"""What programs of partners read, a page at a time: countries, cities, actions, photos.

Pages follow each other by what their last row is, so that a late one costs what the first does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlalchemy import Integer, Select, select, tuple_
from sqlalchemy.orm import contains_eager

from gallery.db import Instant, db
from gallery.errors import NotHere
from gallery.journey import visit
from gallery.journey.announcing import action_may_be_told, is_told
from gallery.journey.visit import SHOWN, Scope
from gallery.models import Action, ActionStage, City, CityTally, Edition, Photo, Stage, Tally

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Some(Generic[Thing]):
    """A page of a list; ``last`` is what another one goes on after, where there is one."""

    things: tuple[Thing, ...]
    last: Thing | None


def list_countries(scope: Scope) -> list[tuple[str, int, int]]:
    """Return the countries of a time with their photos and cities; most photos first."""
    inside = Tally.scope.startswith(f"{scope.span}/", autoescape=True)
    rows = db.session.scalars(select(Tally).where(inside, Tally.photos > 0))
    found = [(row.scope.rpartition("/")[2], row.photos, row.cities) for row in rows]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def list_cities(
    scope: Scope, *, after: tuple[str, str] | None, limit: int
) -> Some[tuple[City, int]]:
    """Return cities with photos in a time and country, by their addresses."""
    wanted = (
        select(City, CityTally.photos)
        .join(CityTally, CityTally.city_id == City.id)
        .where(CityTally.scope == scope.span, CityTally.photos > 0)
        .order_by(City.country, City.slug)
    )
    if scope.country is not None:
        wanted = wanted.where(City.country == scope.country)
    if after is not None:
        wanted = wanted.where(tuple_(City.country, City.slug) > after)
    rows = db.session.execute(wanted.limit(limit + 1)).all()
    return _cut([(row.City, row.photos) for row in rows], limit)


def list_actions(
    scope: Scope, *, after: tuple[int, int, str, str] | None, limit: int, today: date
) -> Some[Action]:
    """Return public actions by action day, country and city; ``after`` is the last one's."""
    order = (Edition.year, Edition.month, City.country, City.slug)
    wanted = _actions_in(scope).where(action_may_be_told(today)).order_by(*order)
    if after is not None:
        wanted = wanted.where(tuple_(*order) > after)
    return _cut(db.session.scalars(wanted.limit(limit + 1)).all(), limit)


def list_photos(
    scope: Scope, *, after: tuple[datetime, str] | None, limit: int, today: date
) -> Some[Photo]:
    """Return photos, newest first; ``after`` is the last one's moment and name.

    It may have been withdrawn meanwhile. Raises NotHere for a name that nothing ever had.
    """
    below = (after[0], _number_of(after[1])) if after else None
    found = [photo for strand in _strands(scope) for photo in _newest(strand, below, limit + 1)]
    newest = sorted(found, key=_place_of, reverse=True)
    some = _cut(newest, limit)
    return replace(some, things=tuple(each for each in some.things if is_told(each, today)))


def find_photo(public_id: str, *, today: date) -> Photo:
    """Return a photo; raise Gone when it was withdrawn, NotHere for what machines are not told."""
    photo = visit.find_photo(public_id)
    if not is_told(photo, today):
        raise NotHere("unknown-photo")
    return photo


def _actions_in(scope: Scope) -> Select[Action]:
    """Choose the actions of a gallery that are not hidden."""
    wanted = (
        select(Action)
        .join(Action.edition)
        .join(Action.city)
        .where(Action.stage != ActionStage.HIDDEN)
        .options(contains_eager(Action.edition), contains_eager(Action.city))
    )
    if scope.year is not None:
        wanted = wanted.where(Edition.id.in_([each.id for each in scope.editions]))
    if scope.city is not None:
        return wanted.where(City.id == scope.city.id)
    return wanted.where(City.country == scope.country) if scope.country else wanted


def _strands(scope: Scope) -> list[Select[Photo]]:
    """Choose the published photos of a gallery: of each edition by itself, as the indexes lie."""
    wanted = select(Photo).where(Photo.stage == Stage.PUBLISHED)
    if scope.city is not None:
        wanted = wanted.where(Photo.city_id == scope.city.id)
    elif scope.country is not None:
        wanted = wanted.where(Photo.country == scope.country)
    if scope.year is None:
        return [wanted]
    return [wanted.where(Photo.edition_id == each.id) for each in scope.editions]


def _newest(
    strand: Select[Photo], below: tuple[datetime, int] | None, limit: int
) -> Iterable[Photo]:
    """Return the newest photos of a choice, or those after a moment and number."""
    place = tuple_(Photo.published_at, Photo.id)
    wanted = strand.order_by(Photo.published_at.desc(), Photo.id.desc()).limit(limit)
    if below is not None:
        wanted = wanted.where(place < tuple_(*below, types=(Instant(), Integer())))
    return db.session.scalars(wanted.options(*SHOWN))


def _number_of(public_id: str) -> int:
    """Return the number of a photo."""
    number = db.session.scalar(select(Photo.id).where(Photo.public_id == public_id))
    if number is None:
        raise NotHere("unknown-cursor")
    return number


def _place_of(photo: Photo) -> tuple[datetime, int]:
    """Return where a photo stands in every gallery."""
    if photo.published_at is None:
        raise ValueError(f"photo {photo.id} is not published")
    return photo.published_at, photo.id


def _cut(found: Sequence[Thing], limit: int) -> Some[Thing]:
    """Return as many as were asked for, of one more than that."""
    return Some(tuple(found[:limit]), last=found[limit - 1] if len(found) > limit else None)
