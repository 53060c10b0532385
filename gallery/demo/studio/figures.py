"""Statues on plinths: how a body, a coat, a face and a gag are made; poses.py has the people."""

import random

from gallery.demo.studio.canvas import Line, Point, curve, oval, ribbon, trace
from gallery.demo.studio.sculpture import Bump, Sculpture

NECK = ribbon([(50, 9), (50, 17), (50, 23)], 5.4, 5.8, 9.0)
SHORT_HAIR = trace(
    "M43.8,6.5 C42.4,-3.6 57.6,-3.6 56.2,6.5 C55.4,3.4 53.4,2 50,1.7 C46.6,2 44.6,3.4 43.8,6.5Z"
)
PINNED_HAIR = trace("M44,9 C40.6,-3.4 59.4,-3.4 56,9 C55,5 53.6,3 50,2.6 C46.4,3 45,5 44,9Z")
LOOSE_HAIR = trace(
    "M44.2,10 C39.6,-3 60.4,-3.4 56.6,9 C60,10 60.6,15 57.4,17 C56,12 55.6,6 50,3"
    "C46.4,4.4 45,6 44.2,10Z"
)

_HEAD = oval(50, 6.6, 5.3, 6.7)
_FACE = (
    Bump(oval(47.7, 5.6, 1.9, 1.1), -1.5, 0.5),
    Bump(oval(52.3, 5.6, 1.9, 1.1), -1.5, 0.5),
    Bump(ribbon([(50, 4.4), (50, 8.4)], 1.0, 1.9), 1.5, 0.4),
    Bump(ribbon(curve((45.6, 4.2), (50, 4.6), (54.4, 4.2)), 0.7, 1.2, 0.7), 0.8, 0.4),
)


def build_plinth(sculpture: Sculpture, *, half: float, dice: random.Random) -> None:
    """Put a block under the feet, ``half`` as wide: cornice, die with an inscription, steps."""
    foot = 105 + dice.uniform(52, 66)
    for wide, top, bottom, rise in (
        (half + 1.5, 100.0, 102.2, 2.0),
        (half + 3.5, 102.2, 105.0, 3.0),
        (half, 105.0, foot, 4.0),
        (half + 3, foot, foot + 4, 4.6),
        (half + 8, foot + 4, foot + 10, 6.0),
        (half + 14, foot + 10, foot + 60, 8.0),
    ):
        sculpture.build(_block(wide, top=top, bottom=bottom), reach=2.0, height=rise)
    sculpture.carve(Bump(_block(half - 5, top=113, bottom=foot - 9), -1.0, 0.25))
    for row in range(dice.randint(3, 5)):
        _inscribe(sculpture, y=120 + row * 6.4, half=half - 9, dice=dice)


def _block(half: float, *, top: float, bottom: float) -> Line:
    return [(50 - half, top), (50 + half, top), (50 + half, bottom), (50 - half, bottom)]


def _inscribe(sculpture: Sculpture, *, y: float, half: float, dice: random.Random) -> None:
    """Cut a line of what might be letters."""
    x, last = 50 - half + dice.uniform(0, 4), 50 + half - dice.uniform(0, 4)
    while x < last:
        end = min(last, x + dice.uniform(1.6, 5.5))
        sculpture.carve(Bump(ribbon([(x, y), (end, y)], 1.7), -0.6, 0.2))
        x = end + 1.5


def add_arm(
    sculpture: Sculpture, *points: Point, wide: tuple[float, ...], height: float = 3.0
) -> None:
    """Add an arm with its hand, in front of what is there."""
    (ax, ay), (bx, by) = points[0], points[-1]
    parts = (
        ribbon(curve(*points), *wide),
        oval(ax, ay, wide[0] / 2, wide[0] / 2),
        oval(bx, by, wide[-1] * 0.62, wide[-1] * 0.62),
    )
    sculpture.swell(*parts, reach=2.4, height=height)
    sculpture.lift(*parts, height=height * 0.4, soft=0.5)


