import mmap
import subprocess
import sys
from datetime import datetime

import pytest

from gallery.images.facts import Facts, read_facts
from tests.images.making import (
    CHANGED,
    DIGITIZED,
    GPS_DATE,
    GPS_STATUS,
    GPS_TIME,
    LON_REF,
    MINSK,
    OFFSET_CHANGED,
    OFFSET_DIGITIZED,
    OFFSET_ORIGINAL,
    ORIENTATION,
    ORIGINAL,
    Field,
    chunk,
    dataset,
    dated,
    degrees,
    exif_segment,
    heic,
    heic_exif,
    iptc_segment,
    jpeg,
    long,
    place_xmp,
    placed,
    png,
    ratios,
    riff,
    segment,
    short,
    text,
    tiff,
    webp,
    xmp,
    xmp_segment,
)

WHEN, NOON = "2010:03:21 12:00:00", datetime(2010, 3, 21, 12, 0, 0)
LATER = "2010:04:01 09:00:00"
NOW = datetime(2012, 12, 31, 12, 0, 0)
BLOCK = tiff({ORIENTATION: short(6)}, exif={ORIGINAL: text(WHEN)}, gps=MINSK)


def with_exif(image=None, **directories) -> bytes:
    return jpeg(exif_segment(tiff(image, **directories)))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("jpeg", jpeg(exif_segment(BLOCK))),
        ("mpo", jpeg(exif_segment(BLOCK), segment(0xE2, b"MPF\x00"))),
        ("png", png(chunk(b"eXIf", BLOCK))),
        ("webp", webp(riff(b"EXIF", BLOCK))),
        ("heic", heic(heic_exif(BLOCK))),
        ("avif", heic(heic_exif(BLOCK), brand=b"avif")),
    ],
)
def test_every_format_tells_the_same(kind, data):
    facts = read_facts(data, now=NOW)

    assert facts == Facts(
        format=kind,
        width=640,
        height=480,
        orientation=6,
        taken_at=NOON,
        taken_from="EXIF DateTimeOriginal",
        taken_why_not=None,
        offset=None,
        offset_inferred=None,
        lat=53.9,
        lon=27.55,
        place_from="EXIF GPS",
        place_why_not=None,
        place_uncertain=False,
        warnings=(),
    )


def test_a_tiff_and_a_gif_tell_facts_although_they_are_not_taken():
    fields = {256: short(300), 257: short(200), ORIENTATION: short(8)}
    scanned = read_facts(tiff(fields, exif={ORIGINAL: text(WHEN)}))
    drawn = read_facts(b"GIF89a\x2c\x01\xc8\x00")

    assert (scanned.format, scanned.width, scanned.height) == ("tiff", 300, 200)
    assert (scanned.orientation, scanned.taken_at) == (8, NOON)
    assert (drawn.format, drawn.width, drawn.height) == ("gif", 300, 200)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.4"])
def test_what_is_no_photo_has_no_facts(data):
    facts = read_facts(data)

    assert (facts.width, facts.height, facts.orientation) == (None, None, 1)
    assert (facts.taken_why_not, facts.place_why_not) == ("absent", "absent")


def test_a_mapped_file_can_be_closed_after_reading():
    data = jpeg(exif_segment(BLOCK), xmp_segment(xmp()))

    with mmap.mmap(-1, len(data)) as mapped:
        mapped[:] = data
        assert read_facts(mapped).taken_at == NOON


# Rule 1: the local wall clock as written.


def test_an_offset_never_moves_the_clock():
    facts = read_facts(dated(WHEN, offset=text("+09:00")))

    assert (facts.taken_at, facts.offset) == (NOON, "+09:00")


# Rule 2: the order of trust.

STATEMENTS = [
    ("EXIF DateTimeOriginal", {"exif": {ORIGINAL: text(WHEN)}}),
    ("Image DateTimeOriginal", {"image": {ORIGINAL: text(WHEN)}}),
    ("EXIF DateTimeDigitized", {"exif": {DIGITIZED: text(WHEN)}}),
    ("Image DateTimeDigitized", {"image": {DIGITIZED: text(WHEN)}}),
    ("XMP exif:DateTimeOriginal", {"xmp": f'exif:DateTimeOriginal="{WHEN}"'}),
    ("XMP photoshop:DateCreated", {"xmp": f'photoshop:DateCreated="{WHEN}"'}),
    ("IPTC DateCreated", {"iptc": dataset(55, "20100321") + dataset(60, "120000")}),
]


def saying(*statements) -> bytes:
    image, exif, packet, records = {}, {}, "", b""
    for statement in statements:
        image |= statement.get("image", {})
        exif |= statement.get("exif", {})
        packet += statement.get("xmp", "") + " "
        records += statement.get("iptc", b"")
    block = exif_segment(tiff(image, exif=exif))
    return jpeg(block, xmp_segment(xmp(packet)), iptc_segment(records))


@pytest.mark.parametrize("rank", range(len(STATEMENTS)))
def test_of_all_that_is_said_the_most_trusted_counts(rank):
    facts = read_facts(saying(*(said for _, said in STATEMENTS[rank:])))

    assert facts.taken_at == NOON
    assert facts.taken_from == STATEMENTS[rank][0]


def test_when_a_file_was_changed_is_not_when_a_photo_was_taken():
    facts = read_facts(with_exif({CHANGED: text(WHEN)}))

    assert (facts.taken_at, facts.taken_why_not) == (None, "absent")


