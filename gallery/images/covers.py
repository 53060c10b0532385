"""Covers: solid strips of the campaign's tape over faces, and the crop to the statue.

What lies under a cover, or outside a crop, must leave no trace in any published byte. So both are
done on decoded pixels before any resizing or encoding, and they reach as far as the original's own
coding has smeared what is to go: a JPEG mixes pixels within a block, and colours of neighbours.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from PIL import Image, ImageDraw

NOISE = 1e-9  # of adding fractions
TAPE = (181, 18, 43)  # --tape of the campaign's look
#: How far the torn ends of a strip reach out, as a share of its height, from top to bottom.
TORN = (0.02, 0.10, 0.04, 0.12, 0.03, 0.09, 0.01, 0.07)


class Box(NamedTuple):
    """A part of the upright picture, in fractions of its width and height (0 to 1)."""

    left: float
    top: float
    width: float
    height: float


class Area(NamedTuple):
    """A part of an image in whole pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int


class Grain(NamedTuple):
    """How coarsely an original was coded, and how it was decoded.

    ``width`` and ``height`` are the original's pixels, ``cell`` the block (in these pixels, wide
    and high) inside which its coding mixes them, ``factor`` by what they were divided while
    decoding, and ``bleed`` how many decoded pixels further a colour may have run.
    """

    width: int
    height: int
    cell: tuple[int, int] = (1, 1)
    factor: int = 1
    bleed: int = 0


def draw_covers(image: Image.Image, covers: Sequence[Box], *, grain: Grain) -> None:
    """Overwrite every pixel that shows, or was mixed with, anything in one of the boxes."""
    draw = ImageDraw.Draw(image)
    for box in covers:
        area = area_touched(box, grain)
        draw.rectangle((area.left, area.top, area.right - 1, area.bottom - 1), fill=TAPE)
        draw.polygon(_torn_end(area, side=area.left, outwards=-1), fill=TAPE)
        draw.polygon(_torn_end(area, side=area.right - 1, outwards=1), fill=TAPE)


def crop_to(image: Image.Image, crop: Box, *, grain: Grain) -> Image.Image:
    """Return the pixels inside a box that were not mixed with anything outside."""
    return image.crop(area_inside(crop, grain))


def area_touched(box: Box, grain: Grain) -> Area:
    """Return the decoded pixels that hold anything of a box."""
    left, right = _outwards(box.left, box.width, size=grain.width, cell=grain.cell[0], grain=grain)
    top, bottom = _outwards(box.top, box.height, size=grain.height, cell=grain.cell[1], grain=grain)
    return Area(left, top, right, bottom)


def area_inside(box: Box, grain: Grain) -> Area:
    """Return the decoded pixels that hold nothing from outside a box.

    A box smaller than the original's own blocks has none; then it is taken by its whole pixels.
    """
    left, right = _inwards(box.left, box.width, size=grain.width, cell=grain.cell[0], grain=grain)
    top, bottom = _inwards(box.top, box.height, size=grain.height, cell=grain.cell[1], grain=grain)
    if left < right and top < bottom:
        return Area(left, top, right, bottom)
    return area_touched(box, grain._replace(cell=(1, 1), bleed=0))


def is_hidden(part: Box, covers: Sequence[Box], crop: Box | None) -> bool:
    """Whether nothing of a part of the picture shows beside its covers, or inside a crop."""
    shown = _common(part, crop) if crop else part
    if shown is None:
        return True
    near = [cover for cover in covers if _common(cover, shown)]
    across = _middles(shown.left, shown.width, [(each.left, each.width) for each in near])
    down = _middles(shown.top, shown.height, [(each.top, each.height) for each in near])
    return all(any(_holds(cover, x, y) for cover in near) for x in across for y in down)


def _common(one: Box, other: Box) -> Box | None:
    """Return what two boxes have in common, if they have anything."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    width = min(one.left + one.width, other.left + other.width) - left
    height = min(one.top + one.height, other.top + other.height) - top
    return Box(left, top, width, height) if width > NOISE and height > NOISE else None


def _middles(start: float, length: float, others: Sequence[tuple[float, float]]) -> list[float]:
    """Cut a stretch wherever another one begins or ends; return the middles of the pieces."""
    end = start + length
    ends = {at for first, wide in others for at in (first, first + wide) if start < at < end}
    cuts = [start, *sorted(ends), end]
    return [(one + other) / 2 for one, other in pairwise(cuts) if other - one > NOISE]


def _holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height


def _outwards(
    start: float, length: float, *, size: int, cell: int, grain: Grain
) -> tuple[int, int]:
    """Grow a stretch of one axis to whole cells, then to whole decoded pixels and their bleed."""
    first, last = _ends(start, length, size=size)
    first, last = floor(first / cell) * cell, ceil(last / cell) * cell
    return (
        _within(floor(first / grain.factor) - grain.bleed, size, grain.factor),
        _within(ceil(last / grain.factor) + grain.bleed, size, grain.factor),
    )


def _inwards(start: float, length: float, *, size: int, cell: int, grain: Grain) -> tuple[int, int]:
    """Shrink a stretch of one axis to whole cells; what lies at the picture's edge stays there."""
    first, last = _ends(start, length, size=size)
    begin, end = 0, _decoded(size, grain.factor)
    if first > 0:
        begin = ceil(ceil(first / cell) * cell / grain.factor) + grain.bleed
    if last < size:
        end = floor(floor(last / cell) * cell / grain.factor) - grain.bleed
    return begin, end


def _ends(start: float, length: float, *, size: int) -> tuple[float, float]:
    """Return both ends in pixels of the original, without the noise of fractions."""
    one, other = round(start * size, 6), round((start + length) * size, 6)
    return min(one, other), max(one, other)


def _within(value: int, size: int, factor: int) -> int:
    """Keep a coordinate inside the decoded image."""
    return max(0, min(value, _decoded(size, factor)))


def _decoded(size: int, factor: int) -> int:
    """Return how many pixels an edge has once it was divided while decoding."""
    return ceil(size / factor)


def _torn_end(area: Area, *, side: int, outwards: int) -> list[tuple[float, float]]:
    """Return the outline of a torn end; it only adds to the strip."""
    height = area.bottom - 1 - area.top
    teeth = [
        (side + outwards * reach * height, area.top + height * at / (len(TORN) - 1))
        for at, reach in enumerate(TORN)
    ]
    return [(side, area.top), *teeth, (side, area.bottom - 1)]
