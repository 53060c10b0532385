"""A part of the map: the frame around some places, and the land in it, drawn larger."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from gallery.places import atlas

Place = tuple[float, float]
Ring = tuple[Place, ...]

#: A frame's width in CSS pixels as phones show it, and its width by its height.
WIDTH, SHAPE = 380, 1.5
#: In the map's units: no frame is narrower, and at least so much is left around its places.
NARROWEST, MARGIN = 24, 4
#: Of what its places span, as much again is left on each side: there is room for names.
AIR = 0.12
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True)
class Region:
    """A frame on the map, in its units; whole numbers, so that neighbours share what is drawn."""

    left: int
    top: int
    width: int
    height: int

    @property
    def scale(self) -> float:
        """How many pixels one of the map's units is long in this frame."""
        return WIDTH / self.width

    @property
    def pixels(self) -> int:
        """How many pixels high it is."""
        return round(self.height * self.scale)

    def place(self, x: float, y: float) -> Place:
        """Return where a place of the map lies in this frame, in pixels."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale


def region_around(places: Iterable[Place]) -> Region:
    """Return a frame around places of the map, at least one."""
    columns, rows = zip(*places, strict=True)
    across, down = _with_air(max(columns) - min(columns)), _with_air(max(rows) - min(rows))
    width = math.ceil(min(atlas.WIDTH, max(NARROWEST, across, down * SHAPE)))
    height = math.ceil(width / SHAPE)
    left = round((max(columns) + min(columns) - width) / 2)
    top = round((max(rows) + min(rows) - height) / 2)
    return Region(max(0, min(left, atlas.WIDTH - width)), top, width, height)


def _with_air(span: float) -> float:
    """Return how long a frame's side is around so much."""
    return span + 2 * max(MARGIN, AIR * span)


@lru_cache(maxsize=512)
def land_in(region: Region) -> str:
    """Return the land of a region as the ``d`` of an SVG path, in its pixels."""
    found = (_clip(ring, region) for ring in _coast() if _meets(ring, region))
    return "".join(_draw(ring, region) for ring in found if len(ring) > 2)


@cache
def _coast() -> tuple[Ring, ...]:
    """Return the rings of the fine coast, which knows M, l and z only."""
    return tuple(_read(path) for path in atlas.land("fine").split("z") if path)


def _read(path: str) -> Ring:
    """Follow a ring from corner to corner."""
    numbers = [float(number) for number in _NUMBER.findall(path)]
    x = y = 0.0
    places = []
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        places.append((x, y))
    return tuple(places)


def _meets(ring: Ring, region: Region) -> bool:
    """Whether a ring's own frame touches a region."""
    columns, rows = zip(*ring, strict=True)
    return bool(
        min(columns) < region.left + region.width
        and max(columns) > region.left
        and min(rows) < region.top + region.height
        and max(rows) > region.top
    )


def _clip(ring: Ring, region: Region) -> Ring:
    """Cut off what lies outside of a region, side by side.

    Source: I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping", Communications of the
    ACM 17 (1974). The cuts run along the frame, a pixel outside of it, and are not seen.
    """
    edge = 1 / region.scale
    sides = (
        (0, 1, region.left - edge),
        (0, -1, region.left + region.width + edge),
        (1, 1, region.top - edge),
        (1, -1, region.top + region.height + edge),
    )
    for axis, way, limit in sides:
        ring = tuple(_cut(ring, axis=axis, way=way, limit=limit))
    return ring


def _cut(ring: Ring, *, axis: int, way: int, limit: float) -> Iterator[Place]:
    """Yield the corners of a ring on one side of a line, and where it crosses it."""
    if not ring:
        return
    for here, there in pairwise((*ring, ring[0])):
        inside, goes_on = ((place[axis] - limit) * way >= 0 for place in (here, there))
        if inside:
            yield here
        if inside != goes_on:
            share = (limit - here[axis]) / (there[axis] - here[axis])
            yield (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))


def _draw(ring: Ring, region: Region) -> str:
    """Write a ring in whole and half pixels."""
    corners = (region.place(*place) for place in ring)
    return "M" + "L".join(f"{round(x * 2) / 2:g} {round(y * 2) / 2:g}" for x, y in corners) + "z"
