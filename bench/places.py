"""The gazetteer and the map: how long typing, the nearest city and five thousand dots take."""

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench.measuring import Told
from gallery.places.atlas import Dot, cluster
from gallery.places.build import SOURCE, build_cities
from gallery.places.cities import Cities, City

NAMES = 100  # are typed, letter by letter
DOTS = 5000


def measure_places(tell: Told) -> dict[str, Any]:
    """Return medians and 95th percentiles in ms, and typing as a ratio to finding by number."""
    tell("the gazetteer")
    with tempfile.TemporaryDirectory() as folder:
        build_cities(SOURCE, Path(folder, "cities.db"))
        cities = Cities(Path(folder, "cities.db"))
        asked = _some_cities(cities, Path(folder, "cities.db"))
        found = _spans(cities.find, [city.geoname_id for city in asked])
        typed = _spans(cities.search, [text for city in asked for text in _typed(city.name)])
        near = _spans(
            lambda place: cities.nearest(*place),
            [(city.lat + 0.01, city.lon + 0.01) for city in asked],
        )
    dots = [Dot(city.lat, city.lon, 1, None) for city in asked] * (DOTS // NAMES)
    drawn = _spans(lambda unit: cluster(dots, unit=unit), [1.0, 0.2] * 3)
    return {
        "typing_vs_find": round(statistics.median(typed) / statistics.median(found), 1),
        "typing_ms": _figures(typed),
        "nearest_ms": _figures(near),
        "cluster_ms": _figures(drawn),
    }


def _some_cities(cities: Cities, path: Path) -> list[City]:
    """Return cities by chance, the same ones each time."""
    with sqlite3.connect(path) as connection:
        numbers = [number for (number,) in connection.execute("SELECT id FROM city ORDER BY id")]
    chosen = random.Random(1).sample(numbers, NAMES)
    return [city for city in map(cities.find, chosen) if city]


def _typed(name: str) -> Iterable[str]:
    """Yield what somebody has typed so far."""
    return (name[:length] for length in range(1, min(20, len(name)) + 1))


def _spans(work: Callable[[Any], object], asked: list[Any]) -> list[float]:
    """Return how long each piece of work took, in ms."""
    spans = []
    for each in asked:
        begun = time.perf_counter()
        work(each)
        spans.append((time.perf_counter() - begun) * 1000)
    return spans


def _figures(spans: list[float]) -> dict[str, float]:
    """Return median and 95th percentile."""
    ordered = sorted(spans)
    return {
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[int(len(ordered) * 0.95)], 3),
    }
