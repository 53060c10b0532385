"""How many: cities that announced, took part, have photos; and photos. Nothing is counted twice."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, case, distinct, func, select

from gallery.db import Plain, db, read_once, read_rows
from gallery.journey import strands
from gallery.journey.strands import PublicCity, ShownCity, ShownEdition
from gallery.journey.visit import EVER, Scope
from gallery.models import (
    TOOK_PART,
    Action,
    ActionStage,
    City,
    CityTally,
    Edition,
    Photo,
    Stage,
    Submission,
    Tally,
)


class Counts(NamedTuple):
    """Numbers that are never mixed: cities announced, that took part, with photos; and photos."""

    announced: int = 0
    took_part: int = 0
    with_photos: int = 0
    photos: int = 0
    countries: int = 0


class YearCounts(NamedTuple):
    """A year that had an edition."""

    year: int
    editions: tuple[ShownEdition, ...]
    counts: Counts


_EVERYTHING = Scope()


def count_all(scope: Scope) -> Counts:
    """Return the counts of a gallery."""
    announced, took_part = _count_actions(scope)
    if scope.city is not None:
        found = read_rows(_CITY_TALLY, scope=scope.span, city=scope.city.id)
        count = found[0][0] if found else 0
        return Counts(announced, took_part, with_photos=int(count > 0), photos=count, countries=1)
    name = f"{scope.span}/{scope.country}" if scope.country else scope.span
    for photos, cities in read_rows(_TALLY, scope=name):
        countries = 1 if scope.country else len(count_by_country(scope))
        return Counts(announced, took_part, cities, photos, countries)
    return Counts(announced, took_part)


def count_by_country(scope: Scope) -> dict[str, int]:
    """Return the photos of each country in a gallery's time; most first."""
    found: dict[str, int] = read_once(f"countries of {scope.span}", lambda: _by_country(scope.span))
    return found


def _by_country(span: str) -> dict[str, int]:
    """Return the photos of each country in a time; most first."""
    rows = read_rows(_BY_COUNTRY, inside=f"{span}/%")
    found = {name.rpartition("/")[2]: photos for name, photos in rows}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def count_by_city(scope: Scope) -> Sequence[tuple[ShownCity, int]]:
    """Return the cities with photos in a gallery's time and country; most photos first."""
    if scope == _EVERYTHING:  # on the first page, the map and the list of cities
        found: Sequence[tuple[ShownCity, int]] = read_once("cities", lambda: _count_cities(scope))
        return found
    return _count_cities(scope)


def _count_cities(scope: Scope) -> list[tuple[ShownCity, int]]:
    """Return the cities with photos in a gallery's time and country."""
    said = {"country": scope.country} if scope.country else {}
    found = read_rows(_by_city(in_country=scope.country is not None), scope=scope.span, **said)
    return [(ShownCity._make(city), photos) for photos, *city in found]


@cache
def _by_city(*, in_country: bool) -> Plain:
    """Choose the cities of a time, or of a country in it."""
    wanted = (
        select(_OF_CITY.c.photos, *strands.CITY)
        .select_from(_OF_CITY.join(_CITY, _OF_CITY.c.city_id == _CITY.c.id))
        .where(_OF_CITY.c.scope == bindparam("scope"), _OF_CITY.c.photos > 0)
        .order_by(_OF_CITY.c.photos.desc(), _CITY.c.name, _CITY.c.id)
    )
    return wanted.where(_CITY.c.country == bindparam("country")) if in_country else wanted


def count_known_cities(country: str | None = None) -> list[tuple[ShownCity, int]]:
    """Return every city with photos or a public action, and how many photos it has."""
    said = {"country": country} if country else {}
    announced = read_rows(_announced(in_country=country is not None), **said)
    without = dict.fromkeys(map(ShownCity._make, announced), 0)
    return list({**without, **dict(count_by_city(Scope(country=country)))}.items())


@cache
def _announced(*, in_country: bool) -> Plain:
    """Choose the cities with a public action, or those of a country."""
    wanted = (
        select(*strands.CITY)
        .select_from(_CITY.join(_ACTION, _ACTION.c.city_id == _CITY.c.id))
        .where(_IS_SEEN)
        .distinct()
    )
    return wanted.where(_CITY.c.country == bindparam("country")) if in_country else wanted


def count_years() -> Sequence[YearCounts]:
    """Return each year that had an edition, oldest first, with its counts."""
    found: Sequence[YearCounts] = read_once("years", _count_years)
    return found


def _count_years() -> list[YearCounts]:
    """Return each year with its counts."""
    editions: dict[int, list[ShownEdition]] = defaultdict(list)
    for edition in Scope().editions:
        editions[edition.year].append(edition)
    names = [str(year) for year in editions]
    tallies = {name: (photos, cities) for name, photos, cities in read_rows(_TALLIES, names=names)}
    actions = {year: counts for year, *counts in read_rows(_ACTIONS_BY_YEAR)}
    return [
        YearCounts(year, tuple(editions[year]), _join(actions.get(year), tallies.get(str(year))))
        for year in editions
    ]


