import pytest
from PIL import ImageChops

from gallery.images.covers import Box, Grain, area_touched
from gallery.images.turning import TURNS, is_aside, stored_box, turn_upright
from tests.images.drawing import corners, is_upright

ORIENTATIONS = range(1, 9)
#: What undoes each turn; the others undo themselves.
UNDONE_BY = {6: 8, 8: 6}


def stored(upright, orientation):
    return turn_upright(upright, UNDONE_BY.get(orientation, orientation))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_turned_picture_is_upright(orientation):
    file = stored(corners(), orientation)

    upright = turn_upright(file, orientation)

    assert is_upright(upright, tolerance=0)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_box_marks_the_same_part_before_and_after_turning(orientation):
    upright, box = corners(320, 240), Box(0.125, 0.25, 0.5, 0.125)
    file = stored(upright, orientation)

    area = area_touched(stored_box(box, orientation), Grain(*file.size))

    part = turn_upright(file.crop(area), orientation)
    assert not ImageChops.difference(part, upright.crop((40, 60, 200, 90))).getbbox()
    assert part.size == (160, 30)


def test_only_the_four_sideways_orientations_swap_width_and_height():
    sideways = [each for each in ORIENTATIONS if is_aside(each)]

    assert sideways == [5, 6, 7, 8]
    assert set(TURNS) == set(ORIENTATIONS) - {1}
