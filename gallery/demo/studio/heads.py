"""Heads of statues, from the side and from the front; hair, beards and laurel."""

import random
from collections.abc import Callable

from gallery.demo.studio.canvas import Line, Point, Size, View, curve, oval, ribbon, trace
from gallery.demo.studio.cloths import gag_front, gag_profile
from gallery.demo.studio.hair import Comb, crown, grow
from gallery.demo.studio.relief import Relief
from gallery.demo.studio.sculpture import Bump, Sculpture

_HEAD = trace(
    "M30,114 C32,98 33,88 31,78 C30,73 27,70 25,65 C18,55 16,44 19,33 C22,19 35,9.5 50,9.5"
    "C62,9.5 71,15.5 72.8,27 C73.4,32 73.2,35 72.8,38 C72.3,40 72.4,41.5 73.2,43.5"
    "C75.2,47 78,51 79.6,54 C80.6,56 79.5,57.6 77.2,57.8 C75.6,58 74.7,58.2 74.5,59.3"
    "C74.6,60.6 76.4,61.6 76.2,63.2 C76.1,64.2 74.6,64.4 74.2,64.9 C75.2,65.4 76,66.6 75.6,68"
    "C75.2,69.6 73.2,70 73.2,71.6 C73.2,73 75.4,74.6 75.2,77.4 C75,80.6 71.4,82.4 67,82"
    "C62,81.5 58,81.5 55.5,84.5 C54,89 55,98 59,114Z"
)
_BUST = trace("M31,91 C26,97 6,99 -4,114 L96,114 C88,103 66,99 56,91 C48,96 38,96 31,91Z")
_FACE = trace(
    "M56,32 C62,26 72,28 72.6,38 C73.4,43.5 78,52 75.5,57.8 C75,64 75,70 74.4,77.4"
    "C74,82 62,82 55,75 C51,69 49,50 56,32Z"
)
_HAIR = {
    "short": trace(
        "M26,66 C17,56 15,44 18,32 C22,17 35,8 50,8 C63,8 72,15 74,26.5 C68,25 64,27 60,31"
        "C57,35 55,38 54,43 C53.4,46 52,48 50,47 C45,45 42,48 42,53 C42,58 40,62 37,66"
        "C34,70 30,71 26,66Z"
    ),
    "bun": trace(
        "M24,60 C16,62 6,58 6,49 C6,40 14,37 19,38 C17,20 35,7 51,7.4 C64,8 72,15 73.6,27"
        "C68,27 63,30 58,37 C54,42 52,46 47,47 C43,49 42,54 40,58 C36,63 29,66 24,60Z"
    ),
    "long": trace(
        "M18,88 C12,70 12,44 18,31 C23,16 36,7 51,7.4 C64,8 72,15 74,27 C68,26 63,29 59,35"
        "C56,40 55,44 51,46 C47,50 47,57 46,64 C45,74 42,84 36,92 C30,97 22,96 18,88Z"
    ),
}
_BEARD = trace(
    "M49,58 C53,60 55,66 60,66 C66,64 70,60 74,60.5 C77,64 76,70 77,77 C78,84 74,90 68,90"
    "C60,89 53,80 50,72 C48,66 48,61 49,58Z"
)


def _at(x: float, y: float, wide: float, high: float, *, height: float, soft: float) -> Bump:
    return Bump(oval(x, y, wide, high), height, soft)


def _along(*points: Point, wide: tuple[float, ...], height: float, soft: float) -> Bump:
    return Bump(ribbon(curve(*points), *wide), height, soft)


