import logging
from fractions import Fraction

import pytest

from gallery.images import exif as reader
from gallery.images.containers.span import Broken, Span
from gallery.images.exif import read_tags
from tests.images.making import (
    DIGITIZED,
    DOUBLE,
    LAT,
    MINSK,
    OFFSET_ORIGINAL,
    ORIENTATION,
    ORIGINAL,
    Field,
    degrees,
    ratios,
    short,
    text,
    tiff,
)

BLOCK = tiff(
    {ORIENTATION: short(6)},
    exif={ORIGINAL: text("2010:03:21 12:00:00"), OFFSET_ORIGINAL: text("+02:00")},
    gps=MINSK,
)
EXPECTED = {
    "Image Orientation": (6,),
    "EXIF DateTimeOriginal": "2010:03:21 12:00:00",
    "EXIF OffsetTimeOriginal": "+02:00",
    "GPS GPSLatitudeRef": "N",
    "GPS GPSLatitude": (53, 54, 0),
    "GPS GPSLongitudeRef": "E",
    "GPS GPSLongitude": (27, 33, 0),
}


def test_tags_are_read_by_their_names():
    assert read_tags(Span(BLOCK)) == EXPECTED


def test_when_exifread_fails_pillow_answers(monkeypatch):
    def fail(*_, **__):
        raise AssertionError

    monkeypatch.setattr(reader.exifread, "process_file", fail)

    assert read_tags(Span(BLOCK)) == EXPECTED


def test_when_pillow_fails_exifread_answers(monkeypatch):
    def fail(*_, **__):
        raise SyntaxError

    monkeypatch.setattr(reader.Image.Exif, "load", fail)

    assert read_tags(Span(BLOCK)) == EXPECTED


def test_where_both_answer_exifread_wins():
    block = tiff(exif={ORIGINAL: text(b"2010:03:21 12:00:00\x00garbage\x00")})

    assert read_tags(Span(block)) == {"EXIF DateTimeOriginal": "2010:03:21 12:00:00"}


def test_a_number_over_zero_is_none():
    assert read_tags(Span(tiff(gps={LAT: ratios(53, 1, 54, 0)})))["GPS GPSLatitude"] == (53, None)


@pytest.mark.parametrize(("number", "read"), [(53.5, Fraction(107, 2)), (float("nan"), None)])
def test_a_float_is_a_number_if_it_is_one(number, read):
    field = Field(DOUBLE, (number,), 1)

    assert read_tags(Span(tiff(gps={LAT: field})))["GPS GPSLatitude"] == (read,)


def test_text_that_is_no_utf8_is_still_text():
    block = tiff(exif={DIGITIZED: text(b"caf\xe9\x00")})

    assert read_tags(Span(block)) == {"EXIF DateTimeDigitized": "caf\xe9"}


def test_what_is_no_exif_is_broken():
    with pytest.raises(Broken):
        read_tags(Span(b"no exif"))


def test_no_value_reaches_a_log(caplog):
    caplog.set_level(logging.DEBUG)

    read_tags(Span(tiff(exif={ORIGINAL: text("2010:03:21 12:00:00")}, gps={LAT: degrees(53)})))

    assert caplog.records == []
