import mmap

import pytest

from gallery.images.containers.span import Broken, Span, TooMuch, kept

SPAN = Span(b"0123456789")


@pytest.mark.parametrize(("at", "size"), [(0, 11), (10, 1), (-1, 1), (2, -1), (11, 0)])
def test_a_part_never_reaches_past_the_end(at, size):
    with pytest.raises(Broken):
        SPAN.part(at, size)


def test_a_cut_off_part_is_as_long_as_it_is():
    assert bytes(SPAN.upto(7, 99).view) == b"789"


def test_numbers_have_a_byte_order():
    assert SPAN.number(0, 2) == 0x3031
    assert SPAN.number(0, 2, order="little") == 0x3130


def test_a_copy_has_a_limit():
    assert SPAN.copy(most=10) == b"0123456789"
    with pytest.raises(Broken):
        SPAN.copy(most=9)


def test_any_memory_is_seen_as_bytes():
    numbers = memoryview(bytes(8)).cast("I")

    assert len(Span(numbers)) == 8


def test_a_mapped_file_can_be_closed_afterwards():
    with mmap.mmap(-1, 100) as mapped:
        mapped[:4] = b"Exif"
        assert Span(mapped).starts(b"Exif")


def test_what_was_found_before_the_break_is_kept():
    def finds():
        yield 1
        raise Broken("here")

    assert list(kept(finds())) == [1]


def test_too_much_is_told():
    def finds():
        yield 1
        raise TooMuch("of it")

    with pytest.raises(TooMuch):
        list(kept(finds()))
