"""What is known of a city beyond its photos: when it took part, its statues, cities nearby."""

import math
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from gallery.db import db
from gallery.journey.care import listed_countries
from gallery.journey.strands import PublicCity, ShownCity, shown_city
from gallery.journey.totals import count_city_years
from gallery.journey.visit import EVER, Scope
from gallery.models import (
    TOOK_PART,
    Action,
    ActionStage,
    City,
    CityTally,
    Photo,
    Stage,
    Statue,
)

#: Cities as near as this are looked at, in degrees of latitude; over the date line none is.
NEAR = 3.0
MOST_NEARBY = 8
MOST_STATUES = 24


class Attendance(NamedTuple):
    """The years in which a city took part or announced that it would, and its first day."""

    took_part: tuple[int, ...]
    announced: tuple[int, ...]
    first_day: date | None


def attendance_of(city: PublicCity) -> Attendance:
    """Return when a city took part: with an action that took place, or a photo that tells of it."""
    stages = _stages_by_edition(city)
    photographed = count_city_years(city)
    took_part, announced = dict[int, date](), set[int]()
    for edition in Scope().editions:
        if edition.slug in photographed or stages[edition.id] & {*TOOK_PART}:
            took_part.setdefault(edition.year, edition.day)
        elif ActionStage.ANNOUNCED in stages[edition.id]:
            announced.add(edition.year)
    first_day = next(iter(took_part.values()), None)
    return Attendance((*took_part,), (*sorted(announced - {*took_part}),), first_day)


def shown_statues(city: PublicCity) -> list[tuple[str, Photo]]:
    """Return the statues of a city, each with the newest published photo that shows it.

    None where people are in danger.
    """
    listed = listed_countries()
    if city.country in listed:
        return []
    other = aliased(Photo)
    newest = (
        select(other.id)
        .where(other.statue_id == Statue.id, other.stage == Stage.PUBLISHED)
        .where(func.coalesce(other.camera_country, "").not_in(listed))
        .order_by(other.published_at.desc(), other.id.desc())
        .limit(1)
    )
    wanted = select(Statue.name, Photo).join(
        Photo, Photo.id == newest.correlate(Statue).scalar_subquery()
    )
    wanted = wanted.where(Statue.city_id == city.id).order_by(Statue.name).limit(MOST_STATUES)
    return [(name, photo) for name, photo in db.session.execute(wanted)]


def cities_near(city: PublicCity) -> list[tuple[ShownCity, int]]:
    """Return cities with photos around one, nearest first; none that put people in danger."""
    listed = listed_countries()
    if city.country in listed:
        return []
    wide = NEAR / max(0.2, math.cos(math.radians(city.lat)))
    wanted = (
        select(City, CityTally.photos)
        .join(CityTally, CityTally.city_id == City.id)
        .where(CityTally.scope == EVER, CityTally.photos > 0)
        .where(City.id != city.id, City.country.not_in(listed))
        .where(City.lat.between(city.lat - NEAR, city.lat + NEAR))
        .where(City.lon.between(city.lon - wide, city.lon + wide))
    )
    found = [(shown_city(other), photos) for other, photos in db.session.execute(wanted)]
    return sorted(found, key=lambda pair: _distance(city, pair[0]))[:MOST_NEARBY]


def _stages_by_edition(city: PublicCity) -> dict[int, set[ActionStage]]:
    """Return what became of a city's actions, by edition."""
    wanted = select(Action.edition_id, Action.stage).where(Action.city_id == city.id)
    stages = defaultdict[int, set[ActionStage]](set)
    for edition_id, stage in db.session.execute(wanted):
        stages[edition_id].add(stage)
    return stages


def _distance(one: PublicCity, other: PublicCity) -> float:
    """Compare how far cities are apart: on a plane, for they are near."""
    wide = math.cos(math.radians(one.lat))
    return math.hypot(other.lat - one.lat, (other.lon - one.lon) * wide)
