import pytest

from gallery.images.renditions import avifs, jpegs, sizes_of
from tests.images.drawing import opened, scene


def long_edges(images):
    return [max(each.size) for each in images]


@pytest.mark.parametrize(
    ("edge", "sizes"),
    [
        (2016, [2016, 1280, 640, 320]),
        (2300, [2300, 1280, 640, 320]),
        (3000, [1920, 1280, 640, 320]),
        (1300, [1300, 1280, 640, 320]),
        (1280, [1280, 640, 320]),
        (700, [700, 640, 320]),
        (320, [320]),
        (200, [200]),
    ],
)
def test_a_photo_is_shown_in_four_sizes_and_never_enlarged(edge, sizes):
    assert long_edges(sizes_of(scene(edge, edge // 2))) == sizes


def test_no_two_sizes_have_the_same_width():
    thin = sizes_of(scene(3, 2200))

    widths = [each.width for each in thin]

    assert len(set(widths)) == len(widths)
    assert min(widths) >= 1


def test_small_jpegs_are_progressive_and_large_ones_are_not():
    made = [opened(each.data) for each in jpegs(sizes_of(scene(1700, 500)))]

    assert ["progressive" in each.info for each in made] == [False, False, True, True]


def test_avif_is_made_of_all_but_the_large_size():
    made = list(avifs(sizes_of(scene(1700, 500))))

    assert [each.width for each in made] == [1280, 960, 640, 480, 320]
    assert {each.format for each in made} == {"avif"}


@pytest.mark.parametrize("encode", [jpegs, avifs])
def test_even_the_smallest_photo_has_one_of_each_format(encode):
    made = list(encode(sizes_of(scene(200, 100))))

    assert [(each.width, each.height) for each in made] == [(200, 100)]


@pytest.mark.parametrize("encode", [jpegs, avifs])
def test_a_rendition_has_the_pixels_it_says(encode):
    for each in encode(sizes_of(scene(1700, 500))):
        assert opened(each.data).size == (each.width, each.height)
