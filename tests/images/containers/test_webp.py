import pytest

from gallery.images.containers import contents_of
from gallery.images.containers.span import Span
from tests.images.making import riff, tiff, webp, xmp

BLOCK = tiff()


def contents(*chunks: bytes):
    return contents_of(Span(webp(*chunks)), "webp")


def test_the_size_of_the_canvas_comes_first():
    lossless = b"\x2f" + ((1999) | (999 << 14)).to_bytes(4, "little")
    lossy = b"\x00\x00\x00\x9d\x01\x2a" + b"\x20\x43" + b"\x58\x02"

    assert contents(riff(b"VP8L", lossless)).sizes == [(640, 480), (2000, 1000)]
    assert contents(riff(b"VP8 ", lossy)).sizes == [(640, 480), (800, 600)]


@pytest.mark.parametrize("mark", [b"", b"Exif\x00\x00"])
def test_exif_is_found_with_and_without_a_mark(mark):
    found = contents(riff(b"odd ", b"1"), riff(b"EXIF", mark + BLOCK))

    assert bytes(found.exif[0].view) == BLOCK


def test_xmp_is_found():
    assert bytes(contents(riff(b"XMP ", xmp())).xmp[0].view) == xmp()


def test_a_broken_chunk_hides_nothing_after_it():
    assert len(contents(riff(b"VP8L", b""), riff(b"EXIF", BLOCK)).exif) == 1


def test_more_chunks_than_any_picture_has_end_the_walk():
    assert contents(riff(b"    ", b"") * 10_001).too_much
