"""The gazetteer: which city is meant by a few letters, by a number, by a point on the globe."""

import math
import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from gallery.errors import Unavailable
from gallery.places.build import cell_of
from gallery.places.folding import fold

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

#: Latin, Arabic and Chinese.
_COMMA = re.compile("[,،，、]")
#: What a name typed to its end is worth, in the hundredths of build.py.
_EXACT = 120
#: Ten times the inhabitants reach this much further: a photo at the Brandenburg Gate is of Berlin
#: and not of Mitte; one in Potsdam is not of Berlin, one in Saint-Denis not of Paris.
_KM_PER_POWER_OF_TEN = 5.0
_WITHIN_KM = 60.0
#: Searches that are remembered: most people begin with the same few letters.
_REMEMBERED = 2048

_COLUMNS = "id, name, country, region, lat, lon, population, timezone"
_FIND = f"SELECT {_COLUMNS} FROM city WHERE id = ?"
_COUNTRIES = "SELECT DISTINCT country FROM city"
_NAMED = "SELECT city FROM name WHERE key = ? AND NOT inner_word"
_BEGINNING = """
SELECT city FROM name WHERE key >= :key AND key < :key || char(0x10FFFF)
GROUP BY city ORDER BY max(rank) DESC, city LIMIT :limit
"""
_AROUND = f"SELECT {_COLUMNS} FROM city WHERE cell BETWEEN ? AND ?"
#: The cities within are found once for all names, not for each.
_LIKELIEST = f"""
SELECT city FROM name WHERE key >= :key AND key < :key || char(0x10FFFF) AND (
    :within = '' OR city IN (
        SELECT id FROM city WHERE country = :within
        UNION SELECT id FROM city
        WHERE region_key >= :within AND region_key < :within || char(0x10FFFF)
    )
)
ORDER BY rank + {_EXACT} * (key = :key AND NOT inner_word) DESC, city LIMIT :size OFFSET :done
"""


@dataclass(frozen=True)
class City:
    """A place of the gazetteer. Degrees are of its centre; the country is lower case ISO 3166."""

    geoname_id: int
    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    timezone: str


class Point(NamedTuple):
    """A point on the globe, in degrees."""

    lat: float
    lon: float


