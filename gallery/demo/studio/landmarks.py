"""Temples and trees, for the background."""

import math
import random

from PIL import ImageDraw

from gallery.demo.studio.canvas import Point, Size
from gallery.demo.studio.colours import BLACK, Colour, blend
from gallery.demo.studio.moods import Mood

_COLUMNS = 8


def draw_temple(
    pen: ImageDraw.ImageDraw, size: Size, *, mood: Mood, floor: float, dice: random.Random
) -> None:
    """Draw a temple front: columns, a beam, a gable; ``floor`` in pixels."""
    width, height = size
    middle, half = width * dice.uniform(0.25, 0.75), height * dice.uniform(0.42, 0.6)
    top = floor - height * dice.uniform(0.34, 0.42)
    wall = blend(mood.town, mood.haze, part=0.42)
    stone, dark = blend(wall, mood.sun, part=0.28), blend(wall, BLACK, part=0.32)
    pen.rectangle((middle - half, top, middle + half, floor + height * 0.01), fill=dark)
    for column in range(_COLUMNS):
        x, thick = middle - half + (2 * column + 1) * half / _COLUMNS, half / _COLUMNS * 0.52
        pen.rectangle((x - thick, top, x + thick, floor), fill=stone)
        pen.rectangle((x + thick / 4, top, x + thick, floor), fill=blend(stone, dark, part=0.45))
    beam = top - height * 0.05
    pen.rectangle((middle - half * 1.05, beam, middle + half * 1.05, top), fill=stone)
    for wide, low, high, shade in (
        (1.10, 0.0, 0.14, stone),
        (0.86, 0.012, 0.118, blend(stone, dark, part=0.55)),
    ):
        left, right = middle - half * wide, middle + half * wide
        foot = beam - height * low
        pen.polygon([(left, foot), (middle, beam - height * high), (right, foot)], fill=shade)


def draw_tree(
    pen: ImageDraw.ImageDraw, size: Size, *, mood: Mood, ground: float, dice: random.Random
) -> None:
    """Draw a bare tree of early spring near one of the sides; ``ground`` in pixels."""
    width, height = size
    x = dice.choice((dice.uniform(-0.02, 0.3), dice.uniform(0.7, 1.02))) * width
    colour = blend(mood.town, BLACK, part=0.30)
    trunk = _Branch((x, ground + height * 0.06), height * dice.uniform(0.10, 0.16), height * 0.016)
    trunk.draw(pen, colour, angle=-math.pi / 2, dice=dice)


class _Branch:
    """A branch with its own branches."""

    def __init__(self, root: Point, long: float, thick: float) -> None:
        self.root, self.long, self.thick = root, long, thick

    def draw(
        self, pen: ImageDraw.ImageDraw, colour: Colour, *, angle: float, dice: random.Random
    ) -> None:
        x, y = self.root
        tip = x + self.long * math.cos(angle), y + self.long * math.sin(angle)
        pen.line((x, y, *tip), fill=colour, width=max(1, round(self.thick)))
        if self.thick < 1.1:
            return
        for side in (-1.0, 1.0, dice.choice((-0.3, 0.3))):
            long, turn = self.long * dice.uniform(0.62, 0.84), side * dice.uniform(0.25, 0.6)
            twig = _Branch(tip, long, self.thick * 0.62)
            twig.draw(pen, colour, angle=angle + turn, dice=dice)
