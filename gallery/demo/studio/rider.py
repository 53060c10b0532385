"""A rider on a horse that lifts a hoof: the statue of every old square."""

import random

from gallery.demo.studio.canvas import Line, Point, curve, oval, ribbon, trace
from gallery.demo.studio.figures import NECK, SHORT_HAIR, add_arm, add_folds, add_hair
from gallery.demo.studio.sculpture import Bump, Sculpture

_HORSE = trace(
    "M20,56 C20,46 30,45 42,47 C52,48.5 60,45 66,48 C73,51 73,60 68,65"
    "C60,69 50,68 42,67 C32,70 22,68 20,56Z"
)
_NECK = trace(
    "M59,52 C61,42 67,31 75,27.6 C80,28 80.6,36 77.6,40 C74.6,46 74,52 73,60 C68,63 61,61 59,52Z"
)
_HEAD = trace(
    "M73.6,29 C76.6,27 80,28.6 82,31.6 L89,41 C90.8,44 88.2,47.6 85,46.2 L80,42.4"
    "C78,43.6 75.6,43.4 74,41 C72,37 72,32 73.6,29Z"
)
_EAR = trace("M75.2,29 L76.2,23.6 L79,29Z")
_TAIL = trace(
    "M23,49 C14,47 9,55 8,66 C7.4,74 9,80 12,85 C14.4,78 13.4,72 15.4,66 C17,61 20,59 24,58Z"
)
_HIND = trace(
    "M21,56 C20.6,66 24,70 26,74 C27,78 24.6,82 24.6,86 L24,96.4 L22.4,98.7 L29.4,98.7 L29,87"
    "C31,82 33,77 34,72 C37,68 38.4,63 38,56Z"
)
_FORE = trace(
    "M60,57 L62,74 C62.6,79 62,84 62,88 L61,96.4 L59.8,98.7 L67.4,98.7 L66.4,88"
    "C67,83 67.4,79 68,74 L72,57Z"
)
_RAISED = trace(
    "M64,57 C70,61 77,63 80.6,66.4 C83.6,70 81.4,76 79.4,80 L77,85.6 L72.4,84.4"
    "C73.4,80 75,76 75.4,72.8 C72,71.4 66,70.6 62.6,66Z"
)
_CLOAK = trace("M45,24 C37,30 29,40 22,50 C29,56 39,54 46,50 C49,42 48,32 45,24Z")


def ride(sculpture: Sculpture, dice: random.Random) -> None:
    """Sculpt horse and rider; the face and the gag are left to the caller."""
    far = [(x + 7.5, y) for x, y in _HIND]
    for part, height in ((far, 1.6), (_TAIL, 2.4), (_HIND, 3), (_FORE, 2), (_RAISED, 3)):
        sculpture.swell(_saddle(*part), reach=3, height=height)
    sculpture.swell(_saddle(*_HORSE), reach=9, height=9)
    for part, reach, height in ((_NECK, 6, 5), (_EAR, 1, 1.4), (_HEAD, 4, 4.5)):
        sculpture.swell(_saddle(*part), reach=reach, height=height)
    _groom(sculpture, dice)
    _seat(sculpture, dice)


def _saddle(*points: Point) -> Line:
    """Bring the horse, drawn in units of its own, under the rider's head."""
    return [(50 + (x - 49) * 1.15, 6.6 + (y - 17.5) * 1.15) for x, y in points]


def _groom(sculpture: Sculpture, dice: random.Random) -> None:
    """Comb mane and tail, put on the bridle, show the muscles."""
    for strand in range(13):
        x, y = 74.6 - strand * 1.15, 28.6 + strand * 1.7
        lock = curve((x, y), (x - 1, y + 2.6), (x + 1.2 + dice.uniform(-1, 1), y + 5.6))
        sculpture.carve(Bump(ribbon(_saddle(*lock), 0.8, 2.0, 0.3), 1.3, 0.3))
    for strand in range(7):
        x = 10 + strand * 1.4
        hair = curve((21 - strand * 0.4, 51 + strand), (x, 62), (x - 0.6, 80 - strand))
        sculpture.carve(Bump(ribbon(_saddle(*hair), 0.4, 1.3, 0.5), dice.choice((0.8, -0.7)), 0.3))
    (ex, ey), (rx, ry), (cx, cy) = _saddle((79.2, 34.2), (30, 56), (65, 57))
    sculpture.carve(
        Bump(ribbon(_saddle((84.4, 37.6), (80, 43)), 0.8), 0.7, 0.2),
        Bump(ribbon(_saddle((82, 42), (66, 42)), 0.7), 0.8, 0.2),
        Bump(oval(ex, ey, 0.9, 0.7), -1.1, 0.25),
        Bump(oval(rx, ry, 9, 8), 2.2, 3.0),
        Bump(oval(cx, cy, 7, 8), 1.8, 2.6),
    )


def _seat(sculpture: Sculpture, dice: random.Random) -> None:
    """Seat the rider: cloak, leg, arms."""
    sculpture.swell(_saddle(*_CLOAK), reach=5, height=4)
    a, b, c, d = _saddle((42, 28), (47, 28), (23, 51), (46, 52))
    add_folds(sculpture, top=(a, b), hem=(c, d), number=8, deep=1.3, dice=dice)
    torso = ribbon(_saddle((49, 51), (48.6, 38), (49, 26)), 15, 14, 15)
    sculpture.swell(torso, NECK, reach=5, height=5)
    leg, shoe = curve((49, 50), (57, 57), (55, 70)), [(54, 71.5), (59.4, 72)]
    sculpture.swell(ribbon(_saddle(*leg), 11, 9, 6), reach=2.6, height=3.4)
    sculpture.swell(ribbon(_saddle(*shoe), 4.6, 3.6), reach=2.0, height=2.4)
    add_arm(sculpture, *_saddle((53, 29), (57, 37), (64, 41)), wide=(6.6, 6, 4.4))
    up = dice.uniform(-3, 3)
    wave = _saddle((45, 29), (38, 27), (32, 19 + up), (27, 12 + up))
    add_arm(sculpture, *wave, wide=(6.6, 6, 5, 4))
    add_hair(sculpture, SHORT_HAIR, dice=dice)
