"""The people on the plinths: an orator, a poet, a muse, a commander, a scholar."""

import random

from gallery.demo.studio.canvas import Size, View, curve, oval, ribbon, trace
from gallery.demo.studio.figures import (
    LOOSE_HAIR,
    NECK,
    PINNED_HAIR,
    SHORT_HAIR,
    add_arm,
    add_face,
    add_folds,
    add_gag,
    add_hair,
    add_legs,
    build_plinth,
)
from gallery.demo.studio.relief import Relief
from gallery.demo.studio.rider import ride
from gallery.demo.studio.sculpture import Bump, Sculpture


def figure(size: Size, view: View, *, dice: random.Random) -> Sculpture:
    """Sculpt a gagged person of 100 units from crown to sole, on a plinth below."""
    sculpture = Sculpture(Relief(size), view)
    pose = dice.choice((_orator, _poet, _muse, _commander, _scholar, ride))
    half = dice.uniform(37, 42) if pose is ride else dice.uniform(24, 29)
    build_plinth(sculpture, half=half, dice=dice)
    pose(sculpture, dice)
    add_face(sculpture)
    add_gag(sculpture, dice=dice)
    return sculpture


def _orator(sculpture: Sculpture, dice: random.Random) -> None:
    """A man in a long coat, one arm raised to the people."""
    coat = trace(
        "M43,18 C38,19 36.5,23 37,30 C37.6,44 35,62 33,78 C38,81 60,81 66,78"
        "C64,62 62.4,44 63,30 C63.4,23 62,19 57,18 C53,20 47,20 43,18Z"
    )
    top, hem = ((40, 46), (60, 46)), ((34, 80), (66, 80))
    add_legs(sculpture, hem=79, apart=5.4, wide=7)
    sculpture.swell(coat, NECK, reach=7, height=7)
    add_folds(sculpture, top=top, hem=hem, number=9, deep=1.2, dice=dice)
    opening = curve((46, 18), (49, 30), (50, 48), (51, 79))
    sculpture.carve(
        Bump(ribbon(opening, 0.8, 1.4, 1.2, 2.0), -1.3, 0.4),
        Bump(trace("M46,18 L41,30 L47,36 L50,24Z"), 1.0, 0.4),
        Bump(trace("M54,18 L59,30 L53,36 L50,24Z"), 1.0, 0.4),
    )
    up = dice.uniform(-5, 4)
    add_arm(sculpture, (40, 21), (32, 23), (25, 14 + up), (19, 3 + up), wide=(7, 6.4, 5.4, 4.2))
    hand = (19, 3.4 + up), (17.6, up), (17.2, up - 2.6)
    add_arm(sculpture, *hand, wide=(3.4, 3.8, 2.4), height=1.8)
    add_arm(sculpture, (60, 21), (65, 31), (66, 40), (62.5, 46), wide=(7, 6.6, 5.6, 4.6))
    add_hair(sculpture, SHORT_HAIR, dice=dice)


def _poet(sculpture: Sculpture, dice: random.Random) -> None:
    """A man in a cloak, a hand on his heart, a book in the other."""
    cloak = trace(
        "M43,17.4 C36,19 33,26 32,36 C30,54 29,74 27.6,92 C34,95 42,92 47,90 C54,92 62,95 70,91"
        "C69,72 68,52 66.6,36 C66,26 63,19 57,17.4 C53,20 47,20 43,17.4Z"
    )
    opening = trace("M44,18 C46,40 45,66 43,90 L53,90 C54,66 54,40 56,18 C53,21 47,21 44,18Z")
    top, hem = ((36, 24), (64, 24)), ((28, 93), (70, 93))
    add_legs(sculpture, hem=91, apart=5.4, wide=6.4)
    sculpture.swell(cloak, NECK, reach=7, height=7)
    add_folds(sculpture, top=top, hem=hem, number=13, deep=1.5, dice=dice)
    sculpture.carve(Bump(opening, -2.2, 0.8))
    add_arm(sculpture, (37, 22), (33.6, 32), (38, 38), (47.5, 33), wide=(7, 7, 5.4, 4.0))
    add_arm(sculpture, (63, 22), (68, 34), (67, 45), (63, 52), wide=(7, 7, 5.8, 4.4))
    book = trace("M58,50 L67,48.4 L69,59 L60,60.8Z")
    sculpture.smooth(book)
    sculpture.swell(book, reach=1.2, height=2.4)
    sculpture.carve(Bump(ribbon([(60.4, 59.8), (68.6, 58.0)], 0.6), -0.8, 0.2))
    add_hair(sculpture, SHORT_HAIR, dice=dice)


