import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from gallery.images.colours import flatten, to_srgb
from tests.images.drawing import rgb_profile, scene


def test_a_wide_gamut_photo_is_converted():
    image = Image.new("RGB", (4, 4), (200, 100, 50))

    converted = to_srgb(image, rgb_profile())

    # Display P3 (200, 100, 50) is sRGB (215, 93, 31): CSS Color 4, 18.1
    assert np.allclose(converted.getpixel((0, 0)), (215, 93, 31), atol=1)


def test_a_photo_that_is_srgb_already_is_left_alone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = scene(64, 64)

    converted = to_srgb(image.copy(), profile)

    assert converted.tobytes() == image.tobytes()


@pytest.mark.parametrize("profile", [b"", b"no profile", rgb_profile()[:200], bytes(600)])
def test_a_broken_profile_is_no_profile(profile):
    image = scene(64, 64)

    converted = to_srgb(image.copy(), profile)

    assert converted.tobytes() == image.tobytes()


def test_a_grey_photo_with_an_rgb_profile_becomes_rgb():
    converted = to_srgb(Image.new("L", (4, 4), 90), rgb_profile())

    assert converted.mode == "RGB"
    assert np.allclose(converted.getpixel((0, 0)), (90, 90, 90), atol=1)


def test_a_colour_photo_with_a_profile_for_inks_keeps_its_colours():
    profile = bytearray(rgb_profile())
    profile[16:20] = b"CMYK"
    image = scene(64, 64)

    converted = to_srgb(image.copy(), bytes(profile))

    assert converted.tobytes() == image.tobytes()


def test_inks_become_light():
    converted = to_srgb(flatten(Image.new("CMYK", (4, 4), (0, 255, 255, 0))), None)

    assert converted.mode == "RGB"
    assert converted.getpixel((0, 0)) == (255, 0, 0)


def test_a_deep_grey_picture_keeps_its_tones():
    deep = Image.new("I;16", (4, 4), 40_000)

    assert flatten(deep).getpixel((0, 0)) == 40_000 // 256


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_becomes_white(mode):
    clear = Image.new("RGBA", (4, 4), (10, 10, 10, 0)).convert(mode)

    flat = flatten(clear)

    assert (flat.mode, flat.getpixel((0, 0))) == ("RGB", (255, 255, 255))


@pytest.mark.parametrize("mode", ["P", "L", "RGB"])
def test_a_colour_that_a_png_names_transparent_becomes_white(mode):
    buffer = io.BytesIO()
    key = (7, 7, 7) if mode == "RGB" else 7
    image = Image.new(mode, (4, 4), key)
    if mode == "P":
        image.putpalette(bytes(range(48)))
    image.save(buffer, "PNG", transparency=key)

    flat = flatten(Image.open(buffer))

    assert flat.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_black_and_white_becomes_grey():
    assert flatten(Image.new("1", (4, 4), 1)).getpixel((0, 0)) == 255
