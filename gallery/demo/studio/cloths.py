"""The gag: a band over the mouth, its folds, its knot, its ends in the wind."""

import random

from gallery.demo.studio.canvas import Line, Point, curve, oval, ribbon
from gallery.demo.studio.sculpture import Bump, Sculpture


def gag_profile(sculpture: Sculpture, *, dice: random.Random) -> None:
    """Wrap the band around a head that looks to the right, knotted at its back."""
    sag = dice.uniform(-0.8, 1.2)
    top = curve((21.5, 56.5), (34, 58.5 + sag), (50, 59.5 + sag), (64, 58.8), (77.4, 57.4))
    bottom = curve((23.5, 63.5), (36, 68.5 + sag), (50, 72.6 + sag), (66, 73.6), (77.0, 71.4))
    front = curve(top[-1], (78.7, 60.5), (79.0, 64), (78.4, 68.5), bottom[-1])
    _fly(sculpture, (23, 60), dice=dice, towards=-1)
    sculpture.wrap(Bump([*top, *front, *bottom[::-1]], 1.7, 0.35))
    sculpture.carve(Bump(ribbon(front, 1.2, 1.6, 1.2), -1.6, 0.9))
    _fold(sculpture, top, bottom, dice=dice)
    sculpture.wrap(Bump(oval(22.5, 60, 3.0, 4.2, turn=dice.uniform(-0.3, 0.3)), 2.6, 0.8))
    for x in (20, 22.4):
        crease = curve((x, 57), (x + 1.8, 60), (x + 1, 63.5))
        sculpture.carve(Bump(ribbon(crease, 0.3, 0.9, 0.3), -0.9, 0.4))


def gag_front(sculpture: Sculpture, *, dice: random.Random) -> None:
    """Wrap the band around a face that looks at us."""
    tilt = dice.uniform(-0.9, 0.9)
    top = curve(
        (25.4, 54 + tilt), (36, 58.4), (44.5, 60.4), (50, 60.0), (55.5, 60.4), (64, 58.4),
        (74.6, 54 - tilt),
    )  # fmt: skip
    bottom = curve((27.6, 65 + tilt), (38, 70.8), (50, 72.6), (62, 70.8), (72.4, 65 - tilt))
    if dice.random() < 0.8:
        side = dice.choice((-1, 1))
        _fly(sculpture, (50 + 23 * side, 61), dice=dice, towards=side)
    sculpture.wrap(Bump([*top, *bottom[::-1]], 1.7, 0.35))
    _fold(sculpture, top, bottom, dice=dice)


def _fold(sculpture: Sculpture, top: Line, bottom: Line, *, dice: random.Random) -> None:
    """Lay folds along a band, each in its lane between the edges."""
    lanes = dice.randint(4, 6)
    for lane in range(lanes):
        for half in (0.0, 0.45):
            first = half + dice.uniform(0.0, 0.12)
            last = first + dice.uniform(0.3, 0.55)
            start = (lane + dice.uniform(0.2, 0.8)) / lanes
            end = start + dice.uniform(-0.14, 0.14)
            line = [
                _amid(
                    top,
                    bottom,
                    along=first + (last - first) * part,
                    down=start + (end - start) * part,
                )
                for part in (step / 8 for step in range(9))
            ]
            wide = dice.uniform(1.0, 2.2)
            rise = wide * dice.choice((0.55, 0.45, -0.5))
            sculpture.carve(Bump(ribbon(line, 0.2, wide, 0.2), rise, 0.45))


def _amid(top: Line, bottom: Line, *, along: float, down: float) -> Point:
    """Return the point so far along a band and so far down between its edges (0 to 1)."""
    along, down = min(max(along, 0.0), 1.0), min(max(down, 0.06), 0.94)
    a, b = top[round(along * (len(top) - 1))], bottom[round(along * (len(bottom) - 1))]
    return a[0] + (b[0] - a[0]) * down, a[1] + (b[1] - a[1]) * down


def _fly(sculpture: Sculpture, root: Point, *, dice: random.Random, towards: int) -> None:
    """Let two ends of cloth fly from a knot, to the left (-1) or to the right (1)."""
    x, y = root
    wind = dice.uniform(-4, 8)
    for index in range(2):
        long = dice.uniform(15, 24) - 5 * index
        fall = wind + 9 * index + dice.uniform(-2, 2)
        points = curve(
            (x, y),
            (x + towards * long * 0.35, y + fall * 0.2 + dice.uniform(-2, 0.5)),
            (x + towards * long * 0.7, y + fall * 0.7 + dice.uniform(-1, 2)),
            (x + towards * long, y + fall),
        )
        sculpture.wrap(Bump(ribbon(points, 2.6, 5.5, 6.5, 7.5), 1.2, 0.4))
        for offset in (-1.4, 0.8):
            line = [
                (px, py + offset * step / len(points) * 1.4) for step, (px, py) in enumerate(points)
            ]
            sculpture.carve(Bump(ribbon(line, 0.4, 1.4, 0.9), dice.choice((0.9, -0.8)), 0.5))
