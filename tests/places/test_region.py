"""A part of the map shows its places, whole, and the same land as the whole map."""

import re

import pytest

from gallery.places import atlas
from gallery.places.labels import AIR, LETTER, LINE, Spot, set_names
from gallery.places.region import MARGIN, NARROWEST, WIDTH, land_in, region_around
from tests.places.test_atlas import is_on_land

POLAND = [(54.35, 18.65), (50.06, 19.94), (51.1, 17.03), (51.25, 22.57)]
UNITED_STATES = [(21.3, -157.86), (61.2, -149.9), (40.7, -74.0), (25.8, -80.2)]
RUSSIA = [(55.75, 37.62), (43.1, 131.87), (66.25, 179.0)]


def placed(degrees):
    return [atlas.project(*place) for place in degrees]


def outlines(path):
    """Read the rings of a path that knows M, L and z only."""
    return [
        [tuple(map(float, corner.split())) for corner in ring.split("L")]
        for ring in re.findall(r"M([^z]+)z", path)
    ]


@pytest.mark.parametrize("degrees", [POLAND, POLAND[:1], UNITED_STATES, RUSSIA])
def test_every_place_is_inside_the_frame_with_air_around_it(degrees):
    region = region_around(placed(degrees))

    for x, y in (region.place(*place) for place in placed(degrees)):
        air = (MARGIN - 1) * region.scale
        assert air <= x <= WIDTH - air
        assert air <= y <= region.pixels - air
    assert region.width >= NARROWEST


@pytest.mark.parametrize(
    ("place", "on_land"),
    [((52.2, 21.0), True), ((50.1, 14.4), True), ((55.2, 17.5), False)],
    ids=["Warsaw", "Prague", "Baltic Sea"],
)
def test_the_land_in_a_frame_is_the_same_as_on_the_whole_map(place, on_land):
    region = region_around(placed(POLAND))

    here = region.place(*atlas.project(*place))

    assert is_on_land(here, outlines=outlines(land_in(region))) is on_land


def test_no_land_is_drawn_beyond_the_frame():
    region = region_around(placed(POLAND))

    corners = [corner for ring in outlines(land_in(region)) for corner in ring]

    assert corners
    assert all(-2 <= x <= WIDTH + 2 and -2 <= y <= region.pixels + 2 for x, y in corners)


def test_a_frame_in_the_ocean_shows_no_land():
    assert land_in(region_around(placed([(-45.0, -120.0)]))) == ""


def test_names_meet_neither_each_other_nor_a_circle_nor_the_edge():
    spots = [Spot(x, y, 7, "Villingen") for x in (20, 60, 340) for y in (12, 20, 60, 110)]

    labels = set_names(spots, width=380, height=130)

    boxes = []
    for label in filter(None, labels):
        wide = len("Villingen") * LETTER
        left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        boxes.append((left, label.y - LINE / 2, left + wide, label.y + LINE / 2))
    assert len(boxes) > 3
    for box in boxes:
        assert min(box) >= 0
        assert box[2] <= 380
        assert box[3] <= 130
        circles = [(s.x - 7, s.y - 7, s.x + 7, s.y + 7) for s in spots]
        others = [other for other in boxes if other is not box]
        for left, top, right, bottom in circles + others:
            assert not (left < box[2] and box[0] < right and top < box[3] and box[1] < bottom)


def test_a_name_stands_right_of_its_circle_where_it_can():
    labels = set_names([Spot(100, 50, 7, "Vilnius"), Spot(300, 50, 9)], width=380, height=100)

    assert labels == [(100 + 7 + AIR, 50, "start"), None]