def test_a_day_without_a_time_is_no_moment():
    day_only = saying({"xmp": 'photoshop:DateCreated="2010-03-21"'})

    assert read_facts(day_only).taken_at is None


# Rule 3: the offset.


def test_each_date_has_its_own_offset_tag():
    offsets = {OFFSET_ORIGINAL: text("+02:00"), OFFSET_DIGITIZED: text("+03:00")}

    assert read_facts(with_exif(exif={ORIGINAL: text(WHEN), **offsets})).offset == "+02:00"
    assert read_facts(with_exif(exif={DIGITIZED: text(WHEN), **offsets})).offset == "+03:00"


def test_the_offset_of_a_change_is_not_that_of_the_photo():
    changed = {ORIGINAL: text(WHEN), OFFSET_CHANGED: text("+02:00")}

    assert read_facts(with_exif(exif=changed)).offset is None


def test_xmps_zone_belongs_to_xmps_date():
    packet = xmp_segment(xmp('exif:DateTimeOriginal="2010-03-21T12:00:00+02:00"'))

    assert read_facts(jpeg(packet)).offset == "+02:00"
    assert read_facts(jpeg(exif_segment(BLOCK), packet)).offset is None


@pytest.mark.parametrize(("minutes", "inferred"), [(0, "+02:00"), (4, "+02:00"), (7, None)])
def test_the_satellites_clock_is_an_inference(minutes, inferred):
    clock = {GPS_DATE: text("2010:03:21"), GPS_TIME: ratios(10, 1, minutes, 1, 0, 1)}

    facts = read_facts(with_exif(exif={ORIGINAL: text(WHEN)}, gps=MINSK | clock))

    assert (facts.offset, facts.offset_inferred) == (None, inferred)


def test_nothing_is_inferred_where_the_file_states_it():
    clock = {GPS_DATE: text("2010:03:21"), GPS_TIME: ratios(10, 1, 0, 1, 0, 1)}
    dates = {ORIGINAL: text(WHEN), OFFSET_ORIGINAL: text("+03:00")}

    facts = read_facts(with_exif(exif=dates, gps=clock))

    assert (facts.offset, facts.offset_inferred) == ("+03:00", None)


# Rule 4: what is no date, and what is hardly one.


def test_a_placeholder_gives_way_to_the_next_statement():
    facts = read_facts(dated("0000:00:00 00:00:00", digitized=text(WHEN)))

    assert facts.taken_from == "EXIF DateTimeDigitized"


def test_a_placeholder_alone_is_the_reason():
    assert read_facts(dated("    :  :     :  :  ")).taken_why_not == "placeholder"


@pytest.mark.parametrize("said", ["2553:03:21 12:00:00", "1970:01:01 00:00:00"])
def test_an_implausible_date_is_kept_and_flagged(said):
    facts = read_facts(dated(said), now=NOW)

    assert facts.taken_at is not None
    assert facts.warnings == ("date-implausible",)


def test_what_lies_in_the_future_depends_on_the_clock():
    assert read_facts(dated(WHEN), now=datetime(2009, 1, 1)).warnings == ("date-implausible",)
    assert read_facts(dated(WHEN), now=NOW).warnings == ()


# Rule 5: the place. The arithmetic is in test_positions.py.


def test_a_position_without_hemisphere_is_absent_with_a_reason():
    facts = read_facts(placed({tag: field for tag, field in MINSK.items() if tag != LON_REF}))

    assert (facts.lat, facts.lon, facts.place_from) == (None, None, None)
    assert facts.place_why_not == "no hemisphere"


def test_a_receiver_without_a_fix_is_uncertain():
    assert read_facts(placed(MINSK | {GPS_STATUS: text("V")})).place_uncertain


def test_xmp_alone_may_tell_the_place():
    facts = read_facts(jpeg(xmp_segment(place_xmp("53,54.0N", "27,33.0E"))))

    assert (facts.lat, facts.lon, facts.place_from) == (53.9, 27.55, "XMP")


@pytest.mark.parametrize(
    ("field", "orientation"),
    [(short(n), n) for n in range(1, 9)]
    + [
        (short(0), 1),
        (short(9), 1),
        (short(65_535), 1),
        (short(6, 8), 1),
        (long(6), 6),
        (text("6"), 1),
        (Field(5, (6, 1), 1), 6),
        (Field(5, (13, 2), 1), 1),
        (Field(5, (6, 0), 1), 1),
    ],
)
def test_an_orientation_is_one_of_eight_or_none(field, orientation):
    assert read_facts(with_exif({ORIENTATION: field})).orientation == orientation


def test_reading_loads_nothing_that_the_dark_room_would_have_to_open():
    script = """
import sys
from gallery.images.facts import read_facts
loaded = set(sys.modules)
for hex in sys.stdin.read().split():
    read_facts(bytes.fromhex(hex))
print(sorted(set(sys.modules) - loaded))
"""
    packet = xmp_segment(place_xmp("53,54.0N", "27,33.0E"))
    odd = xmp_segment(b'<?xml version="1.0" encoding="cp037"?><a/>')
    degrees_as_text = exif_segment(
        tiff(exif={ORIGINAL: text(b"\xff\xfe\x00")}, gps={2: degrees(1)})
    )
    files = [jpeg(exif_segment(BLOCK), packet), jpeg(odd, degrees_as_text), heic(heic_exif(BLOCK))]

    done = subprocess.run(
        [sys.executable, "-c", script],
        input="\n".join(data.hex() for data in files),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
