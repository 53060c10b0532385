"""The map's geometry: where a place lies on it, what land looks like, which dots are gathered."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, product
from pathlib import Path
from statistics import fmean
from typing import Generic, Literal, TypeVar

Carried = TypeVar("Carried")

# Natural Earth projection: Bojan Šavrič, Bernhard Jenny and Tom Patterson, "A polynomial equation
# for the Natural Earth projection", Cartography and Geographic Information Science 38 (2011).
_LENGTH = ((0.870700, 0), (-0.131979, 2), (-0.013791, 4), (0.003971, 10), (-0.001529, 12))
_HEIGHT = ((1.007226, 1), (0.015085, 3), (-0.044475, 7), (0.028874, 9), (-0.005916, 11))

#: The map's width in its own units; shown at 1000 CSS pixels, a unit is a pixel.
WIDTH = 1000
#: Where the map is cut open, in degrees east: in the Bering Strait, so that no land is parted.
CUT = -169.0
#: What the frame shows, in degrees: Greenland to Cape Horn. Antarctica has no cities.
NORTH, SOUTH = 83.7, -56.2

_SCALE = WIDTH / (math.tau * _LENGTH[0][0])


def _polynomial(terms: tuple[tuple[float, int], ...], lat: float) -> float:
    angle = math.radians(lat)
    return _SCALE * math.fsum(factor * angle**power for factor, power in terms)


_TOP = _polynomial(_HEIGHT, NORTH)

#: The map's height in its own units.
HEIGHT = math.ceil(_TOP - _polynomial(_HEIGHT, SOUTH))
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"

COASTS = {
    "coarse": Path(__file__).with_name("coast.txt"),
    "fine": Path(__file__).resolve().parents[2] / "static" / "map" / "coast.txt",
}

#: Radii in CSS pixels: a single city, several (by their number), and the least that a thumb hits.
_SINGLE, _GATHERED, _GROWTH, _LARGEST, _THUMB = 7.0, 9.0, 1.6, 20.0, 12.0


@lru_cache(10_000)
def project(lat: float, lon: float) -> tuple[float, float]:
    """Return where a point lies, in the map's units from its left upper corner.

    Degrees; any longitude will do. What is north or south of the frame lies outside of it.
    """
    turn = math.radians((lon - CUT) % 360 - 180)
    return WIDTH / 2 + turn * _polynomial(_LENGTH, lat), _TOP - _polynomial(_HEIGHT, lat)


def unproject(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude of a point on the map, to a hundredth of a degree.

    What lies beside the globe is taken for its nearest point.
    """
    south, north = SOUTH, NORTH
    while north - south > 0.005:
        middle = (south + north) / 2
        south, north = (south, middle) if project(middle, CUT)[1] < y else (middle, north)
    lat = (south + north) / 2
    turn = math.degrees((x - WIDTH / 2) / _polynomial(_LENGTH, lat))
    lon = CUT + 180 + max(-180.0, min(180.0, turn))
    return lat, (lon + 180) % 360 - 180


@cache
def land(detail: Literal["coarse", "fine"]) -> str:
    """Return the world's land as the ``d`` of an SVG path, in the map's units.

    "coarse" is small enough for every page; "fine" is the file ``static/map/coast.txt``, for zooms
    beyond 2.5. Source: Natural Earth (public domain), made by coast.py.
    """
    return COASTS[detail].read_text("ascii").strip()


@dataclass(frozen=True)
class Dot(Generic[Carried]):
    """A place to be shown: degrees, a weight (photos, say) and whatever the caller hangs on it."""

    lat: float
    lon: float
    weight: int
    carried: Carried


@dataclass(frozen=True)
class Cluster(Generic[Carried]):
    """Dots that share a circle; often only one. Lengths are in the map's units."""

    x: float
    y: float
    radius: float
    weight: int
    dots: tuple[Dot[Carried], ...]

    @property
    def count(self) -> int:
        """Say how many dots share the circle."""
        return len(self.dots)


