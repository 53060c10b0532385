"""What search engines may list: galleries by their time, and photos in parts that never move.

An edition can keep out of them: its galleries and photos are then in no list, and their pages say
so. In galleries of all years its photos stay; those are lists of many.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, load_only

from gallery.db import db
from gallery.journey.visit import Scope
from gallery.models import City, CityTally, Photo, Stage, Tally

#: With the addresses in all languages a part of photos has about 8 MB; 50 are allowed, and 50,000
#: addresses (sitemaps.org).
PHOTOS_A_PART = 5_000
FEW = 50  # rows read at once while one published photo is looked for


def is_noindex(scope: Scope) -> bool:
    """Whether search engines are asked to leave out a gallery: no edition of its time is theirs."""
    return scope.year is not None and all(each.is_noindex for each in scope.editions)


def is_photo_noindex(photo: Photo) -> bool:
    """Whether search engines are asked to leave out a photo: its edition is not theirs."""
    return photo.edition is not None and photo.edition.is_noindex


def list_times() -> list[Scope]:
    """Return every time with photos that may be listed: all, years and editions."""
    times = dict.fromkeys((Scope(), *_years_and_editions()))
    named = set(db.session.scalars(select(Tally.scope).where(Tally.photos > 0)))
    return [each for each in times if each.span in named and not is_noindex(each)]


def list_galleries(time: Scope) -> Iterator[Scope]:
    """Yield the galleries of a time with photos: it, its countries and its cities."""
    inside = Tally.scope.startswith(f"{time.span}/", autoescape=True)
    wanted = select(Tally.scope).where(or_(Tally.scope == time.span, inside), Tally.photos > 0)
    for name in db.session.scalars(wanted.order_by(Tally.scope)):
        yield replace(time, country=name.partition("/")[2] or None)
    cities = (
        select(City)
        .join(CityTally, CityTally.city_id == City.id)
        .where(CityTally.scope == time.span, CityTally.photos > 0)
        .order_by(City.country, City.slug)
    )
    for city in db.session.scalars(cities):
        yield replace(time, country=city.country, city=city)


def list_parts() -> list[int]:
    """Return the numbers of the parts that have a photo."""
    newest = db.session.scalar(select(Photo.id).order_by(Photo.id.desc()).limit(1)) or 0
    return [each for each in range(newest // PHOTOS_A_PART + 1) if _has_photo(each)]


def list_photos(part: int) -> list[Photo]:
    """Return the published photos of a part that may be listed."""
    wanted = (
        select(Photo)
        .where(_is_in(part))
        .order_by(Photo.id)
        .options(
            load_only(
                Photo.public_id, Photo.stage, Photo.stage_since, Photo.media_token, Photo.renditions
            ),
            joinedload(Photo.edition),
        )
    )
    found = db.session.scalars(wanted)
    # Not asked of the database: it would rather read every published photo than these numbers.
    return [each for each in found if _may_be_listed(each)]


def _years_and_editions() -> Iterator[Scope]:
    """Yield each year and its editions."""
    for edition in Scope().editions:
        yield Scope(year=edition.year)
        yield Scope(year=edition.year, month=edition.month)


def _has_photo(part: int) -> bool:
    """Whether a part has a photo; mostly its first one is."""
    wanted = select(Photo.stage).where(_is_in(part)).order_by(Photo.id)
    stages = db.session.scalars(wanted.execution_options(yield_per=FEW))
    return any(stage is Stage.PUBLISHED for stage in stages)


def _may_be_listed(photo: Photo) -> bool:
    """Whether a photo is public, and its edition wants to be found."""
    is_theirs = photo.edition is not None and not photo.edition.is_noindex
    return photo.stage is Stage.PUBLISHED and is_theirs


def _is_in(part: int) -> ColumnElement[bool]:
    """Choose the photos of a part, by their numbers: none ever changes its part."""
    first = part * PHOTOS_A_PART
    return Photo.id.between(first, first + PHOTOS_A_PART - 1)
