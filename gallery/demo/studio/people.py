"""People seen from behind: coats, heads, hats, the gag they wear too; what they hold up."""

import random
from typing import NamedTuple

from gallery.demo.studio.canvas import Line, Point, View, curve, oval, ribbon, trace
from gallery.demo.studio.colours import BLACK, WHITE, Colour, blend

_COATS: tuple[Colour, ...] = (
    (44, 48, 58),
    (62, 56, 62),
    (82, 68, 58),
    (52, 70, 82),
    (96, 84, 76),
    (38, 40, 44),
    (104, 42, 46),
    (70, 82, 70),
    (120, 108, 92),
    (58, 60, 88),
)
_HAIR: tuple[Colour, ...] = (
    (44, 32, 26),
    (74, 52, 36),
    (28, 24, 24),
    (120, 92, 58),
    (150, 140, 130),
)
_SKIN: tuple[Colour, ...] = ((196, 156, 132), (176, 132, 106), (126, 88, 66), (92, 64, 50))
_SCARVES: tuple[Colour, ...] = ((160, 34, 44), (196, 188, 172), (60, 74, 92))
_UMBRELLAS: tuple[Colour, ...] = ((36, 38, 44), (150, 24, 40), (70, 78, 90), (200, 192, 176))
_PAPER: Colour = (240, 236, 226)
_INK: Colour = (40, 38, 38)
_WOOD: Colour = (122, 98, 70)

_COAT = trace(
    "M39,44 C33,46 24,49 21,60 C18,76 18,110 18,150 L82,150 C82,110 82,76 79,60"
    "C76,49 67,46 61,44 C55,47 45,47 39,44Z"
)
_CAP = trace("M34,26 C33,4 67,4 66,26 C60,30 40,30 34,26Z")
_LONG_HAIR = trace("M36,22 C33,44 34,58 38,64 C46,68 54,68 62,64 C66,58 67,44 64,22Z")
_DOME = trace(
    "M-6,40 C-2,0 30,-16 50,-16 C70,-16 102,0 106,40 C96,33 88,33 80,39 C70,32 60,32 50,38"
    "C40,32 30,32 20,39 C12,33 4,33 -6,40Z"
)


class Piece(NamedTuple):
    """A part of somebody: its outline in units, its colour, how it bulges (0: it is flat)."""

    line: Line
    colour: Colour
    reach: float = 0.0
    height: float = 0.0


def person(dice: random.Random, *, cloth: Colour, is_wet: bool) -> list[Piece]:
    """Dress somebody; the head is at (50, 26). Farther pieces come first."""
    coat, skin, held = dice.choice(_COATS), dice.choice(_SKIN), dice.random()
    if held < 0.08 and is_wet:
        return [Piece(_COAT, coat, 18, 12), *_umbrella(dice)]
    pieces = []
    if held < 0.14:
        pieces = _placard(dice, cloth=cloth)
    elif held < 0.19:
        pieces = _raised_hand(dice, coat=coat, skin=skin)
    pieces.append(Piece(_COAT, coat, 18, 14))
    return pieces + _head(dice, coat=coat, skin=skin, cloth=cloth)


def _head(dice: random.Random, *, coat: Colour, skin: Colour, cloth: Colour) -> list[Piece]:
    kind = dice.random()
    if kind < 0.2:
        hood = Piece(oval(50, 25, 17.5, 21), blend(coat, WHITE, part=0.06), 15, 13)
        return [Piece(ribbon([(50, 38), (50, 48)], 16, 24), coat, 8, 5), hood, *_scarf(dice)]
    pieces = [
        Piece(ribbon([(50, 34), (50, 47)], 13, 17), skin, 7, 5),
        *(Piece(oval(50 + 14 * side, 28, 2.6, 4.4), skin, 2, 2) for side in (-1, 1)),
        Piece(oval(50, 25, 14, 16.5), dice.choice(_HAIR), 13, 12),
    ]
    if kind < 0.42:
        hat = dice.choice((*_COATS, (150, 30, 40), (190, 180, 165)))
        pieces.append(Piece(_CAP, hat, 12, 10))
    elif kind < 0.66:
        pieces.append(Piece(_LONG_HAIR, pieces[-1].colour, 9, 7))
    return pieces + (_gag(cloth) if dice.random() < 0.4 else _scarf(dice))


