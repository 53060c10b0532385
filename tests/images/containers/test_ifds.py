import struct

import pytest

from gallery.images.containers.ifds import Directories
from gallery.images.containers.span import Broken, Span
from tests.images.making import Field, long, short, text, tiff

SHORT = 3
MAKE, ORIENTATION = 0x010F, 0x0112


def entries(block: bytes, *wanted: int):
    directories = Directories(Span(block))
    return directories.entries(directories.first, wanted=wanted)


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order):
    directories = Directories(Span(tiff({ORIENTATION: short(6)}, order=order)))

    entry = directories.entries(directories.first, wanted={ORIENTATION})[ORIENTATION]

    assert (entry.kind, entry.amount) == (SHORT, 1)
    assert directories.pointer(entry) == 6


def test_what_is_not_wanted_is_not_read():
    assert entries(tiff({MAKE: text("Nokia")}), ORIENTATION) == {}


@pytest.mark.parametrize(
    "block", [b"", b"II*", b"II*\x00", b"EXIF....", b"II\x2a\x01\x08\x00\x00\x00"]
)
def test_without_a_tiff_header_there_is_nothing_to_read(block):
    with pytest.raises(Broken):
        Directories(Span(block))


def test_a_directory_beyond_the_end_is_broken():
    with pytest.raises(Broken):
        entries(b"II*\x00\xff\xff\xff\x7f", MAKE)


def test_a_value_beyond_the_end_is_left_out():
    block = tiff({MAKE: text("Nokia")._replace(at=9_999), ORIENTATION: short(6)})

    assert entries(block, MAKE, ORIENTATION).keys() == {ORIENTATION}


def test_a_huge_amount_is_left_out():
    block = tiff({MAKE: text("Nokia")._replace(amount=0xFFFFFFFF), ORIENTATION: short(6)})

    assert entries(block, MAKE, ORIENTATION).keys() == {ORIENTATION}


def test_an_unknown_type_is_left_out():
    assert entries(tiff({MAKE: Field(99, (1, 2, 3), 3)}), MAKE) == {}


def test_of_a_tag_that_comes_twice_the_first_counts():
    twice = struct.pack("<HHIHH", ORIENTATION, SHORT, 1, 6, 0)
    twice += struct.pack("<HHIHH", ORIENTATION, SHORT, 1, 3, 0)
    block = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 2) + twice + bytes(4)

    assert bytes(entries(block, ORIENTATION)[ORIENTATION].value.view) == b"\x06\x00"


def test_a_directory_that_claims_too_many_entries_is_read_as_far_as_it_goes():
    entry = struct.pack("<HHIHH", ORIENTATION, SHORT, 1, 6, 0)
    block = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 65_535) + entry

    assert entries(block, ORIENTATION).keys() == {ORIENTATION}


def test_entries_behind_the_first_thousand_are_not_read():
    other = struct.pack("<HHIHH", MAKE, SHORT, 1, 6, 0)
    entry = struct.pack("<HHIHH", ORIENTATION, SHORT, 1, 6, 0)
    block = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 65_535) + other * 1_000 + entry

    assert entries(block, ORIENTATION) == {}


@pytest.mark.parametrize("field", [text("abc"), long(1, 2), Field(5, (1, 1), 1)])
def test_a_pointer_is_one_number(field):
    directories = Directories(Span(tiff({MAKE: field})))

    entry = directories.entries(directories.first, wanted={MAKE})[MAKE]

    assert directories.pointer(entry) is None