def _muse(sculpture: Sculpture, dice: random.Random) -> None:
    """A woman in a long robe who lifts a branch."""
    robe = trace(
        "M44,17.6 C39,19 38,24 39,30 C40.4,36 41,40 39.6,46 C35,62 32,80 30,100.2 L71,100.2"
        "C69,80 65,62 60.6,46 C59,40 60,36 61,30 C62,24 61,19 56,17.6 C53,19.6 47,19.6 44,17.6Z"
    )
    waist, hem = ((42, 42), (58, 42)), ((31, 99), (70, 99))
    sculpture.swell(robe, NECK, reach=7, height=7)
    add_folds(sculpture, top=waist, hem=hem, number=15, deep=1.5, dice=dice)
    shoulders, belt = ((42, 20), (58, 20)), ((44, 40), (56, 40))
    add_folds(sculpture, top=shoulders, hem=belt, number=6, deep=0.7, dice=dice)
    sash = curve((40, 46), (52, 56), (64, 74), (68, 90))
    sculpture.carve(
        Bump(ribbon(curve((40, 41), (50, 43.6), (60, 41)), 1.4, 2, 1.4), 0.9, 0.3),
        Bump(ribbon(sash, 1, 3, 4, 3), 1.6, 0.8),
    )
    wide = (6, 5.4, 4.6, 3.4)
    add_arm(sculpture, (41, 21), (34, 20), (29, 10), (27.6, -2), wide=wide, height=2.6)
    add_arm(sculpture, (59, 21), (64.6, 32), (65.4, 42), (69, 50), wide=wide, height=2.6)
    _branch(sculpture, dice)
    add_hair(sculpture, LOOSE_HAIR, dice=dice)


def _branch(sculpture: Sculpture, dice: random.Random) -> None:
    """Put a branch of olive into the raised hand."""
    sculpture.swell(ribbon([(27.5, 0), (27.2, -17)], 1.2, 0.7), reach=0.8, height=0.8)
    for leaf in range(8):
        side, y = (-1, 1)[leaf % 2], -3.6 - leaf * 1.8
        x = 27.4 + dice.uniform(-0.6, 0.6)
        line = curve((x, y), (x + side * 2.6, y - 2), (x + side * 4.8, y - 2.6))
        sculpture.swell(ribbon(line, 0.4, 2.1, 0.2), reach=0.8, height=0.8)


def _commander(sculpture: Sculpture, dice: random.Random) -> None:
    """A man with a hat and a long cape, leaning on a staff."""
    cape = trace(
        "M42,17.4 C34,20 31,30 28,50 C25.6,66 24,82 23,94 C30,97 36,92 40,94 L60,90"
        "C66,94 72,92 76,88 C73,66 70,44 67,30 C65.6,22 62,18.6 58,17.4 C53,20 47,20 42,17.4Z"
    )
    tunic = trace(
        "M43,18 C40,22 40.6,34 40,44 C39,52 38,58 38,62 C44,65 56,65 62,62"
        "C62,58 61,52 60,44 C59.4,34 60,22 57,18 C53,20 47,20 43,18Z"
    )
    hat = trace("M38.6,3.2 C43,1.6 43.6,-4 50,-4.8 C56.4,-4 57,1.6 61.4,3.2 C57,6 43,6 38.6,3.2Z")
    sculpture.swell(cape, reach=6, height=5)
    for left, right, hem in ((33, 40, ((24, 94), (40, 94))), (60, 66, ((60, 90), (75, 89)))):
        top = (left, 26), (right, 26)
        add_folds(sculpture, top=top, hem=hem, number=6, deep=1.5, dice=dice)
    add_legs(sculpture, hem=63, apart=5.2, wide=7.4)
    sculpture.swell(tunic, NECK, reach=5, height=6)
    sculpture.carve(
        Bump(ribbon(curve((39.4, 45), (50, 46.4), (60.6, 45)), 2.4), 1.0, 0.3),
        *(Bump(oval(50, 23 + 4.4 * button, 0.7, 0.7), 0.9, 0.2) for button in range(5)),
    )
    add_arm(sculpture, (41, 21), (33, 30), (31, 40), (37, 45), wide=(7, 6.4, 5.6, 4.2))
    add_arm(sculpture, (59, 21), (66, 30), (70, 38), (72, 44), wide=(7, 6.4, 5.4, 4.2))
    sculpture.swell(ribbon([(72.6, 36), (74, 98.6)], 1.6), reach=1, height=1.4)
    sculpture.swell(hat, reach=1.6, height=2)


def _scholar(sculpture: Sculpture, dice: random.Random) -> None:
    """A woman in a gown who reads from a scroll."""
    gown = trace(
        "M43,17.6 C37,19 34.6,26 34,36 C33,52 33,76 31,100.2 L69,100.2 C67.4,76 67,52 66,36"
        "C65.4,26 63,19 57,17.6 C53,19.6 47,19.6 43,17.6Z"
    )
    scroll = trace("M42,36 C46,35 56,37 60,39 L58.6,56 C54,54 46,53 41,53Z")
    top, hem = ((37, 30), (63, 30)), ((32, 99), (68, 99))
    sculpture.swell(gown, NECK, reach=7, height=7)
    add_folds(sculpture, top=top, hem=hem, number=16, deep=1.4, dice=dice)
    sculpture.smooth(scroll)
    sculpture.swell(scroll, reach=1.4, height=2.4)
    for line in range(5):
        words = ribbon([(44.5, 41 + line * 2.4), (57, 42.6 + line * 2.4)], 0.6)
        sculpture.carve(Bump(words, -0.5, 0.2))
    add_arm(sculpture, (38, 22), (32, 34), (36, 43), (43.5, 45), wide=(8, 9, 7, 4))
    add_arm(sculpture, (62, 22), (68, 34), (65, 45), (58, 47), wide=(8, 9, 7, 4))
    add_hair(sculpture, PINNED_HAIR, dice=dice)
