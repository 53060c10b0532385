"""Files made to hurt: none may raise, take a second or a hundred megabytes."""

import random
import struct
import time
import tracemalloc
import zlib
from itertools import pairwise, product

import pytest

from gallery.errors import REFUSALS, Refused
from gallery.images.facts import Facts, read_facts
from gallery.images.kinds import ACCEPTED, require_photo
from tests.images.making import (
    EXIF_POINTER,
    GPS_DATE,
    GPS_POINTER,
    GPS_TIME,
    MINSK,
    OFFSET_ORIGINAL,
    ORIENTATION,
    ORIGINAL,
    box,
    chunk,
    dataset,
    exif_segment,
    full_box,
    heic,
    heic_exif,
    heic_xmp,
    iptc_segment,
    jpeg,
    long,
    place_xmp,
    png,
    ratios,
    raw_profile,
    resource,
    riff,
    segment,
    short,
    text,
    tiff,
    webp,
    xmp,
    xmp_segment,
)

MEGABYTE = 1 << 20
SECOND = 1.0
MUTATIONS = 60
BLOCK = tiff(
    {ORIENTATION: short(6)},
    exif={ORIGINAL: text("2010:03:21 12:00:00"), OFFSET_ORIGINAL: text("+02:00")},
    gps=MINSK | {GPS_DATE: text("2010:03:21"), GPS_TIME: ratios(10, 1, 0, 1, 0, 1)},
)
PACKET = place_xmp("53,54.0N", "27,33.0E", 'exif:DateTimeOriginal="2010-03-21T12:00:00+02:00"')
RECORDS = dataset(55, "20100321") + dataset(60, "120000+0200")
XMP_TEXT = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00"
SEEDS = {
    "jpeg": jpeg(exif_segment(BLOCK), xmp_segment(PACKET), iptc_segment(RECORDS)),
    "png": png(
        chunk(b"tEXt", b"Raw profile type exif\x00" + raw_profile(b"exif", BLOCK)),
        chunk(b"zTXt", b"Raw profile type xmp\x00\x00" + zlib.compress(raw_profile(b"x", PACKET))),
        chunk(b"iTXt", XMP_TEXT + PACKET),
        chunk(b"eXIf", BLOCK),
    ),
    "webp": webp(
        riff(b"VP8L", b"\x2f\x3f\xc0\x0f\x00"), riff(b"EXIF", BLOCK), riff(b"XMP ", PACKET)
    ),
    "heic": heic(heic_exif(BLOCK), heic_xmp(PACKET, home=1), sizes=((64, 64), (640, 480))),
    "tiff": BLOCK,
}


def in_webp(packet: bytes) -> bytes:
    return webp(riff(b"XMP ", packet))


def overlapping_directories() -> bytes:
    entry = struct.pack("<HHII", ORIGINAL, 2, 50_000, 8)
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 65_535) + entry * 5_000


