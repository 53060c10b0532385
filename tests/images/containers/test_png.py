import zlib

import pytest

from gallery.images.containers import contents_of
from gallery.images.containers.span import Span
from tests.images.making import chunk, png, raw_profile, tiff, xmp

BLOCK = tiff()
EXIF = b"Exif\x00\x00" + BLOCK
BOMB = zlib.compress(bytes(100 << 20), 9)


def contents(*chunks: bytes):
    return contents_of(Span(png(*chunks)), "png")


def copies(spans) -> list[bytes]:
    return [bytes(span.view) for span in spans]


def test_the_size_stands_in_the_header():
    assert contents().sizes == [(640, 480)]


def test_exif_is_found_behind_the_pixels():
    assert copies(contents(chunk(b"IDAT", b"pixels"), chunk(b"eXIf", BLOCK)).exif) == [BLOCK]


def test_a_needless_mark_before_exif_is_taken_off():
    assert copies(contents(chunk(b"eXIf", EXIF)).exif) == [BLOCK]


@pytest.mark.parametrize("name", [b"exif", b"APP1"])
def test_exif_in_a_raw_profile_is_found(name):
    text = b"Raw profile type " + name + b"\x00"
    profile = raw_profile(name, EXIF)

    assert copies(contents(chunk(b"tEXt", text + profile)).exif) == [BLOCK]
    assert copies(contents(chunk(b"zTXt", text + b"\x00" + zlib.compress(profile))).exif) == [BLOCK]


def test_exif_in_a_raw_profile_needs_no_mark():
    profile = b"Raw profile type exif\x00" + raw_profile(b"exif", BLOCK)

    assert copies(contents(chunk(b"tEXt", profile)).exif) == [BLOCK]


def test_a_raw_profile_may_hold_xmp_or_iptc():
    found = contents(
        chunk(b"tEXt", b"Raw profile type xmp\x00" + raw_profile(b"xmp", xmp())),
        chunk(b"tEXt", b"Raw profile type iptc\x00" + raw_profile(b"iptc", b"records")),
    )

    assert copies(found.xmp) == [xmp()]
    assert copies(found.iptc) == [b"records"]


@pytest.mark.parametrize(
    ("flags", "packet"), [(b"\x00\x00", xmp()), (b"\x01\x00", zlib.compress(xmp()))]
)
def test_xmp_is_found_plain_and_compressed(flags, packet):
    text = b"XML:com.adobe.xmp\x00" + flags + b"en\x00title\x00" + packet

    assert copies(contents(chunk(b"iTXt", text)).xmp) == [xmp()]


def test_a_text_that_inflates_without_end_is_left_alone():
    found = contents(chunk(b"zTXt", b"Raw profile type exif\x00\x00" + BOMB), chunk(b"eXIf", BLOCK))

    assert copies(found.exif) == [BLOCK]


def test_a_broken_text_hides_nothing_after_it():
    found = contents(
        chunk(b"zTXt", b"Raw profile type exif\x00\x00no zlib"),
        chunk(b"tEXt", b"Raw profile type exif\x00no head"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00"),
        chunk(b"eXIf", BLOCK),
    )

    assert copies(found.exif) == [BLOCK]


def test_only_the_first_texts_are_read():
    text = chunk(b"tEXt", b"Raw profile type exif\x00" + raw_profile(b"exif", EXIF))

    assert len(contents(text * 1_000).exif) < 10


def test_more_chunks_than_any_picture_has_end_the_walk():
    assert contents(chunk(b"IDAT") * 100_001).too_much


def test_a_chunk_that_is_cut_off_keeps_what_came_before():
    data = png(chunk(b"eXIf", BLOCK), chunk(b"IDAT", bytes(500)))[:300]

    assert copies(contents_of(Span(data), "png").exif) == [BLOCK]
