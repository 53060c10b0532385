"""Make the map's land paths out of Natural Earth's outlines. Run by hand.

The outlines come from the npm package world-atlas (Natural Earth, public domain)::

    npm install world-atlas@2.0.2
    python -m gallery.places.coast node_modules/world-atlas

It writes ``coast.txt`` beside this file (drawn into every map) and ``static/map/coast.txt`` (asked
for when zooming). The same input always gives the same bytes.
"""

import json
import sys
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from gallery.places import atlas

Place = tuple[float, float]
Ring = list[Place]


class Grade(NamedTuple):
    """How much is left of the outlines; lengths and areas in the map's units."""

    source: str
    target: Path
    step: float  # corners are rounded to multiples of it
    speck: float  # islands and lakes of a smaller area are left out
    dent: float  # a corner is dropped when the triangle it makes is smaller


GRADES = (
    Grade("land-110m.json", atlas.COASTS["coarse"], step=1, speck=0.5, dent=0.2),
    Grade("land-50m.json", atlas.COASTS["fine"], step=0.1, speck=0.1, dent=0.05),
)


def main(arguments: list[str]) -> None:
    """Write both paths from the folder of world-atlas."""
    folder = Path(arguments[0])
    for grade in GRADES:
        topology = json.loads((folder / grade.source).read_bytes())
        grade.target.parent.mkdir(parents=True, exist_ok=True)
        grade.target.write_text(draw_land(topology, grade=grade) + "\n", "ascii")


def draw_land(topology: dict[str, Any], *, grade: Grade) -> str:
    """Return the land of a TopoJSON topology as the ``d`` of an SVG path.

    Source: the TopoJSON format specification, version 1.0, sections 2.1.2 to 2.1.4.
    """
    rings = (
        _simplify(_project(outline), dent=grade.dent)
        for outline in _outlines(topology)
        if max(lat for _, lat in outline) > atlas.SOUTH  # all but Antarctica
    )
    kept = (ring for ring in rings if len(ring) > 2 and abs(_area(ring)) >= grade.speck)
    return "".join(_draw(ring, step=grade.step) for ring in kept)


def _outlines(topology: dict[str, Any]) -> Iterator[Ring]:
    """Yield every ring of the land, outer and inner ones alike, as longitudes and latitudes."""
    arcs = [_decode(arc, transform=topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                runs = (arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring)
                yield [
                    place for run in runs for place in run[:-1]
                ]  # each ends where the next begins


def _decode(arc: list[tuple[int, int]], *, transform: dict[str, Any]) -> Ring:
    (lon_step, lat_step), (west, south) = transform["scale"], transform["translate"]
    lons, lats = (accumulate(axis) for axis in zip(*arc, strict=True))
    return [(west + lon_step * x, south + lat_step * y) for x, y in zip(lons, lats, strict=True)]


def _project(outline: Ring) -> Ring:
    """Project a ring; of one that crosses the map's cut, the narrower part falls onto the edge."""
    ring = [atlas.project(lat, lon) for lon, lat in outline]
    middle = atlas.WIDTH / 2
    if all(abs(here[0] - there[0]) < middle for here, there in pairwise(ring)):
        return ring
    left = max(x for x, _ in ring if x < middle)
    right = min(x for x, _ in ring if x >= middle)
    is_east = atlas.WIDTH - right > left
    edge = atlas.CUT - 1e-9 if is_east else atlas.CUT
    return [
        (x, y) if (x >= middle) == is_east else atlas.project(lat, edge)
        for (x, y), (_, lat) in zip(ring, outline, strict=True)
    ]


def _simplify(ring: Ring, *, dent: float) -> Ring:
    """Drop the flattest corner until none is flatter than ``dent``.

    Source: M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of
    points", The Cartographic Journal 30 (1993).
    """
    last = len(ring) - 1
    before = {corner: corner - 1 for corner in range(1, last + 1)} | {0: last}
    after = {corner: corner + 1 for corner in range(last)} | {last: 0}

    def dent_at(corner: int) -> float:
        return abs(_area([ring[before[corner]], ring[corner], ring[after[corner]]]))

    flattest = [(dent_at(corner), corner) for corner in before]
    heapify(flattest)
    while len(before) > 3 and flattest[0][0] < dent:
        size, corner = heappop(flattest)
        if corner not in before or size != dent_at(corner):
            continue  # dropped already, or less flat since a neighbour was dropped
        left, right = before.pop(corner), after.pop(corner)
        after[left], before[right] = right, left
        for neighbour in (left, right):
            heappush(flattest, (dent_at(neighbour), neighbour))
    return [place for corner, place in enumerate(ring) if corner in before]


def _area(ring: Ring) -> float:
    """Return the signed area (the shoelace formula)."""
    following = ring[1:] + ring[:1]
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, following, strict=True)) / 2


def _draw(ring: Ring, *, step: float) -> str:
    """Return a ring as a closed path with relative lines; nothing when rounding flattens it."""
    rounded = [(round(x / step), round(y / step)) for x, y in ring]
    corners = [
        here
        for here, before in zip(rounded, rounded[-1:] + rounded, strict=False)
        if here != before
    ]
    if len(corners) < 3:
        return ""
    moves = [
        part
        for (x, y), (a, b) in pairwise(corners)
        for part in (_number(a - x, step=step), _number(b - y, step=step))
    ]
    start = " ".join(_number(part, step=step) for part in corners[0])
    return f"M{start}l{_pack(moves)}z"


def _number(steps: int, *, step: float) -> str:
    """Write a number as shortly as SVG allows: no trailing zeros, none before the point."""
    text = f"{steps * step:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _pack(numbers: list[str]) -> str:
    """Join numbers, with a space only where the next one's sign or point does not part them."""
    packed = numbers[0]
    for last, number in pairwise(numbers):
        parted = number.startswith("-") or (number.startswith(".") and "." in last)
        packed += number if parted else f" {number}"
    return packed


if __name__ == "__main__":
    main(sys.argv[1:])