def add_legs(sculpture: Sculpture, *, hem: float, apart: float, wide: float) -> None:
    """Let two legs come out below a hem."""
    for side in (-1, 1):
        x = 50 + side * apart
        leg = ribbon([(x, hem), (x + side, 90), (x + side * 1.5, 98)], wide, wide * 0.82)
        shoe = oval(x + side * 2.6, 98.6, wide * 0.72, 2)
        sculpture.swell(leg, shoe, reach=2.6, height=2.6)


def add_folds(
    sculpture: Sculpture,
    *,
    top: tuple[Point, Point],
    hem: tuple[Point, Point],
    number: int,
    deep: float,
    dice: random.Random,
) -> None:
    """Let folds fall from a line at the top to the hem."""
    for fold in range(number):
        part = (fold + dice.uniform(0.15, 0.85)) / number
        start, end = between(*top, part=part), between(*hem, part=part)
        start = between(start, end, part=dice.uniform(0, 0.3))
        middle, sway = between(start, end, part=0.5), dice.uniform(-1.2, 1.2)
        line = curve(start, (middle[0] + sway, middle[1]), (end[0] + sway / 2, end[1]))
        wide = dice.uniform(1.0, 2.4)
        rise = deep * dice.choice((1.0, 0.8, -0.9, -0.7))
        sculpture.carve(Bump(ribbon(line, 0.3, wide, wide * 1.2), rise, 0.5))


def between(one: Point, other: Point, *, part: float) -> Point:
    """Return a point of the way from one to another."""
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def add_hair(sculpture: Sculpture, area: Line, *, dice: random.Random) -> None:
    """Give a head hair, as far as one sees it from below."""
    sculpture.swell(area, reach=1.6, height=1.6)
    for _ in range(18):
        x, y = dice.uniform(44, 56), dice.uniform(-2, 5)
        lock = ribbon([(x, y), (x + (x - 50) * 0.25, y + 3)], 0.6, 0.3)
        sculpture.carve(Bump(lock, dice.choice((0.6, -0.6)), 0.25))


def add_face(sculpture: Sculpture) -> None:
    """Add the head as one sees it from below: a brow, a nose, the eyes' shadow."""
    sculpture.swell(_HEAD, reach=6, height=7)
    sculpture.carve(*_FACE)


def add_gag(sculpture: Sculpture, *, dice: random.Random) -> None:
    """Bind the mouth; the ends of the cloth fly in the wind."""
    side, wind = dice.choice((-1, 1)), dice.uniform(-4, 2)
    for end in range(2):
        long, fall = dice.uniform(11, 17) - 3 * end, wind + 5 * end
        points = curve(
            (50 + side * 5, 9.6),
            (50 + side * (5 + long * 0.4), 8.8 + fall * 0.2),
            (50 + side * (5 + long * 0.75), 10.0 + fall * 0.8),
            (50 + side * (5 + long), 9.0 + fall),
        )
        sculpture.wrap(Bump(ribbon(points, 1.8, 3.4, 3.8, 4.4), 0.9, 0.25))
        sculpture.carve(Bump(ribbon(points, 0.3, 1.0, 1.0), -0.6, 0.35))
    top = curve((44.3, 7.0), (50, 8.9), (55.7, 7.0))
    bottom = curve((45.2, 11.8), (50, 13.4), (54.8, 11.8))
    sculpture.wrap(Bump([*top, *bottom[::-1]], 1.3, 0.25))
    sculpture.wrap(Bump(oval(50 + side * 5.4, 9.4, 1.3, 2.2), 1.2, 0.35))
    for down in (9.6, 11.4):
        crease = curve((45.4, down - 1.2), (50, down + 0.8), (54.6, down - 1.2))
        sculpture.carve(Bump(ribbon(crease, 0.3, 0.8, 0.3), -0.6, 0.25))
