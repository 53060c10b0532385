"""What a file says twice, or against itself: which counts, and what is flagged (rule 7)."""

from datetime import datetime

import pytest

from gallery.images.facts import read_facts
from tests.images.making import (
    MINSK,
    ORIGINAL,
    chunk,
    exif_segment,
    heic,
    heic_exif,
    heic_xmp,
    jpeg,
    place_xmp,
    png,
    riff,
    text,
    tiff,
    webp,
    xmp,
    xmp_segment,
)

WHEN, NOON = "2010:03:21 12:00:00", datetime(2010, 3, 21, 12, 0, 0)
LATER = "2010:04:01 09:00:00"
NOW = datetime(2012, 12, 31, 12, 0, 0)
BLOCK = tiff(exif={ORIGINAL: text(WHEN)}, gps=MINSK)


@pytest.mark.parametrize(
    "packet",
    [
        place_xmp("48,12.0N", "16,22.0E"),
        xmp(f'exif:DateTimeOriginal="{LATER}"'),
        xmp(f'photoshop:DateCreated="{LATER}"'),
    ],
)
def test_exif_wins_over_xmp_and_the_difference_is_flagged(packet):
    facts = read_facts(jpeg(exif_segment(BLOCK), xmp_segment(packet)), now=NOW)

    assert (facts.taken_at, facts.lat) == (NOON, 53.9)
    assert facts.warnings == ("exif-xmp-differ",)


def test_exif_and_xmp_may_agree():
    packet = xmp('exif:DateTimeOriginal="2010-03-21T12:00" exif:GPSLatitude="53,54.0N"')

    assert read_facts(jpeg(exif_segment(BLOCK), xmp_segment(packet))).warnings == ()


def test_of_two_exif_segments_the_first_counts():
    other = exif_segment(tiff(exif={ORIGINAL: text(LATER)}))

    facts = read_facts(jpeg(exif_segment(BLOCK), other))

    assert (facts.taken_at, facts.warnings) == (NOON, ("two-exif",))


def test_a_first_exif_segment_that_is_none_is_passed_over():
    facts = read_facts(jpeg(exif_segment(b"nonsense"), exif_segment(BLOCK)))

    assert facts.taken_at == NOON


def test_exif_that_cannot_be_read_is_flagged():
    assert read_facts(jpeg(exif_segment(b"nonsense"))).warnings == ("exif-unreadable",)


def test_a_heic_of_several_pictures_tells_of_its_main_one():
    other = heic_exif(tiff(exif={ORIGINAL: text(LATER)}), describes=9)

    assert read_facts(heic(other, heic_exif(BLOCK))).taken_at == NOON


def test_heic_and_png_may_tell_by_xmp_alone():
    packet = place_xmp("53,54.0N", "27,33.0E", 'exif:DateTimeOriginal="2010-03-21T12:00:00Z"')
    text_chunk = chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + packet)

    for data in (heic(heic_xmp(packet)), png(text_chunk), webp(riff(b"XMP ", packet))):
        facts = read_facts(data)
        assert (facts.taken_at, facts.offset, facts.lat) == (NOON, "+00:00", 53.9)