_PROFILE = (
    Bump(_FACE, 3.6, 3.6),
    _at(68.5, 43.5, 4.2, 3.2, height=-2.6, soft=1.5),  # the eye's socket, the eye, its lids
    _at(69, 44.3, 2.6, 2, height=1.8, soft=0.7),
    _along((65.2, 45.4), (67.5, 42.4), (71.4, 42.6), wide=(0.5, 1.2, 0.9), height=0.9, soft=0.35),
    _along((65.6, 46), (68, 47.2), (70.6, 46.4), wide=(0.4, 0.8, 0.5), height=0.5, soft=0.35),
    _along((62, 40.2), (66.5, 37.6), (72, 38.6), wide=(1, 2.6, 2.2), height=1.5, soft=0.9),
    _at(62, 55, 7, 5, height=2.0, soft=3.2),  # cheeks
    _at(59, 64, 5, 6, height=-1.3, soft=3.0),
    _along((73.3, 44), (76, 50), (78.4, 55), wide=(2, 2.4, 3), height=1.4, soft=0.9),  # nose
    _at(75.6, 56.2, 2.1, 1.7, height=1.5, soft=0.6),
    _at(76.8, 57.6, 1.1, 0.6, height=-1.1, soft=0.35),
    _along((73, 56), (71, 59), (70, 63), wide=(1, 1.2, 0.6), height=-0.8, soft=0.8),
    _along((47, 62), (50, 71), (55, 78), (64, 81), wide=(2, 3, 3, 2), height=1.2, soft=1.8),  # jaw
    _at(70.5, 77.5, 3.6, 3.2, height=1.3, soft=1.6),
    _along((43, 66), (49, 82), (56, 100), wide=(4, 5, 5), height=2.0, soft=2.4),  # neck
    _along((36, 70), (35, 85), (30, 100), wide=(4, 5, 6), height=1.2, soft=2.6),
)
_EAR = (
    _along(
        (45.5, 57.5),
        (43, 51),
        (44, 46),
        (47.5, 44.4),
        (50.2, 47),
        (49.8, 51),
        wide=(2, 2.2, 2.2, 1.8),
        height=2.4,
        soft=0.45,
    ),
    _along(
        (48.5, 49),
        (46.5, 51.5),
        (48, 55),
        (46.2, 60),
        wide=(1.4, 1.6, 2.2, 2.8),
        height=1.7,
        soft=0.55,
    ),
    _at(47.6, 52, 1.5, 3, height=-1.8, soft=0.8),
)


def profile(size: Size, view: View, *, dice: random.Random, on_pillar: bool = False) -> Sculpture:
    """Sculpt a head that looks to the right; its crown is at 8, its chin at 82."""
    sculpture = Sculpture(Relief(size), view)
    if on_pillar:
        _pillar(sculpture)
    style = dice.choice(sorted(_HAIR))
    hair = _HAIR[style]
    sculpture.swell(_HEAD, hair, reach=20, height=20)
    sculpture.swell(_BUST, reach=14, height=12)
    sculpture.carve(*_PROFILE)
    if style != "long":
        sculpture.carve(*_EAR)
    if style == "short" and dice.random() < 0.5:
        sculpture.swell(_BEARD, reach=5, height=2)
        grow(sculpture, _BEARD, comb=Comb((66, 40), 0.9, 5, 1.8, 1.4, 160), thick=1.2, dice=dice)
    comb = {
        "short": Comb((44, 34), 0.15, 4.5, 2.0, 1.5, 520),
        "bun": Comb((70, 24), 0.85, 13, 1.5, 0.7, 420),
        "long": Comb((52, 12), 0.8, 14, 1.9, 1.2, 520),
    }[style]
    grow(sculpture, hair, comb=comb, thick=2.0, dice=dice)
    if style == "bun":
        knot = oval(13.5, 48, 7.5, 8.5)
        sculpture.swell(knot, reach=6, height=5)
        grow(sculpture, knot, comb=Comb((13.5, 48), 0.05, 6, 1.5, 0.8, 90), thick=1.5, dice=dice)
    elif dice.random() < 0.4:
        crown(sculpture, (17, 43), (26, 37), (40, 31), (55, 27), (68, 26), dice=dice)
    _dress(sculpture, dice=dice)
    gag_profile(sculpture, dice=dice)
    return sculpture