def count_editions(scope: Scope) -> list[tuple[ShownEdition, Counts]]:
    """Return each edition of a gallery's time, oldest first, with its counts."""
    named = [each.slug for each in scope.editions]
    tallies = {name: (photos, cities) for name, photos, cities in read_rows(_TALLIES, names=named)}
    actions = {number: counts for number, *counts in read_rows(_ACTIONS_BY_EDITION)}
    return [(each, _join(actions.get(each.id), tallies.get(each.slug))) for each in scope.editions]


def count_city_years(city: PublicCity) -> dict[str, int]:
    """Return the photos of a city by time: ``2010`` and ``2010-12``; those without left out."""
    return dict(map(tuple, read_rows(_CITY_YEARS, city=city.id)))


def count_country_years(country: str) -> dict[str, int]:
    """Return the photos of a country by time, as those of a city."""
    times = {each for edition in Scope().editions for each in (str(edition.year), edition.slug)}
    names = [f"{time}/{country}" for time in times]
    found = read_rows(_TALLIES, names=names)
    return {name.partition("/")[0]: photos for name, photos, _cities in found if photos}


def count_stages() -> dict[Stage, int]:
    """Return how many photos that were really sent are in each stage."""
    wanted = select(Photo.stage, func.count(Photo.id)).join(Photo.submission)
    sent = wanted.where(Submission.sent_at.is_not(None)).group_by(Photo.stage)
    return dict(db.session.execute(sent).all())


def _count_actions(scope: Scope) -> tuple[int, int]:
    """Return how many cities announced an action and how many took part."""
    said: dict[str, object] = {}
    if scope.year is not None:
        said["editions"] = [each.id for each in scope.editions]
    if scope.city is not None:
        said["city"] = scope.city.id
    elif scope.country is not None:
        said["country"] = scope.country
    announced, took_part = read_rows(_actions(tuple(said)), **said)[0]
    return announced, took_part


@cache
def _actions(names: tuple[str, ...]) -> Plain:
    """Count the cities of actions that are chosen by their editions, city or country."""
    wanted = select(*_DISTINCT_CITIES).select_from(_ACTION).where(_IS_SEEN)
    if "editions" in names:
        wanted = wanted.where(_ACTION.c.edition_id.in_(bindparam("editions", expanding=True)))
    if "city" in names:
        wanted = wanted.where(_ACTION.c.city_id == bindparam("city"))
    if "country" in names:
        wanted = wanted.join(_CITY, _ACTION.c.city_id == _CITY.c.id)
        wanted = wanted.where(_CITY.c.country == bindparam("country"))
    return wanted


def _join(actions: Sequence[int] | None, tally: tuple[int, int] | None) -> Counts:
    """Put together what two tables know of a year."""
    announced, took_part = actions or (0, 0)
    photos, cities = tally or (0, 0)
    return Counts(announced, took_part, with_photos=cities, photos=photos)


# What is asked for on every page is put together once.
_ACTION, _EDITION, _CITY = Action.__table__, Edition.__table__, City.__table__
_ALL, _OF_CITY = Tally.__table__, CityTally.__table__
_IS_SEEN = _ACTION.c.stage != ActionStage.HIDDEN
_DISTINCT_CITIES = (
    func.count(distinct(_ACTION.c.city_id)),
    func.count(distinct(case((_ACTION.c.stage.in_(TOOK_PART), _ACTION.c.city_id)))),
)
_ACTIONS_BY_YEAR = (
    select(_EDITION.c.year, *_DISTINCT_CITIES)
    .select_from(_ACTION.join(_EDITION, _ACTION.c.edition_id == _EDITION.c.id))
    .where(_IS_SEEN)
    .group_by(_EDITION.c.year)
)
_TALLY = select(_ALL.c.photos, _ALL.c.cities).where(_ALL.c.scope == bindparam("scope"))
_TALLIES = select(_ALL.c.scope, _ALL.c.photos, _ALL.c.cities).where(
    _ALL.c.scope.in_(bindparam("names", expanding=True))
)
_BY_COUNTRY = select(_ALL.c.scope, _ALL.c.photos).where(
    _ALL.c.scope.like(bindparam("inside")), _ALL.c.photos > 0
)
_CITY_TALLY = select(_OF_CITY.c.photos).where(
    _OF_CITY.c.scope == bindparam("scope"), _OF_CITY.c.city_id == bindparam("city")
)
_CITY_YEARS = select(_OF_CITY.c.scope, _OF_CITY.c.photos).where(
    _OF_CITY.c.city_id == bindparam("city"), _OF_CITY.c.photos > 0, _OF_CITY.c.scope != EVER
)
_ACTIONS_BY_EDITION = (
    select(_ACTION.c.edition_id, *_DISTINCT_CITIES).where(_IS_SEEN).group_by(_ACTION.c.edition_id)
)
