"""Hair, beards and laurel: many strokes in one direction."""

import math
import random
from itertools import pairwise
from typing import NamedTuple

from PIL import ImageFilter

from gallery.demo.studio.canvas import Line, Point, Sheet, box_of, curve, mask_of, ribbon
from gallery.demo.studio.fields import share, soften
from gallery.demo.studio.sculpture import Bump, Sculpture

_GREYS = (40, 85, 170, 215, 240)


class Comb(NamedTuple):
    """How hair lies: around a whorl, or away from it; lengths in units."""

    whorl: Point
    away: float  # 0: around the whorl, 1: straight away from it
    long: float
    wide: float
    curl: float  # radians along a lock
    locks: int


def grow(
    sculpture: Sculpture, area: Line, *, comb: Comb, thick: float, dice: random.Random
) -> None:
    """Cover an area with locks of hair that stand ``thick`` above it."""
    view = sculpture.view
    placed = view.place(area)
    sculpture.carve(Bump(area, thick, 0.9))
    if not (box := box_of([placed], size=sculpture.size, margin=view.scale)):
        return
    sheet = Sheet(box, ground=128)
    for _ in range(comb.locks):
        sheet.fill(
            view.place(_lock(_somewhere(area, dice), comb=comb, dice=dice)), dice.choice(_GREYS)
        )
    grain = sheet.done().filter(ImageFilter.GaussianBlur(view.scale * 0.28)).convert("F")
    inside = soften(share(mask_of([placed], size=sculpture.size).crop(box)), view.scale * 0.9)
    sculpture.relief.engrave(
        grain.point(lambda grey: grey * (1 / 128) + -1),
        inside,
        box=box,
        height=view.scale * comb.wide * 0.7,
    )


def _somewhere(area: Line, dice: random.Random) -> Point:
    xs, ys = [x for x, _ in area], [y for _, y in area]
    return dice.uniform(min(xs), max(xs)), dice.uniform(min(ys), max(ys))


def _lock(root: Point, *, comb: Comb, dice: random.Random) -> Line:
    x, y = root
    around = math.atan2(y - comb.whorl[1], x - comb.whorl[0])
    angle = around + (1 - comb.away) * math.pi / 2 + dice.gauss(0, 0.25)
    bend = comb.curl * dice.uniform(-0.4, 1.0) / 6
    step = comb.long * dice.uniform(0.7, 1.3) / 6
    points = [root]
    for _ in range(6):
        angle += bend
        points.append(
            (points[-1][0] + step * math.cos(angle), points[-1][1] + step * math.sin(angle))
        )
    return ribbon(points, 0.3 * comb.wide, comb.wide, 0.2 * comb.wide)


def crown(sculpture: Sculpture, *path: Point, dice: random.Random) -> None:
    """Lay a wreath of laurel along a path."""
    line = curve(*path, steps=5)
    for index, ((x, y), (ax, ay)) in enumerate(pairwise(line)):
        along = math.atan2(ay - y, ax - x)
        for side in (-1, 1):
            angle = along + side * dice.uniform(0.5, 0.8)
            long = dice.uniform(5.0, 6.5)
            tip = x + long * math.cos(angle), y + long * math.sin(angle)
            leaf = ribbon(
                curve((x, y), ((x + tip[0]) / 2 + 0.4, (y + tip[1]) / 2 - 0.4), tip, steps=4),
                0.4,
                2.6,
                0.2,
            )
            vein = ribbon([(x, y), tip], 0.5, 0.1)
            sculpture.carve(Bump(leaf, 1.5 + 0.2 * (index % 2), 0.3), Bump(vein, -0.5, 0.25))
            sculpture.stone.append(sculpture.view.place(leaf))
