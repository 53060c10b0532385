import pytest

from gallery.images.containers.ifds import Directories
from gallery.images.containers.span import Broken, Span
from gallery.images.trimming import WANTED, trimmed
from tests.images.making import (
    DIGITIZED,
    EXIF_POINTER,
    GPS_POINTER,
    MINSK,
    ORIENTATION,
    ORIGINAL,
    Field,
    long,
    short,
    text,
    tiff,
)

MAKE, MAKER_NOTE, ARTIST = 0x010F, 0x927C, 0x013B
UNDEFINED = 7


def read(block: bytes, name: str = "Image"):
    directories = Directories(Span(block))
    wanted = {*WANTED["Image"], EXIF_POINTER, GPS_POINTER}
    top = directories.entries(directories.first, wanted=wanted)
    if name == "Image":
        return top
    below = directories.pointer(top.get({"EXIF": EXIF_POINTER, "GPS": GPS_POINTER}[name]))
    return directories.entries(below, wanted=WANTED[name]) if below else {}


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_is_wanted_comes_through_unchanged(order):
    exif = {ORIGINAL: text("2010:03:21 12:00:00"), DIGITIZED: text("x")}
    block = tiff({ORIENTATION: short(6)}, exif=exif, gps=MINSK, order=order)

    small = trimmed(Span(block))

    for name in WANTED:
        before, after = read(block, name), read(small, name)
        assert before.keys() == after.keys()
        for tag in before.keys() - {EXIF_POINTER, GPS_POINTER}:
            assert before[tag][:2] == after[tag][:2]
            assert bytes(before[tag].value.view) == bytes(after[tag].value.view)


def test_nothing_about_camera_or_people_comes_through():
    block = tiff(
        {MAKE: text("Nokia N95"), ARTIST: text("Natalia")},
        exif={MAKER_NOTE: Field(UNDEFINED, tuple(b"serial 12345"), 12)},
    )

    small = trimmed(Span(block))

    assert not any(word in small for word in (b"Nokia", b"Natalia", b"serial"))


def test_a_value_longer_than_any_date_is_left_out():
    small = trimmed(Span(tiff(exif={ORIGINAL: text("2" * 60_000)})))

    assert read(small, "EXIF") == {}
    assert len(small) < 100


@pytest.mark.parametrize("pointer", [long(8), long(0xFFFFFF), long(0), long(8, 8), text("abc")])
def test_a_pointer_in_a_circle_or_to_nowhere_leads_nowhere(pointer):
    fields = {ORIENTATION: short(6), EXIF_POINTER: pointer, GPS_POINTER: pointer}

    small = trimmed(Span(tiff(fields)))

    assert read(small).keys() == {ORIENTATION}


def test_what_is_no_tiff_block_is_broken():
    with pytest.raises(Broken):
        trimmed(Span(b"Exif\x00\x00II*\x00"))


def test_an_empty_block_stays_readable():
    assert read(trimmed(Span(tiff()))) == {}
