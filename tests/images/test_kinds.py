import mmap
import struct

import pytest

from gallery.errors import REFUSALS, Refused
from gallery.images.kinds import ACCEPTED, UNSUPPORTED, kind_of, require_photo
from tests.images.making import chunk, frame, heic, jpeg, png, riff, segment, tiff, webp

MPO = jpeg(segment(0xE2, b"MPF\x00"))


def ftyp(major: bytes, *others: bytes) -> bytes:
    return struct.pack(">I", 16 + 4 * len(others)) + b"ftyp" + major + bytes(4) + b"".join(others)


KINDS = {
    "jpeg": [jpeg()],
    "png": [png()],
    "webp": [webp()],
    "heic": [
        ftyp(b"heic", b"mif1"),
        ftyp(b"heix"),
        ftyp(b"mif1", b"mif1", b"heic"),
        ftyp(b"msf1", b"hevc"),
    ],
    "avif": [ftyp(b"avif"), ftyp(b"avis"), ftyp(b"mif1", b"miaf", b"avif")],
    "gif": [b"GIF89a\x01\x00\x01\x00"],
    "tiff": [tiff(), tiff(order=">")],
    "bigtiff": [b"II+\x00\x08\x00"],
    "bmp": [b"BM\x00\x00"],
    "svg": [b'<svg xmlns="', b'<?xml version="1.0"?>\n<SVG>'],
    "raw": [ftyp(b"crx ")],
    "video": [
        ftyp(b"isom", b"mp41"),
        ftyp(b"qt  "),
        ftyp(b"3gp4"),
        b"\x1aE\xdf\xa3",
        b"RIFF\x00\x00\x00\x00AVI ",
    ],
    "pdf": [b"%PDF-1.4"],
    "postscript": [b"%!PS-Adobe-3.0 EPSF-3.0"],
    "zip": [b"PK\x03\x04"],
    None: [b"", b"hello", b"<html>", b"\xff\xd8", b"RIFF\x00\x00\x00\x00WAVE", ftyp(b"mif1")],
}


@pytest.mark.parametrize(("kind", "head"), [(k, head) for k, v in KINDS.items() for head in v])
def test_a_kind_is_told_by_its_first_bytes(kind, head):
    assert kind_of(head[:64]) == kind


@pytest.mark.parametrize(
    ("kind", "data"),
    [("jpeg", jpeg()), ("mpo", MPO), ("png", png()), ("webp", webp()), ("heic", heic())],
)
def test_a_photo_is_let_in(kind, data):
    assert require_photo(data) == kind
    assert kind in ACCEPTED


def test_an_avif_is_let_in():
    assert require_photo(heic(brand=b"avif")) == "avif"


def test_any_memory_is_looked_at_and_let_go():
    with mmap.mmap(-1, len(jpeg())) as mapped:
        mapped[:] = jpeg()
        assert require_photo(mapped) == "jpeg"
        assert require_photo(memoryview(jpeg())) == "jpeg"


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        require_photo(data)
    assert refused.value.key in REFUSALS
    return refused.value.key


def test_an_empty_file_is_refused_as_that():
    assert refusal(b"") == "empty"


@pytest.mark.parametrize("head", [head for k in sorted(UNSUPPORTED) for head in KINDS.get(k, [])])
def test_pictures_we_do_not_take_are_refused_as_that(head):
    assert refusal(head + bytes(100)) == "unsupported"


@pytest.mark.parametrize("head", KINDS["video"])
def test_videos_are_refused_as_that(head):
    assert refusal(head + bytes(100)) == "video"


@pytest.mark.parametrize("head", KINDS["pdf"] + KINDS["postscript"] + KINDS["zip"] + [b"hello"])
def test_other_files_are_no_photos_whatever_their_names(head):
    assert refusal(head + bytes(100)) == "not-a-photo"


@pytest.mark.parametrize("data", [jpeg(shape=b""), png()[:20], webp()[:20], b"\xff\xd8\xff"])
def test_a_photo_without_a_size_is_unreadable(data):
    assert refusal(data) == "unreadable"


@pytest.mark.parametrize(
    "data",
    [
        jpeg(shape=frame(10_001, 10_000)),
        png(width=10_000, height=5_001),
        webp(width=10_001, height=10_000),
        heic(sizes=((10_001, 10_000),)),
    ],
)
def test_too_many_pixels_are_refused_before_they_are_decoded(data):
    assert refusal(data) == "too-many-pixels"


@pytest.mark.parametrize(
    "data",
    [
        jpeg(shape=frame(10_000, 10_000)),
        png(width=10_000, height=5_000),
        webp(width=10_000, height=10_000),
        heic(sizes=((10_000, 10_000),)),
    ],
)
def test_as_many_pixels_as_allowed_are_let_in(data):
    assert require_photo(data) in ACCEPTED


def test_a_progressive_jpeg_may_have_half_as_many_pixels():
    big = frame(10_000, 5_001, code=0xC2)

    assert refusal(jpeg(shape=big, scans=10)) == "too-many-pixels"
    assert require_photo(jpeg(shape=big, scans=1)) == "jpeg"


def test_a_second_size_that_is_too_large_counts_too():
    small_canvas = webp(riff(b"VP8L", b"\x2f\xff\xff\xff\x0f"))

    assert refusal(small_canvas) == "too-many-pixels"
    assert refusal(heic(sizes=((20_000, 20_000), (640, 480)))) == "too-many-pixels"


def test_a_clean_photo_has_few_scans():
    assert require_photo(jpeg(scans=50)) == "jpeg"
    assert refusal(jpeg(scans=51)) == "too-many-scans"


def test_scans_cannot_hide_behind_other_segments():
    assert refusal(jpeg(segment(0xFE) * 6_000, scans=900)) == "too-hard"


def test_a_picture_of_a_few_pixels_is_too_small():
    assert refusal(jpeg(shape=frame(640, 63))) == "too-small"
    assert require_photo(jpeg(shape=frame(64, 64))) == "jpeg"


def test_a_file_that_no_walk_can_finish_is_too_hard():
    assert refusal(png(chunk(b"IDAT") * 100_001)) == "too-hard"