_SKULL = trace(
    "M50,10 C65,10 74.5,21 74.5,37 C74.5,51 71,63 64,72.5 C59,79.5 55,82 50,82"
    "C45,82 41,79.5 36,72.5 C29,63 25.5,51 25.5,37 C25.5,21 35,10 50,10Z"
)
_CHEST = trace("M38,66 L37,90 C31,97 9,100 -4,114 L104,114 C91,100 69,97 63,90 L62,66 Z")
_CAP = {
    "short": trace(
        "M25,46 C21,24 33,7 50,7 C67,7 79,24 75,46 C74,40 73,33 69,29 C63,24 57,26 50,25.5"
        "C43,26 37,24 31,29 C27,33 26,40 25,46Z"
    ),
    "parted": trace(
        "M26,60 C19,42 17,6 50,6 C83,6 81,42 74,60 C73,50 73,41 69,36 C62,32 55,27 50,20"
        "C45,27 38,32 31,36 C27,41 27,50 26,60Z"
    ),
    "long": trace(
        "M22,96 C14,70 10,5.5 50,5.5 C90,5.5 86,70 78,96 C74,100 66,98 66,92 C70,80 74,66 73,50"
        "C72,40 69,34 64,30 C58,27 53,23 50,19 C47,23 42,27 36,30 C31,34 28,40 27,50"
        "C26,66 30,80 34,92 C34,98 26,100 22,96Z"
    ),
}
_FULL_BEARD = trace(
    "M27,50 C30,58 36,60 43,60 C47,62 53,62 57,60 C64,60 70,58 73,50 C74,62 71,74 66,82"
    "C61,91 55,95 50,95 C45,95 39,91 34,82 C29,74 26,62 27,50Z"
)


_JAW = trace(
    "M27,50 C29,64 34,71 38,75.5 C43,80.5 46,82 50,82 C54,82 57,80.5 62,75.5 C66,71 71,64 73,50"
    "C66,40 34,40 27,50Z"
)


def _both(*bumps: Bump) -> tuple[Bump, ...]:
    """Return bumps and their mirror images."""
    return tuple(
        mirrored
        for bump in bumps
        for mirrored in (bump, bump._replace(line=[(100 - x, y) for x, y in bump.line]))
    )


_FRONT = (
    *_both(
        _at(39.5, 43.4, 6.6, 3.9, height=-3.0, soft=1.8),  # the eyes' sockets, eyes and lids
        _at(39.8, 44.2, 4.2, 2.7, height=2.2, soft=0.8),
        _along(
            (34.8, 44.8), (39.5, 41.2), (44.6, 44.6), wide=(0.5, 1.3, 0.6), height=1.0, soft=0.35
        ),
        _along((35.4, 45.6), (39.6, 47.4), (44, 45.6), wide=(0.4, 0.9, 0.4), height=0.6, soft=0.35),
        _at(40.2, 44.1, 1.1, 1.1, height=-0.55, soft=0.35),
        _along((31.5, 40), (37.5, 36.6), (45.5, 39.2), wide=(1, 2.8, 2.2), height=1.7, soft=0.9),
        _at(35, 54, 6, 5, height=2.2, soft=3.0),  # cheeks
        _at(36.5, 65, 4, 6, height=-1.6, soft=3.0),
        _at(46.2, 57.6, 2.3, 1.9, height=1.7, soft=0.6),  # wings of the nose
        _at(47.4, 59.2, 1.1, 0.6, height=-1.3, soft=0.4),
        _along((44, 57), (41.5, 60.5), (40.5, 65), wide=(0.8, 1.2, 0.5), height=-0.9, soft=0.8),
        _at(30, 33, 4, 7, height=-1.4, soft=3.0),  # temples
        _along((36, 70), (42, 86), (47, 96), wide=(3, 4, 3), height=1.8, soft=1.8),  # neck
        _along((46, 97), (32, 100), (14, 104), wide=(2, 3, 2), height=1.5, soft=1.5),
    ),
    _at(50, 28, 14, 8, height=1.6, soft=4.0),
    Bump(_JAW, 3.4, 1.3),
    _along((50, 38.5), (50, 47), (50, 57.2), wide=(3.2, 3.0, 4.8), height=3.4, soft=0.8),
    _at(50, 57.4, 3.0, 2.5, height=1.8, soft=0.9),
    _along((43, 64.6), (50, 63.6), (57, 64.6), wide=(0.8, 2, 0.8), height=1.4, soft=0.7),
    _along((44, 68), (50, 69), (56, 68), wide=(0.8, 2.4, 0.8), height=1.4, soft=0.7),
    _at(50, 77, 4.2, 3.4, height=1.8, soft=1.8),
)
_EARS = _both(
    _along(
        (24.8, 40),
        (22.6, 45),
        (24.2, 53),
        (26.4, 55),
        wide=(2.4, 3.0, 2.6, 2),
        height=2.2,
        soft=0.6,
    ),
    _at(24.8, 47, 0.9, 3.4, height=-1.4, soft=0.6),
)


