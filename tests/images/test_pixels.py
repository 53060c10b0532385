import struct

import numpy as np
import pytest
from PIL import Image

from gallery.errors import Refused
from gallery.images.covers import TAPE, Box
from gallery.images.pixels import FACTORS, decode, fresh, reduction
from gallery.images.turning import turn_upright
from tests.images.drawing import SAVED_AS, corners, encoded, is_upright, rgb_profile, scene
from tests.images.test_turning import ORIENTATIONS, stored
from tests.images.test_wholeness import png_with_height, with_height

KINDS = sorted(SAVED_AS)


def exif(orientation):
    said = Image.Exif()
    said[0x0112] = orientation
    return said.tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_every_accepted_kind_is_decoded(kind):
    picture = decode(encoded(corners(320, 240), kind), kind=kind)

    assert (picture.width, picture.height) == picture.image.size == (320, 240)
    assert is_upright(picture.image)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["jpeg", "mpo", "png", "webp"])
def test_a_photo_held_in_any_way_is_turned_upright(kind, orientation):
    data = encoded(stored(corners(), orientation), kind)

    picture = decode(data, kind=kind, orientation=orientation)

    assert is_upright(picture.image)
    assert (picture.width, picture.height) == (320, 240)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_heic_is_not_turned_twice(orientation):
    # pillow-heif writes an orientation as irot and imir, libheif turns by them.
    data = encoded(stored(corners(), orientation), "heic", exif=exif(orientation))

    picture = decode(data, kind="heic", orientation=orientation)

    assert is_upright(picture.image)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_an_avif_is_turned_by_its_container(orientation):
    data = encoded(stored(corners(), orientation), "avif", exif=exif(orientation))

    picture = decode(data, kind="avif", orientation=1)

    assert is_upright(picture.image)
    assert (picture.width, picture.height) == (320, 240)


def test_what_exif_alone_says_does_not_turn_an_avif():
    picture = decode(encoded(corners(), "avif"), kind="avif", orientation=6)

    assert is_upright(picture.image)


@pytest.mark.parametrize(
    ("edge", "factor"),
    [(4032, 2), (8064, 4), (6000, 2), (2300, 1), (2301, 1), (1000, 1), (3200, 2), (12_800, 8)],
)
def test_a_jpeg_is_decoded_at_the_fraction_nearest_to_the_large_rendition(edge, factor):
    assert reduction(edge) == factor


def test_other_kinds_may_be_divided_by_any_whole_number():
    assert reduction(6000, FACTORS) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_photo_is_decoded_smaller(kind):
    data = encoded(scene(4032, 256), kind)

    picture = decode(data, kind=kind)

    assert (picture.image.size, picture.width, picture.height) == ((2016, 128), 4032, 256)


def test_a_crop_is_decoded_as_large_as_a_whole_photo():
    data = encoded(scene(4032, 2048, seed=3), "jpeg")

    picture = decode(data, kind="jpeg", crop=Box(0.25, 0, 0.5, 1))

    assert 1950 <= picture.image.width <= 2016
    assert picture.image.height == 2048
    assert (picture.width, picture.height) == (4032, 2048)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_cover_lies_where_it_was_put_on_the_upright_photo(kind, orientation):
    data = encoded(stored(corners(), orientation), kind)

    picture = decode(data, kind=kind, orientation=orientation, covers=[Box(0.6, 0.05, 0.3, 0.2)])

    assert picture.image.getpixel((240, 30)) == TAPE
    assert np.allclose(picture.image.getpixel((240, 90)), (30, 170, 60), atol=40)


def test_a_cover_keeps_its_colour_on_a_photo_with_a_wide_gamut():
    data = encoded(scene(400, 300), "jpeg", icc_profile=rgb_profile())

    picture = decode(data, kind="jpeg", covers=[Box(0.2, 0.2, 0.5, 0.5)])

    assert picture.image.getpixel((150, 120)) == TAPE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1", "I;16"])
def test_a_tall_png_of_any_mode_is_converted_strip_by_strip(mode):
    upright = scene(70, 4000, noise=0)
    image = (
        upright.convert("L").convert("I").point(lambda v: v * 256) if mode == "I;16" else upright
    )

    picture = decode(encoded(image.convert(mode), "png"), kind="png")

    assert picture.image.size == (35, 2000)
    wanted = np.asarray(upright.convert("L").reduce(2), float)
    found = np.asarray(picture.image.convert("L"), float)
    assert np.abs(found - wanted).mean() < (60 if mode in ("1", "P") else 2)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "mpo"])
@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_a_photo_that_was_cut_off_is_refused(kind, part):
    data = encoded(scene(400, 300), kind)

    with pytest.raises(Refused, match="unreadable"):
        decode(data[: int(len(data) * part)], kind=kind)


@pytest.mark.parametrize(
    ("kind", "lie"), [("jpeg", with_height), ("png", png_with_height)], ids=["jpeg", "png"]
)
def test_a_photo_whose_header_promises_more_rows_is_refused(kind, lie):
    data = lie(encoded(scene(400, 300), kind), 3000)

    with pytest.raises(Refused, match="unreadable"):
        decode(data, kind=kind)


def test_bytes_of_another_kind_never_reach_another_decoder():
    postscript = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n" + b"showpage\n" * 50

    with pytest.raises(Refused, match="unreadable"):
        decode(postscript, kind="jpeg")


def test_a_profile_that_is_no_profile_does_not_refuse_a_photo():
    picture = decode(encoded(scene(100, 100), "jpeg", icc_profile=b"\x00" * 300), kind="jpeg")

    assert picture.image.size == (100, 100)


def test_a_fresh_canvas_knows_nothing_of_the_file():
    file = turn_upright(scene(64, 64), 6)
    file.info.update(comment=b"a name", icc_profile=b"\x00", exif=struct.pack(">H", 1))

    canvas = fresh(file)

    assert canvas.info == {}
    assert canvas.tobytes() == file.tobytes()