HOSTILE = {
    "nothing but fill bytes": lambda: b"\xff\xd8" + b"\xff" * (20 * MEGABYTE),
    "stuffing without end": lambda: b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * (10 * MEGABYTE),
    "empty segments": lambda: b"\xff\xd8" + segment(0xFE) * (2 * MEGABYTE),
    "segments of no length": lambda: b"\xff\xd8" + b"\xff\xe1\x00\x00" * MEGABYTE,
    "resources in every segment": lambda: jpeg(
        *[segment(0xED, b"Photoshop 3.0\x00" + resource(1, b"") * 5_000)] * 200
    ),
    "exif in every segment": lambda: jpeg(*[exif_segment(overlapping_directories())] * 200),
    "directories in a circle": lambda: jpeg(
        exif_segment(tiff({EXIF_POINTER: long(8), GPS_POINTER: long(8)}))
    ),
    "empty chunks": lambda: png(chunk(b"IDAT") * MEGABYTE),
    "a text of many megabytes": lambda: png(
        chunk(b"zTXt", b"Raw profile type exif\x00\x00" + zlib.compress(bytes(200 * MEGABYTE)))
    ),
    "a thousand texts": lambda: png(
        chunk(
            b"zTXt",
            b"Raw profile type exif\x00\x00" + zlib.compress(b"\nexif\n 9\n" + b"4" * 2_000_000),
        )
        * 1_000
    ),
    "a host of elements": lambda: in_webp(xmp(inside="<exif:a/>" * 200_000)),
    "a hundred thousand attributes": lambda: in_webp(
        xmp(" ".join(f'exif:a{n}="1"' for n in range(100_000)))
    ),
    "a hundred thousand namespaces": lambda: in_webp(
        xmp(" ".join(f'xmlns:a{n}="b"' for n in range(100_000)))
    ),
    "deep nesting": lambda: in_webp(xmp(inside="<exif:a>" * 200_000)),
    "entities": lambda: in_webp(xmp(inside="<exif:GPSLatitude>" + "&#65;" * 400_000)),
    "a billion laughs": lambda: in_webp(
        xmp(
            inside="<exif:DateTimeOriginal>&j;</exif:DateTimeOriginal>",
            before='<!DOCTYPE x [<!ENTITY a "lol">'
            + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghij"))
            + "]>",
        )
    ),
    "empty boxes": lambda: box(b"ftyp", b"heic") + box(b"free") * MEGABYTE,
    "places of no bytes": lambda: (
        box(b"ftyp", b"heic")
        + full_box(
            b"meta",
            full_box(
                b"iinf", b"\x00\x01" + full_box(b"infe", b"\x00\x01\x00\x00Exif\x00", version=2)
            )
            + full_box(b"iloc", b"\x00\x00\x0b\xb8" + b"\x00\x01\x00\x00\x0b\xb8" * 3_000),
        )
    ),
    "references without end": lambda: (
        box(b"ftyp", b"heic")
        + full_box(
            b"meta", full_box(b"iref", box(b"cdsc", b"\x00\x01\xff\xff" + bytes(131_070)) * 100)
        )
    ),
    "a thousand metadata items": lambda: heic(*[heic_exif(BLOCK)] * 1_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_neither_time_nor_memory(name):
    data = HOSTILE[name]()
    began = time.process_time()

    facts = read_facts(data)
    took = time.process_time() - began

    assert isinstance(facts, Facts)
    assert took < SECOND
    assert peak_of_reading(data) < 50 * MEGABYTE


def peak_of_reading(data: bytes) -> int:
    """Measure apart from the time, which it multiplies; the file itself does not count."""
    tracemalloc.start()
    try:
        read_facts(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_let_in_or_refused_by_name(name):
    assert verdict(HOSTILE[name]()) in {*ACCEPTED, *REFUSALS}


def verdict(data: bytes) -> str:
    try:
        return require_photo(data)
    except Refused as refused:
        return refused.key


def mutations(seed: bytes, *, of: str):
    """Break a file in many ways, the same ways on every day."""
    chance = random.Random(of)
    for _ in range(MUTATIONS):
        broken = bytearray(seed)
        for _ in range(chance.choice((1, 1, 2, 8, 40))):
            at = chance.randrange(len(broken))
            how = chance.randrange(5)
            if how == 0:
                broken[at] = chance.randrange(256)
            elif how == 1:
                broken[at : at + 4] = chance.choice((b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff"))
            elif how == 2:
                broken[at] ^= 1 << chance.randrange(8)
            elif how == 3:
                broken[at:at] = broken[chance.randrange(len(broken)) :][: chance.randrange(64)]
            else:
                del broken[at : at + chance.randrange(1, 16)]
        yield bytes(broken)


@pytest.mark.parametrize("kind", SEEDS)
def test_no_mutation_of_a_file_raises(kind):
    for broken in mutations(SEEDS[kind], of=kind):
        facts = read_facts(broken)

        assert facts.orientation in range(1, 9)
        assert (facts.taken_at is None) == (facts.taken_why_not is not None)
        assert (facts.lat is None) == (facts.lon is None) == (facts.place_why_not is not None)
        assert facts.lat is None or (abs(facts.lat) <= 90 and abs(facts.lon) <= 180)
        assert verdict(broken) in {*ACCEPTED, *REFUSALS}


@pytest.mark.parametrize("kind", SEEDS)
def test_no_file_that_was_cut_off_raises(kind):
    seed = SEEDS[kind]

    for end in range(0, len(seed), 7):
        assert isinstance(read_facts(seed[:end]), Facts)


@pytest.mark.parametrize(("inside", "outside"), list(product(SEEDS, SEEDS)))
def test_a_file_inside_another_is_not_read(inside, outside):
    alone = read_facts(SEEDS[outside])

    assert read_facts(SEEDS[outside] + SEEDS[inside]) == alone
