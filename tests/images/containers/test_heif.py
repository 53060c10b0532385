import struct

import pytest

from gallery.images.containers import contents_of
from gallery.images.containers.span import Span
from tests.images.making import Item, box, full_box, heic, heic_exif, heic_xmp, tiff, xmp

BLOCK = tiff()
OTHER_BLOCK = tiff(order=">")


def contents(data: bytes):
    return contents_of(Span(data), "heic")


def copies(spans) -> list[bytes]:
    return [bytes(span.view) for span in spans]


def test_the_size_of_the_picture_comes_before_those_of_others():
    assert contents(heic(sizes=((512, 512), (4032, 3024)))).sizes == [(4032, 3024), (512, 512)]


@pytest.mark.parametrize("home", [0, 1])
def test_exif_and_xmp_are_found_in_the_file_and_in_the_meta_box(home):
    found = contents(heic(heic_exif(BLOCK, home=home), heic_xmp(xmp(), home=home)))

    assert copies(found.exif) == [BLOCK]
    assert copies(found.xmp) == [xmp()]


def test_exif_of_the_picture_comes_before_exif_of_another():
    found = contents(heic(heic_exif(OTHER_BLOCK, describes=7), heic_exif(BLOCK)))

    assert copies(found.exif) == [BLOCK, OTHER_BLOCK]


def test_of_two_that_describe_the_picture_the_first_comes_first():
    found = contents(heic(heic_exif(BLOCK), heic_exif(OTHER_BLOCK)))

    assert copies(found.exif) == [BLOCK, OTHER_BLOCK]


def test_only_the_first_metadata_items_are_read():
    assert len(contents(heic(*[heic_exif(BLOCK)] * 1_000)).exif) < 10


def test_other_items_are_no_metadata():
    found = contents(heic(Item(b"uri ", BLOCK)))

    assert (found.exif, found.xmp) == ([], [])


def test_a_place_beyond_the_end_is_none():
    cut = heic(heic_exif(BLOCK))[: -len(BLOCK) - 20]

    assert contents(cut).exif == []
    assert contents(cut).sizes == [(640, 480)]


def test_a_header_may_point_at_the_mark_before_the_block():
    item = Item(b"Exif", bytes(4) + b"Exif\x00\x00" + BLOCK)

    assert copies(contents(heic(item)).exif) == [BLOCK]


def test_a_header_that_lies_about_its_place_hides_only_itself():
    lying = Item(b"Exif", b"\xff\xff\xff\xff" + BLOCK)

    assert copies(contents(heic(lying, heic_exif(BLOCK))).exif) == [BLOCK]


def test_places_of_no_bytes_do_not_go_on_for_ever():
    endless = full_box(b"iloc", b"\x00\x00\x0b\xb8" + b"\x00\x01\x00\x00\x0b\xb8" * 3_000)

    assert contents(box(b"ftyp", b"heic") + full_box(b"meta", endless)).too_much


def test_more_boxes_than_any_photo_has_end_the_walk():
    assert contents(box(b"ftyp", b"heic") + box(b"free") * 6_000).too_much


def test_a_box_smaller_than_its_head_is_broken():
    assert contents(struct.pack(">I4s", 4, b"meta") * 9).sizes == []


def test_a_box_may_state_its_size_in_64_bits_or_reach_to_the_end():
    ordinary = heic(heic_exif(BLOCK, home=1))
    at = ordinary.index(b"meta") - 4
    size = struct.unpack_from(">I", ordinary, at)[0]
    body = ordinary[at + 8 : at + size]

    wide = ordinary[:at] + struct.pack(">I4sQ", 1, b"meta", len(body) + 16) + body
    to_the_end = ordinary[:at] + struct.pack(">I4s", 0, b"meta") + body

    assert copies(contents(wide).exif) == [BLOCK]
    assert copies(contents(to_the_end).exif) == [BLOCK]