def front(size: Size, view: View, *, dice: random.Random) -> Sculpture:
    """Sculpt a head that looks at us, or a little past us; its crown is at 7, its chin at 82."""
    sculpture = Sculpture(Relief(size), view._replace(warp=_turn(dice.uniform(-1, 1))))
    style = dice.choice(sorted(_CAP))
    hair = _CAP[style]
    sculpture.swell(_SKULL, hair, reach=20, height=21)
    sculpture.swell(_CHEST, reach=14, height=12)
    sculpture.carve(*_FRONT)
    if style == "short":
        ears = [oval(24.4, 47.5, 2.6, 7), oval(75.6, 47.5, 2.6, 7)]
        sculpture.stone += [sculpture.view.place(ear) for ear in ears]
        sculpture.carve(*_EARS)
    if style != "long" and dice.random() < 0.45:
        sculpture.swell(_FULL_BEARD, reach=6, height=4)
        grow(
            sculpture,
            _FULL_BEARD,
            comb=Comb((50, 48), 0.95, 7, 2.0, 1.2, 260),
            thick=1.2,
            dice=dice,
        )
    comb = {
        "short": Comb((50, 4), 0.95, 5.5, 2.2, 1.6, 420),
        "parted": Comb((50, 12), 0.9, 12, 1.8, 0.9, 520),
        "long": Comb((50, 2), 0.97, 16, 2.0, 0.9, 760),
    }[style]
    grow(sculpture, hair, comb=comb, thick=2.4, dice=dice)
    if style == "short" and dice.random() < 0.5:
        crown(sculpture, (22, 40), (28, 30), (38, 23.5), (48, 21), dice=dice)
        crown(sculpture, (78, 40), (72, 30), (62, 23.5), (52, 21), dice=dice)
    _dress(sculpture, dice=dice)
    gag_front(sculpture, dice=dice)
    return sculpture


def _turn(part: float) -> Callable[[Point], Point]:
    """Turn a head about its neck, by a part from -1 to 1: what is amid it moves most."""

    def turned(point: Point) -> Point:
        x, y = point
        off = min(1.0, abs(x - 50) / 26)
        still = min(1.0, max(0.0, (y - 80) / 12))
        return x + 4.5 * part * (1 - off * off) * (1 - still), y

    return turned


def _pillar(sculpture: Sculpture) -> None:
    for wide, top, bottom in ((38, 112, 118), (34, 118, 124), (29, 124, 400)):
        left, right = 46 - wide, 46 + wide
        block: Line = [(left, top), (right, top), (right, bottom), (left, bottom)]
        sculpture.build(block, reach=3, height=4)


def _dress(sculpture: Sculpture, *, dice: random.Random) -> None:
    """Lay folds of a garment over the shoulders."""
    for _ in range(9):
        x = dice.uniform(-2, 92)
        turn = dice.uniform(-8, 8)
        line = curve((x, 98), (x + turn * 0.4, 104), (x + turn, 114))
        sculpture.carve(
            Bump(ribbon(line, 0.6, dice.uniform(2, 4), 3), dice.choice((1.6, -1.2)), 1.0)
        )
