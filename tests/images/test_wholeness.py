import io
import struct
import zlib

import pytest
from PIL import Image

from gallery.images.wholeness import is_whole_jpeg, is_whole_png, prepare_png
from tests.images.drawing import encoded, scene

END = b"\xff\xd9"


def with_height(jpeg, height):
    """Let the header of a JPEG speak of another height."""
    at = next(at for at in (jpeg.find(b"\xff\xc0"), jpeg.find(b"\xff\xc2")) if at > 0)
    return jpeg[: at + 5] + struct.pack(">H", height) + jpeg[at + 7 :]


def png_with_height(png, height):
    """Let the header of a PNG speak of another height."""
    head = png[12:20] + struct.pack(">I", height) + png[24:29]
    return png[:12] + head + struct.pack(">I", zlib.crc32(head)) + png[33:]


def jpeg_is_whole(data):
    image = Image.open(io.BytesIO(data))
    image.draft(None, (image.width // 2, image.height // 2))
    image.load()
    return is_whole_jpeg(image, data)


def png_is_whole(data):
    image = Image.open(io.BytesIO(data))
    prepare_png(image)
    image.load()
    return is_whole_png(image, data)


JPEGS = {
    "plain": {},
    "progressive": {"progressive": True},
    "full colour": {"subsampling": 0},
    "with restarts": {"restart_marker_blocks": 7},
}


@pytest.mark.parametrize("options", JPEGS.values(), ids=JPEGS.keys())
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
class TestJpeg:
    def test_an_honest_file_is_whole(self, mode, options):
        assert jpeg_is_whole(encoded(scene(300, 200).convert(mode), "jpeg", **options))

    def test_an_honest_grey_file_is_whole(self, mode, options):
        grey = (128, 128, 128, 128) if mode == "CMYK" else "#808080"

        assert jpeg_is_whole(encoded(Image.new(mode, (300, 200), grey), "jpeg", **options))

    def test_a_file_whose_header_promises_more_rows_is_not_whole(self, mode, options):
        data = encoded(scene(300, 200).convert(mode), "jpeg", **options)

        assert not jpeg_is_whole(with_height(data, 600))


@pytest.mark.parametrize("part", [0.3, 0.9, 0.99])
def test_a_file_that_was_cut_and_closed_again_is_not_whole(part):
    data = encoded(scene(300, 200), "jpeg")

    assert not jpeg_is_whole(data[: int(len(data) * part)] + END)


def test_bytes_after_the_picture_do_not_matter():
    data = encoded(Image.new("RGB", (300, 200), "#808080"), "jpeg")

    assert jpeg_is_whole(data + b"PK\x03\x04 something else \xff\xda")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
class TestPng:
    def test_an_honest_file_is_whole(self, mode):
        assert png_is_whole(encoded(Image.new(mode, (300, 200)), "png"))

    def test_a_file_in_the_colour_of_filler_is_whole(self, mode):
        image = Image.new(mode, (300, 200))
        image.frombytes(b"\xf9" * len(image.tobytes()))

        assert png_is_whole(encoded(image, "png"))

    def test_a_file_whose_header_promises_more_rows_is_not_whole(self, mode):
        data = encoded(Image.new(mode, (300, 200)), "png")

        assert not png_is_whole(png_with_height(data, 600))
