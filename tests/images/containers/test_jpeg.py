from gallery.images.containers import contents_of
from gallery.images.containers.span import Span
from tests.images.making import (
    exif_segment,
    frame,
    iptc_segment,
    jpeg,
    scan,
    segment,
    tiff,
    xmp,
    xmp_segment,
)

BLOCK = tiff()


def contents(data: bytes):
    return contents_of(Span(data), "jpeg")


def copies(spans) -> list[bytes]:
    return [bytes(span.view) for span in spans]


def test_exif_is_found_behind_any_other_segment():
    others = (
        segment(0xE0, b"JFIF\x00"),
        segment(0xFE, b"a comment"),
        xmp_segment(xmp()),
        segment(0xED, b"Photoshop 3.0\x00" + bytes(60_000)),
    )

    assert copies(contents(jpeg(*others, exif_segment(BLOCK))).exif) == [BLOCK]


def test_fill_bytes_before_a_marker_are_skipped():
    data = jpeg(b"\xff\xff\xff", exif_segment(BLOCK))

    assert copies(contents(data).exif) == [BLOCK]


def test_stray_bytes_between_segments_are_skipped():
    data = jpeg(segment(0xE0, b"JFIF\x00"), b"\x04\x06\x00\x00\x00", exif_segment(BLOCK))

    assert copies(contents(data).exif) == [BLOCK]


def test_the_size_stands_in_the_frame():
    assert contents(jpeg(shape=frame(4032, 3024, code=0xC2))).sizes == [(4032, 3024)]


def test_a_huffman_table_is_no_frame():
    assert contents(jpeg(segment(0xC4, bytes(20)), shape=frame(20, 10))).sizes == [(20, 10)]


def test_each_scan_counts():
    assert contents(jpeg(scans=17)).scans == 17


def test_stuffed_bytes_and_restarts_are_no_segments():
    data = jpeg(shape=frame() + scan(b"\xff\x00\xff\xd0\xff\xd7\xff\x01\xff\x00"))

    assert contents(data).scans == 2
    assert contents(data).sizes == [(640, 480)]


def test_what_follows_the_end_of_the_picture_is_not_read():
    stowaway = b"\x00\x02" + jpeg(exif_segment(BLOCK), shape=frame(9999, 9999))

    assert contents(jpeg() + stowaway).exif == []
    assert contents(jpeg() + stowaway).sizes == [(640, 480)]


def test_an_index_of_more_pictures_makes_it_an_mpo():
    assert contents(jpeg(segment(0xE2, b"MPF\x00" + BLOCK))).multi_picture
    assert not contents(jpeg(segment(0xE2, b"ICC_PROFILE\x00"))).multi_picture


def test_xmp_is_found_under_the_mark_that_an_agency_overwrites():
    data = jpeg(segment(0xE1, b"XMP\x00://ns.adobe.com/xap/1.0/\x00" + xmp()))

    assert copies(contents(data).xmp) == [xmp()]


def test_iptc_is_found():
    assert len(contents(jpeg(iptc_segment(b"records"))).iptc) == 1


def test_a_segment_that_is_cut_off_keeps_what_came_before():
    whole = jpeg(exif_segment(BLOCK), segment(0xFE, bytes(500)))

    assert copies(contents(whole[:300]).exif) == [BLOCK]


def test_a_length_that_lies_does_not_hide_the_rest():
    data = jpeg(b"\xff\xe0\x00\x00", exif_segment(BLOCK))

    assert copies(contents(data).exif) == [BLOCK]


def test_more_segments_than_any_photo_has_end_the_walk():
    many = jpeg(segment(0xFE) * 6_000, exif_segment(BLOCK))

    assert contents(many).too_much
    assert contents(many).exif == []
