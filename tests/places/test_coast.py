import itertools
from pathlib import Path

import pytest

from gallery.places import atlas
from gallery.places.coast import Grade, draw_land


def square(west, south, *, side=10):
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def topology(*outlines, transform=((1, 1), (0, 0))):
    """Write rings as TopoJSON does: an arc each, every corner as a step from the one before."""
    arcs = [
        [
            outline[0],
            *((bx - ax, by - ay) for (ax, ay), (bx, by) in itertools.pairwise(outline)),
        ]
        for outline in outlines
    ]
    land = {"type": "MultiPolygon", "arcs": [[[number]] for number in range(len(arcs))]}
    return {
        "transform": {"scale": transform[0], "translate": transform[1]},
        "arcs": arcs,
        "objects": {"land": {"geometries": [land]}},
    }


GRADE = Grade("", Path(), step=0.1, speck=0.5, dent=0.01)


def test_a_ring_becomes_a_closed_path_of_relative_lines():
    path = draw_land(topology(square(0, 0)), grade=GRADE)

    x, y = atlas.project(0, 0)
    assert path.startswith(f"M{x:.1f} {y:.1f}l")
    assert path.endswith("z")
    assert path.count("M") == 1


def test_steps_and_a_moved_corner_are_understood():
    plain = draw_land(topology(square(0, 0)), grade=GRADE)

    scaled = draw_land(
        topology([(x // 5, y // 5) for x, y in square(20, 30)], transform=((5, 5), (-20, -30))),
        grade=GRADE,
    )

    assert scaled == plain


def test_an_arc_read_backwards_closes_a_ring():
    shared = topology(square(0, 0)[:3], [(0, 0), (0, 10), (10, 10)])
    shared["objects"]["land"]["geometries"][0]["arcs"] = [[[0, ~1]]]

    path = draw_land(shared, grade=GRADE)

    assert path == draw_land(topology(square(0, 0)), grade=GRADE)


def test_antarctica_is_not_drawn():
    assert draw_land(topology(square(0, -80)), grade=GRADE) == ""


def test_specks_are_not_drawn():
    assert draw_land(topology(square(0, 0, side=0.2)), grade=GRADE) == ""


def test_a_flat_corner_is_dropped_and_a_sharp_one_stays():
    flat, sharp = square(0, 0), square(0, 0)
    flat.insert(1, (5, 0.01))
    sharp.insert(1, (5, 3))
    grade = GRADE._replace(dent=0.5)

    assert draw_land(topology(flat), grade=grade) == draw_land(topology(square(0, 0)), grade=grade)
    assert draw_land(topology(sharp), grade=grade) != draw_land(topology(square(0, 0)), grade=grade)


@pytest.mark.parametrize("west", [-172, -176])
def test_land_across_the_cut_stays_on_the_side_of_its_greater_part(west):
    path = draw_land(topology(square(west, 0)), grade=GRADE)

    x = float(path[1:].split(" ")[0])
    assert (x > atlas.WIDTH / 2) == (west == -176)


def test_land_across_the_antimeridian_is_one_piece():
    ring = [(178, 0), (-178, 0), (-178, 4), (178, 4), (178, 0)]

    path = draw_land(topology(ring), grade=GRADE)

    assert path == draw_land(topology([(x % 360, y) for x, y in ring]), grade=GRADE)
