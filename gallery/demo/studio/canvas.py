"""Lines become masks: curves, where they lie on the canvas, smooth and soft edges."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw

Point = tuple[float, float]
Line = list[Point]
Size = tuple[int, int]
Box = tuple[int, int, int, int]

#: Edges are drawn this much larger and reduced, so that they come out smooth.
_FINER = 2
_STEPS = 12


class View(NamedTuple):
    """Where the units of a shape (x and y from 0 to 100, y downwards) lie on the canvas.

    ``foot`` is the pixel of (50, 100), ``scale`` the pixels of a unit; ``lean`` turns the shape
    around its foot, clockwise, in radians; ``warp`` bends its units before.
    """

    scale: float
    foot: Point
    flip: bool = False
    lean: float = 0.0
    warp: Callable[[Point], Point] | None = None

    def place(self, line: Iterable[Point]) -> Line:
        """Turn units into pixels."""
        sine, cosine = math.sin(self.lean), math.cos(self.lean)
        across = -self.scale if self.flip else self.scale
        placed = []
        for x, y in map(self.warp, line) if self.warp else line:
            right, down = x - 50, y - 100
            turned = right * cosine - down * sine, right * sine + down * cosine
            placed.append(
                (self.foot[0] + across * turned[0], self.foot[1] + self.scale * turned[1])
            )
        return placed


def trace(path: str) -> Line:
    """Flatten a closed path of absolute M, L, C and Q, as SVG writes it."""
    line: Line = []
    for command, rest in re.findall(r"([MLCQ])([^MLCQZ]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        each = {"M": 1, "L": 1, "Q": 2, "C": 3}[command]
        for start in range(0, len(points), each):
            line += _bend([*line[-1:], *points[start : start + each]])
    return line


def _bend(points: list[Point]) -> Line:
    if len(points) < 3:
        return points[-1:]
    return [_bezier(points, step / _STEPS) for step in range(1, _STEPS + 1)]


def _bezier(points: Sequence[Point], t: float) -> Point:
    while len(points) > 1:
        points = [_between(one, other, t) for one, other in pairwise(points)]
    return points[0]


def _between(one: Point, other: Point, t: float) -> Point:
    return one[0] + (other[0] - one[0]) * t, one[1] + (other[1] - one[1]) * t


def curve(*points: Point, steps: int = 8) -> Line:
    """Run a smooth line through points (E. Catmull and R. Rom, 1974)."""
    ends = [points[0], *points, points[-1]]
    line = [
        (
            _spline([corner[0] for corner in four], t / steps),
            _spline([c[1] for c in four], t / steps),
        )
        for four in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
        for t in range(steps)
    ]
    return [*line, points[-1]]


def _spline(four: list[float], t: float) -> float:
    a, b, c, d = four
    squares, cubes = 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return b + 0.5 * t * ((c - a) + t * (squares + t * cubes))


def ribbon(line: Sequence[Point], *widths: float) -> Line:
    """Return the outline of a stroke along a line, as wide as ``widths`` spread along it say."""
    left, right = [], []
    for index, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, index - 1)], line[min(len(line) - 1, index + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        half = _spread(widths, index / max(1, len(line) - 1)) / 2
        up = (ay - by) / length * half, (bx - ax) / length * half
        left.append((x + up[0], y + up[1]))
        right.append((x - up[0], y - up[1]))
    return left + right[::-1]


def _spread(values: Sequence[float], t: float) -> float:
    place = t * (len(values) - 1)
    low = min(int(place), max(0, len(values) - 2))
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def oval(x: float, y: float, wide: float, high: float, *, turn: float = 0.0) -> Line:
    """Return an ellipse around a point; ``wide`` and ``high`` are half its axes."""
    sine, cosine = math.sin(turn), math.cos(turn)
    ring = []
    for step in range(36):
        right, down = wide * math.cos(step * math.pi / 18), high * math.sin(step * math.pi / 18)
        ring.append((x + right * cosine - down * sine, y + right * sine + down * cosine))
    return ring


class Sheet:
    """A grey drawing on a part of the canvas, with smooth edges; 0 where nothing is drawn."""

    def __init__(self, box: Box, *, ground: int = 0) -> None:
        self.box = box
        size = (box[2] - box[0]) * _FINER, (box[3] - box[1]) * _FINER
        self._image = Image.new("L", size, ground)
        self._pen = ImageDraw.Draw(self._image)

    def fill(self, line: Line, grey: int = 255) -> None:
        """Fill a closed line."""
        if len(line) > 2:
            self._pen.polygon(self._finer(line), fill=grey)

    def stroke(self, line: Line, *, width: float, grey: int = 255) -> None:
        """Draw along a line."""
        self._pen.line(
            self._finer(line), fill=grey, width=max(1, round(width * _FINER)), joint="curve"
        )

    def done(self) -> Image.Image:
        """Return the drawing in the canvas' pixels."""
        return self._image.reduce(_FINER)

    def _finer(self, line: Line) -> Line:
        left, top = self.box[:2]
        return [((x - left) * _FINER, (y - top) * _FINER) for x, y in line]


def box_of(lines: Iterable[Line], *, size: Size, margin: float = 0.0) -> Box | None:
    """Return the part of the canvas that lines touch, with a margin in pixels; None if none."""
    points = [point for line in lines for point in line]
    left, right = min(x for x, _ in points) - margin, max(x for x, _ in points) + margin
    top, bottom = min(y for _, y in points) - margin, max(y for _, y in points) + margin
    box = (
        max(0, math.floor(left)),
        max(0, math.floor(top)),
        min(size[0], math.ceil(right) + 1),
        min(size[1], math.ceil(bottom) + 1),
    )
    return box if box[0] < box[2] and box[1] < box[3] else None


def mask_of(lines: Sequence[Line], *, size: Size) -> Image.Image:
    """Fill closed lines on a whole canvas."""
    canvas = Image.new("L", size, 0)
    if box := box_of(lines, size=size):
        sheet = Sheet(box)
        for line in lines:
            sheet.fill(line)
        canvas.paste(sheet.done(), box[:2])
    return canvas