class Cities:
    """``cities.db``, read-only, with a connection per thread: one object serves all of them."""

    def __init__(self, path: Path) -> None:
        """Raise Unavailable ("no-cities") when the file has not been built."""
        if not path.is_file():
            raise Unavailable("no-cities", path=str(path))
        # Immutable: neither locks nor a journal. A rebuild replaces the file, never writes into it.
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._own = threading.local()
        self._search = lru_cache(_REMEMBERED)(self._find_likeliest)

    def find(self, geoname_id: int) -> City | None:
        """Return the city of this GeoNames id."""
        row = self._connection().execute(_FIND, (geoname_id,)).fetchone()
        return City(*row) if row else None

    def search(self, text: str, *, limit: int = 8) -> list[City]:
        """Return the likeliest cities whose name begins with ``text``, likeliest first.

        Any script will do. A comma and a country's code or the beginning of a region narrow it
        down ("London, ca" or "London, Ont"); if they leave nothing, they are disregarded.
        """
        name, where, *_ = [*_COMMA.split(text, maxsplit=1), ""]
        key, within = fold(name), fold(where)
        return [*(self._search(key, within, limit) or self._search(key, "", limit))]

    def named(self, text: str) -> set[int]:
        """Return the numbers of the cities of which this is a whole name, in any script."""
        return {row[0] for row in self._connection().execute(_NAMED, (fold(text),))}

    def beginning(self, text: str, *, limit: int) -> list[int]:
        """Return the numbers of the likeliest cities one of whose names begins so."""
        key = fold(text)
        rows = self._connection().execute(_BEGINNING, {"key": key, "limit": limit}) if key else ()
        return [row[0] for row in rows]

    def countries(self) -> frozenset[str]:
        """Return the codes of all countries that have a city here."""
        return frozenset(code for (code,) in self._connection().execute(_COUNTRIES))

    def nearest(
        self, lat: float, lon: float, *, within_km: float = _WITHIN_KM
    ) -> tuple[City, float] | None:
        """Return the city a point belongs to and the km to its centre, or None far from any.

        Of several within reach it is the nearest one, except that bigger cities reach further.
        """
        reached = self._reached(Point(lat, lon), within_km=within_km)
        if not reached:
            return None
        km, row = min(reached, key=lambda found: found[0] - _reach_km(population=found[1][6]))
        return City(*row), km

    def near(self, lat: float, lon: float, *, within_km: float, limit: int = 6) -> list[City]:
        """Return cities to be told apart on a map of this scale: the one a point belongs to first.

        Then the biggest ones in the circle that are not too close to each other, the nearest first.
        """
        here, scale = Point(lat, lon), max(1.0, within_km / _WITHIN_KM / 3)
        reached = self._reached(here, within_km=within_km)
        nearest = sorted(
            reached, key=lambda found: found[0] - scale * _reach_km(population=found[1][6])
        )
        biggest = sorted(reached, key=lambda found: -found[1][6])
        kept: list[City] = []
        for _, row in nearest[:1] + biggest:
            city = City(*row)
            if len(kept) < limit and _is_apart(city, kept, least_km=within_km / 4):
                kept.append(city)
        return kept[:1] + sorted(kept[1:], key=lambda city: distance_km(here, centre(city)))

    def _reached(self, here: Point, *, within_km: float) -> list[tuple[float, tuple[Any, ...]]]:
        """Return the cities in a circle, each with the km to its centre."""
        return [
            (km, row)
            for row in self._around(here, within_km=within_km)
            if (km := distance_km(here, Point(row[4], row[5]))) <= within_km
        ]

    def _find_likeliest(self, key: str, within: str, limit: int) -> tuple[City, ...]:
        return tuple(islice(self._likeliest(key, within=within), limit))

    def _likeliest(self, key: str, *, within: str = "") -> Iterator[City]:
        """Yield the cities whose names a key begins, by falling rank, each once."""
        seen: set[int] = set()
        done, size = 0, 256
        while rows := self._ids(key, within=within, size=size, done=done):
            for (geoname_id,) in rows:
                if geoname_id not in seen:
                    seen.add(geoname_id)
                    yield self._city(geoname_id)
            done, size = done + size, size * 8

    def _ids(self, key: str, *, within: str, size: int, done: int) -> list[tuple[int]]:
        if not key:
            return []
        values = {"key": key, "within": within, "size": size, "done": done}
        return self._connection().execute(_LIKELIEST, values).fetchall()

    def _city(self, geoname_id: int) -> City:
        return City(*self._connection().execute(_FIND, (geoname_id,)).fetchone())

    def _around(self, here: Point, *, within_km: float) -> Iterator[tuple[Any, ...]]:
        for first, last in _cells_around(here, within_km=within_km):
            yield from self._connection().execute(_AROUND, (first, last))

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._own, "connection"):
            self._own.connection = sqlite3.connect(self._address, uri=True)
        connection: sqlite3.Connection = self._own.connection
        return connection


def slugify(name: str, *, fallback: int | str = "") -> str:
    """Return a name for addresses: ASCII letters, digits and hyphens.

    ``fallback`` (the GeoNames id) is for a name without a Latin letter; without it, it is empty.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or str(fallback)


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance, by the haversine formula (good at small distances)."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    rise = math.sin((other_lat - lat) / 2) ** 2
    turn = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    chord = min(1.0, rise + math.cos(lat) * math.cos(other_lat) * turn)
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def centre(city: City) -> Point:
    """Return where a city lies."""
    return Point(city.lat, city.lon)


def _is_apart(city: City, others: list[City], *, least_km: float) -> bool:
    """Whether a city is so far from all others."""
    return all(distance_km(centre(city), centre(other)) >= least_km for other in others)


def _reach_km(*, population: int) -> float:
    return _KM_PER_POWER_OF_TEN * math.log10(max(population, 1))


def _cells_around(here: Point, *, within_km: float) -> Iterator[tuple[int, int]]:
    """Yield runs of one-degree cells that together hold the circle around a point."""
    angle = within_km / EARTH_RADIUS_KM
    reach = math.degrees(angle)
    span = _longitude_span(math.radians(here.lat), angle=angle)
    south, north = max(here.lat - reach, -90.0), min(here.lat + reach, 90.0)
    for row in range(math.floor(south), math.floor(north) + 1):
        if span >= 179:
            yield cell_of(row, -180), cell_of(row, 179)
            continue
        west, east = cell_of(row, here.lon - span), cell_of(row, here.lon + span)
        if west <= east:
            yield west, east
        else:  # across the antimeridian
            yield west, cell_of(row, 179)
            yield cell_of(row, -180), east


def _longitude_span(lat: float, *, angle: float) -> float:
    """Return how far, in degrees, a circle of this angular radius reaches east and west.

    Source: the right spherical triangle of pole, centre and touching meridian. Both given angles
    are radians. Around a pole it is every meridian.
    """
    if abs(lat) + angle >= math.pi / 2:
        return 180.0
    return math.degrees(math.asin(math.sin(angle) / math.cos(lat)))
