"""How many: cities that announced, took part, have photos; and photos. Nothing is counted twice."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Row, Select, case, distinct, func, select

from gallery.db import db
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
    editions: tuple[Edition, ...]
    counts: Counts


def count_all(scope: Scope) -> Counts:
    """Return the counts of a gallery."""
    announced, took_part = _count_actions(scope)
    if scope.city is not None:
        photos = db.session.get(CityTally, (scope.span, scope.city.id))
        count = photos.photos if photos else 0
        return Counts(announced, took_part, with_photos=int(count > 0), photos=count, countries=1)
    name = f"{scope.span}/{scope.country}" if scope.country else scope.span
    tally = db.session.get(Tally, name)
    if tally is None:
        return Counts(announced, took_part)
    countries = 1 if scope.country else len(count_by_country(scope))
    return Counts(announced, took_part, tally.cities, tally.photos, countries)


def count_by_country(scope: Scope) -> dict[str, int]:
    """Return the photos of each country in a gallery's time; most first."""
    inside = Tally.scope.startswith(f"{scope.span}/", autoescape=True)
    rows = db.session.execute(select(Tally.scope, Tally.photos).where(inside, Tally.photos > 0))
    found = {name.rpartition("/")[2]: photos for name, photos in rows}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def count_by_city(scope: Scope) -> list[tuple[City, int]]:
    """Return the cities with photos in a gallery's time and country; most photos first."""
    wanted = (
        select(City, CityTally.photos)
        .join(City, CityTally.city_id == City.id)
        .where(CityTally.scope == scope.span, CityTally.photos > 0)
        .order_by(CityTally.photos.desc(), City.name, City.id)
    )
    if scope.country is not None:
        wanted = wanted.where(City.country == scope.country)
    return [(city, photos) for city, photos in db.session.execute(wanted)]


def count_known_cities(country: str | None = None) -> list[tuple[City, int]]:
    """Return every city with photos or a public action, and how many photos it has."""
    announced = (
        select(City)
        .join(Action, Action.city_id == City.id)
        .where(Action.stage != ActionStage.HIDDEN)
        .distinct()
    )
    if country is not None:
        announced = announced.where(City.country == country)
    without = dict.fromkeys(db.session.scalars(announced), 0)
    return list({**without, **dict(count_by_city(Scope(country=country)))}.items())


def count_years() -> list[YearCounts]:
    """Return each year that had an edition, oldest first, with its counts."""
    editions: dict[int, list[Edition]] = defaultdict(list)
    for edition in Scope().editions:
        editions[edition.year].append(edition)
    names = [str(year) for year in editions]
    tallies = {row.scope: row for row in db.session.scalars(_tallies(names))}
    actions = {row.year: row for row in db.session.execute(_ACTIONS_BY_YEAR)}
    return [
        YearCounts(year, tuple(editions[year]), _join(actions.get(year), tallies.get(str(year))))
        for year in editions
    ]


def count_city_years(city: City) -> dict[str, int]:
    """Return the photos of a city by time: ``2010`` and ``2010-12``; those without left out."""
    wanted = select(CityTally).where(
        CityTally.city_id == city.id, CityTally.photos > 0, CityTally.scope != EVER
    )
    return {row.scope: row.photos for row in db.session.scalars(wanted)}


def count_country_years(country: str) -> dict[str, int]:
    """Return the photos of a country by time, as those of a city."""
    times = {each for edition in Scope().editions for each in (str(edition.year), edition.slug)}
    wanted = _tallies([f"{time}/{country}" for time in times]).where(Tally.photos > 0)
    return {row.scope.partition("/")[0]: row.photos for row in db.session.scalars(wanted)}


def count_stages() -> dict[Stage, int]:
    """Return how many photos that were really sent are in each stage."""
    wanted = select(Photo.stage, func.count(Photo.id)).join(Photo.submission)
    sent = wanted.where(Submission.sent_at.is_not(None)).group_by(Photo.stage)
    return dict(db.session.execute(sent).all())


def _count_actions(scope: Scope) -> tuple[int, int]:
    """Return how many cities announced an action and how many took part."""
    wanted = _ACTIONS
    if scope.year is not None:
        wanted = wanted.where(Action.edition_id.in_([each.id for each in scope.editions]))
    if scope.city is not None:
        wanted = wanted.where(Action.city_id == scope.city.id)
    elif scope.country is not None:
        wanted = wanted.join(Action.city).where(City.country == scope.country)
    row = db.session.execute(wanted).one()
    return row.announced, row.took_part


def _tallies(names: list[str]) -> Select[Tally]:
    """Choose tallies by their names."""
    return select(Tally).where(Tally.scope.in_(names))


def _join(actions: Row[int, int, int] | None, tally: Tally | None) -> Counts:
    """Put together what two tables know of a year."""
    return Counts(
        announced=actions.announced if actions else 0,
        took_part=actions.took_part if actions else 0,
        with_photos=tally.cities if tally else 0,
        photos=tally.photos if tally else 0,
    )


_DISTINCT_CITIES = (
    func.count(distinct(Action.city_id)).label("announced"),
    func.count(distinct(case((Action.stage.in_(TOOK_PART), Action.city_id)))).label("took_part"),
)
_ACTIONS = select(*_DISTINCT_CITIES).where(Action.stage != ActionStage.HIDDEN)
_ACTIONS_BY_YEAR = (
    select(Edition.year, *_DISTINCT_CITIES)
    .join(Edition, Action.edition_id == Edition.id)
    .where(Action.stage != ActionStage.HIDDEN)
    .group_by(Edition.year)
)
