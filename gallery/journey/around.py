"""What is known of a city beyond its photos: when it took part, its statues, cities nearby."""

import math
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from gallery.db import Plain, read_rows
from gallery.journey.care import listed_countries
from gallery.journey.strands import CITY, PublicCity, ShownCity
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


def shown_statues(city: PublicCity) -> list[tuple[str, str]]:
    """Return the statues of a city, each with the public id of the newest photo that shows it.

    None where people are in danger.
    """
    listed = listed_countries()
    if city.country in listed:
        return []
    return [(name, shown) for name, shown in read_rows(_STATUES, city=city.id, listed=[*listed])]


def cities_near(city: PublicCity) -> list[tuple[ShownCity, int]]:
    """Return cities with photos around one, nearest first; none that put people in danger."""
    listed = listed_countries()
    if city.country in listed:
        return []
    wide = NEAR / max(0.2, math.cos(math.radians(city.lat)))
    box = {
        "south": city.lat - NEAR, "north": city.lat + NEAR,
        "west": city.lon - wide, "east": city.lon + wide,
    }  # fmt: skip
    rows = read_rows(_NEARBY, city=city.id, listed=[*listed], **box)
    found = [(ShownCity._make(other), photos) for photos, *other in rows]
    return sorted(found, key=lambda pair: _distance(city, pair[0]))[:MOST_NEARBY]


def _stages_by_edition(city: PublicCity) -> dict[int, set[ActionStage]]:
    """Return what became of a city's actions, by edition."""
    stages = defaultdict[int, set[ActionStage]](set)
    for edition_id, stage in read_rows(_STAGES, city=city.id):
        stages[edition_id].add(stage)
    return stages


def _distance(one: PublicCity, other: PublicCity) -> float:
    """Compare how far cities are apart: on a plane, for they are near."""
    wide = math.cos(math.radians(one.lat))
    return math.hypot(other.lat - one.lat, (other.lon - one.lon) * wide)


_NEWER = aliased(Photo)
_NEWEST = (
    select(_NEWER.public_id)
    .where(_NEWER.statue_id == Statue.id, _NEWER.stage == Stage.PUBLISHED)
    .where(func.coalesce(_NEWER.camera_country, "").not_in(bindparam("listed", expanding=True)))
    .order_by(_NEWER.published_at.desc(), _NEWER.id.desc())
    .limit(1)
    .correlate(Statue)
    .scalar_subquery()
)
_STATUES: Plain = (
    select(Statue.name, _NEWEST)
    .where(Statue.city_id == bindparam("city"), _NEWEST.is_not(None))
    .order_by(Statue.name)
    .limit(MOST_STATUES)
)
_NEARBY: Plain = (
    select(CityTally.photos, *CITY)
    .join(City, CityTally.city_id == City.id)
    .where(CityTally.scope == EVER, CityTally.photos > 0)
    .where(City.id != bindparam("city"))
    .where(City.country.not_in(bindparam("listed", expanding=True)))
    .where(City.lat.between(bindparam("south"), bindparam("north")))
    .where(City.lon.between(bindparam("west"), bindparam("east")))
)
_STAGES: Plain = select(Action.edition_id, Action.stage).where(Action.city_id == bindparam("city"))