def _gag(cloth: Colour) -> list[Piece]:
    """The band the statue wears, knotted at the back of the head."""
    band = ribbon(curve((35.4, 30), (50, 32.5), (64.6, 30)), 7, 7.4, 7)
    ends = (ribbon(curve((50, 33), (50 + 4 * x, 40), (50 + 6 * x, 49)), 4, 6, 7) for x in (-1, 1))
    pieces = [Piece(band, cloth, 4, 3), Piece(oval(50, 32, 4, 4.4), cloth, 3, 3)]
    return pieces + [Piece(end, cloth, 3, 2.4) for end in ends]


def _scarf(dice: random.Random) -> list[Piece]:
    if dice.random() < 0.6:
        return []
    scarf = ribbon(curve((33, 44), (50, 48.5), (67, 44)), 9, 10, 9)
    return [Piece(scarf, dice.choice(_SCARVES), 6, 6)]


def _raised_hand(dice: random.Random, *, coat: Colour, skin: Colour) -> list[Piece]:
    side = dice.choice((-1, 1))
    x, y = 50 + side * dice.uniform(18, 30), -dice.uniform(6, 22)
    arm = ribbon(curve((50 + side * 26, 64), (50 + side * 32, 30), (x, y)), 15, 13, 11)
    return [Piece(arm, coat, 7, 6), Piece(oval(x, y - 5, 6, 8), skin, 6, 5)]


def _umbrella(dice: random.Random) -> list[Piece]:
    colour, top = dice.choice(_UMBRELLAS), dice.uniform(-22, -10)
    dome = [(x, y + top) for x, y in _DOME]
    dark = blend(colour, BLACK, part=0.35)
    ribs = (
        curve((50, top - 16), (50 + x * 0.6, top + 2), (50 + x, top + 36)) for x in (-30, 0, 30)
    )
    return [Piece(dome, colour, 20, 12), *(Piece(ribbon(rib, 0.8), dark) for rib in ribs)]


def _placard(dice: random.Random, *, cloth: Colour) -> list[Piece]:
    """A board on a stick: a bar over the mouth, lines, a mouth struck out."""
    paper = dice.choice((_PAPER, _PAPER, (226, 214, 190), cloth))
    wide, high = dice.uniform(30, 44), dice.uniform(20, 28)
    middle = 50 + dice.uniform(-16, 16), -dice.uniform(34, 62)
    view = View(1.0, middle, lean=dice.uniform(-0.16, 0.16))
    if paper == cloth:
        ink = _INK if sum(cloth) > 400 else _PAPER
    else:
        ink = cloth if sum(cloth) < 600 else _INK
    drawing = dice.choice((_bar, _lines, _struck))(dice, ink, (wide, high))
    shapes = [Piece(_rectangle(wide, high), paper, 1.4, 1.6), *drawing]
    stick = ribbon([middle, (50 + dice.uniform(-6, 6), 60)], 3.4)
    return [
        Piece(stick, _WOOD, 1.6, 1.6),
        *(
            shape._replace(line=view.place([(50 + x, 100 + y) for x, y in shape.line]))
            for shape in shapes
        ),
    ]


def _rectangle(wide: float, high: float, *, down: float = 0.0) -> Line:
    return [(-wide, down - high), (wide, down - high), (wide, down + high), (-wide, down + high)]


def _bar(_dice: random.Random, ink: Colour, size: Point) -> list[Piece]:
    return [Piece(_rectangle(size[0] * 0.6, size[1] * 0.22), ink)]


def _lines(dice: random.Random, ink: Colour, size: Point) -> list[Piece]:
    rows = (-0.5, 0.0, 0.5)
    return [
        Piece(
            _rectangle(size[0] * dice.uniform(0.4, 0.75), 2.4, down=row * size[1]),
            _INK if row and ink != _PAPER else ink,
        )
        for row in rows
    ]


def _struck(_dice: random.Random, ink: Colour, size: Point) -> list[Piece]:
    wide, high = size
    upper = curve(
        (-wide * 0.5, 0),
        (-wide * 0.2, -high * 0.4),
        (0, -high * 0.25),
        (wide * 0.2, -high * 0.4),
        (wide * 0.5, 0),
    )
    lower = curve((wide * 0.5, 0), (0, high * 0.5), (-wide * 0.5, 0))
    lips = Piece([*upper, *lower], blend(ink, _INK, part=0.8))
    strokes = (
        ribbon([(-wide * 0.62, -side * high * 0.66), (wide * 0.62, side * high * 0.66)], 5.0)
        for side in (-1, 1)
    )
    return [lips, *(Piece(stroke, ink) for stroke in strokes)]
