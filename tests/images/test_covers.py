import random

import pytest
from PIL import Image, ImageChops

from gallery.images.covers import (
    TAPE,
    Box,
    Grain,
    area_inside,
    area_touched,
    crop_to,
    draw_covers,
)
from tests.images.drawing import scene

WIDE = Grain(1000, 500)


def random_boxes(amount):
    chance = random.Random(amount)
    for _ in range(amount):
        left, top = chance.uniform(0, 0.9), chance.uniform(0, 0.9)
        yield Box(left, top, chance.uniform(0, 1 - left), chance.uniform(0, 1 - top))


def test_every_pixel_of_a_cover_is_tape():
    image, box = scene(1000, 500), Box(0.1004, 0.2, 0.3, 0.0999)

    draw_covers(image, [box], grain=WIDE)

    under = image.crop((100, 100, 401, 150))
    assert under.getcolors() == [(301 * 50, TAPE)]


def test_the_torn_ends_only_add_to_a_cover():
    image, bare = scene(1000, 500), scene(1000, 500)

    draw_covers(image, [Box(0.4, 0.4, 0.2, 0.2)], grain=WIDE)

    changed = ImageChops.difference(image, bare).getbbox()
    assert changed[0] < 400
    assert changed[2] > 600
    assert (changed[1], changed[3]) == (200, 300)


@pytest.mark.parametrize("factor", [1, 2, 3, 8])
@pytest.mark.parametrize("cell", [(1, 1), (16, 16), (32, 8)])
def test_a_cover_reaches_to_the_end_of_every_cell_it_touches(cell, factor):
    grain = Grain(1003, 501, cell=cell, factor=factor, bleed=1)

    for box in random_boxes(200):
        area = area_touched(box, grain)
        right, bottom = (box.left + box.width) * 1003, (box.top + box.height) * 501

        assert area.left * factor <= box.left * 1003 // cell[0] * cell[0]
        assert area.top * factor <= box.top * 501 // cell[1] * cell[1]
        assert area.right * factor >= min(1003, -(-right // cell[0]) * cell[0])
        assert area.bottom * factor >= min(501, -(-bottom // cell[1]) * cell[1])
        assert area.right <= -(-1003 // factor)
        assert area.bottom <= -(-501 // factor)


@pytest.mark.parametrize("factor", [1, 2, 3, 8])
def test_a_crop_keeps_no_cell_that_reaches_outside(factor):
    grain = Grain(1003, 501, cell=(16, 16), factor=factor, bleed=1)

    for box in (Box(0.2, 0.3, 0.5, 0.5), Box(0.11, 0.12, 0.7, 0.71)):
        area = area_inside(box, grain)

        assert area.left * factor >= -(-box.left * 1003 // 16) * 16 + factor
        assert area.top * factor >= -(-box.top * 501 // 16) * 16 + factor
        assert area.right * factor <= (box.left + box.width) * 1003 // 16 * 16 - factor
        assert area.bottom * factor <= (box.top + box.height) * 501 // 16 * 16 - factor


def test_a_crop_along_the_edge_of_the_picture_loses_nothing_there():
    grain = Grain(1003, 501, cell=(16, 16), factor=2, bleed=1)

    area = area_inside(Box(0, 0, 1, 1), grain)

    assert area == (0, 0, 502, 251)


def test_a_crop_smaller_than_a_cell_still_keeps_its_own_pixels():
    image = scene(200, 100)

    part = crop_to(image, Box(0.1, 0.1, 0.05, 0.1), grain=Grain(200, 100, cell=(16, 16), bleed=1))

    assert part.size == (10, 10)


def test_a_cover_that_leaves_the_picture_is_cut_at_its_edge():
    image = Image.new("RGB", (100, 100))

    draw_covers(image, [Box(-0.5, 0.9, 2, 3)], grain=Grain(100, 100))

    assert image.crop((0, 90, 100, 100)).getcolors() == [(1000, TAPE)]
    assert image.crop((0, 0, 100, 90)).getcolors() == [(9000, (0, 0, 0))]


def test_a_box_drawn_from_its_far_corner_covers_the_same():
    forwards = area_touched(Box(0.25, 0.5, 0.5, 0.25), WIDE)

    backwards = area_touched(Box(0.75, 0.75, -0.5, -0.25), WIDE)

    assert backwards == forwards