def radius(count: int, *, unit: float = 1.0) -> float:
    """Return the radius of a circle of so many dots; ``unit`` as in ``cluster``."""
    if count == 1:
        return _SINGLE * unit
    return min(_LARGEST, _GATHERED + _GROWTH * math.sqrt(count)) * unit


def cluster(dots: Iterable[Dot[Carried]], *, unit: float = 1.0) -> list[Cluster[Carried]]:
    """Gather dots until no two circles overlap, nor the rings around them that a thumb hits.

    ``unit`` is the size of a CSS pixel in the map's units: 1.0 where the map is 1000 pixels wide,
    2.0 where it is 500. Close neighbours are gathered first, then whatever still overlaps, the
    biggest first. The order of the dots does not matter; the biggest clusters come first.
    """
    waiting = sorted(_gather_squares(dots, unit=unit), key=_size)
    placed = _Placed[Carried](unit=unit)
    while waiting:
        one = waiting.pop()
        if other := placed.find_overlapping(one):
            placed.remove(other)
            waiting.append(_merge(one, other, unit=unit))
        else:
            placed.add(one)
    return sorted(placed, key=_size, reverse=True)


_Placing = tuple[float, float, Dot[Carried]]


class _Placed(Generic[Carried]):
    """Clusters that do not overlap, on a grid so wide that only adjoining squares can touch."""

    def __init__(self, *, unit: float) -> None:
        self._unit = unit
        self._squares: defaultdict[tuple[int, int], list[Cluster[Carried]]] = defaultdict(list)

    def __iter__(self) -> Iterator[Cluster[Carried]]:
        return chain.from_iterable(self._squares.values())

    def add(self, one: Cluster[Carried]) -> None:
        self._squares[self._square(one)].append(one)

    def remove(self, one: Cluster[Carried]) -> None:
        self._squares[self._square(one)].remove(one)

    def find_overlapping(self, one: Cluster[Carried]) -> Cluster[Carried] | None:
        column, row = self._square(one)
        for near in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
            for other in self._squares.get(near, ()):
                if self._overlap(one, other):
                    return other
        return None

    def _overlap(self, one: Cluster[Carried], other: Cluster[Carried]) -> bool:
        thumb = _THUMB * self._unit
        room = max(one.radius, thumb) + max(other.radius, thumb)
        return math.hypot(one.x - other.x, one.y - other.y) < room

    def _square(self, one: Cluster[Carried]) -> tuple[int, int]:
        side = 2 * _LARGEST * self._unit
        return math.floor(one.x / side), math.floor(one.y / side)


def _gather_squares(dots: Iterable[Dot[Carried]], *, unit: float) -> Iterator[Cluster[Carried]]:
    """Gather what shares a square so small that its circles overlap anyway."""
    side = _THUMB * unit
    squares: defaultdict[tuple[int, int], list[_Placing[Carried]]] = defaultdict(list)
    for dot in sorted(dots, key=lambda dot: (dot.lat, dot.lon, dot.weight)):
        x, y = project(dot.lat, dot.lon)
        squares[math.floor(x / side), math.floor(y / side)].append((x, y, dot))
    for placings in squares.values():
        columns, rows, members = zip(*placings, strict=True)
        yield _circle(fmean(columns), fmean(rows), dots=members, unit=unit)


def _merge(one: Cluster[Carried], other: Cluster[Carried], *, unit: float) -> Cluster[Carried]:
    share = one.count / (one.count + other.count)
    x = share * one.x + (1 - share) * other.x
    y = share * one.y + (1 - share) * other.y
    return _circle(x, y, dots=one.dots + other.dots, unit=unit)


def _circle(x: float, y: float, *, dots: tuple[Dot[Carried], ...], unit: float) -> Cluster[Carried]:
    weight = sum(dot.weight for dot in dots)
    return Cluster(x, y, radius=radius(len(dots), unit=unit), weight=weight, dots=dots)


def _size(one: Cluster[Carried]) -> tuple[int, int, float, float]:
    return one.count, one.weight, one.x, one.y
