"""Statues are drawn by number: the same each time, of any size, none like another."""

import hashlib
from itertools import combinations

import pytest
from PIL import ImageChops, ImageStat

from gallery.demo.drawings import draw_picture


def fingerprint(seed: int) -> str:
    return hashlib.sha256(draw_picture(seed, width=160, height=120).tobytes()).hexdigest()


def test_a_number_always_gives_the_same_picture():
    assert [fingerprint(seed) for seed in range(5)] == [fingerprint(seed) for seed in range(5)]


@pytest.mark.parametrize("size", [(160, 120), (120, 160), (200, 90), (1800, 1200)])
def test_a_picture_has_the_size_that_was_asked_for(size):
    width, height = size

    picture = draw_picture(3, width=width, height=height)

    assert (picture.size, picture.mode) == (size, "RGB")


def test_no_two_pictures_are_alike():
    pictures = [draw_picture(seed, width=160, height=120) for seed in range(12)]

    for one, other in combinations(pictures, 2):
        difference = ImageStat.Stat(ImageChops.difference(one, other).convert("L")).mean[0]
        assert difference > 3  # of 255: not the same statue in the same light


@pytest.mark.parametrize("seed", range(20))
def test_every_picture_has_lights_and_shadows(seed):
    dark, light = draw_picture(seed, width=160, height=120).convert("L").getextrema()

    assert light - dark > 120
