"""Files made to hurt (promise S1): each is examined or refused, in time and in little memory."""

import io
import random
import struct
import time
import zlib
from functools import cache, partial

import pytest
from PIL import Image

from gallery.errors import REFUSALS, Refused
from gallery.images import sandbox
from gallery.images.darkroom import DarkRoom
from gallery.images.letters import Order, unpack_answer
from tests.images.drawing import SAVED_AS, encoded, rgb_profile, scene
from tests.images.test_wholeness import with_height

KINDS = sorted(SAVED_AS)
SECONDS, KIB = 10.0, 512 << 10
MUTATIONS = 40  # of each kind


@pytest.fixture(scope="module")
def room():
    room = DarkRoom(required=sandbox.is_available())
    yield room
    room.close()


def outcome(room, data):
    """Return "taken" or the reason of a refusal; fail where a limit had to end the child."""
    began = time.monotonic()
    answer, ending = room._exchange(room._running_server(), Order("examine"), data)
    assert time.monotonic() - began < SECONDS
    assert ending.memory <= KIB
    if ending.limit in ("cpu", "memory"):
        return "too-hard"
    assert ending.limit is None
    try:
        unpack_answer(answer)
    except Refused as refusal:
        return refusal.key
    return "taken"


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width, height, *, depth=8, colour=0, rows=None, before=b"", extra=b""):
    """Return a PNG of the same byte all over, as small as it can be."""
    bits = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] * depth
    packer = zlib.compressobj(9)
    line = bytes(1 + (width * bits + 7) // 8)
    data = b"".join(packer.compress(line) for _ in range(rows or height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", head),
            before,
            png_chunk(b"IDAT", data),
            extra,
            png_chunk(b"IEND", b""),
        )
    )


def zeros(amount):
    """Return so many zero bytes, compressed."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(amount >> 20)) + packer.flush()


def scans(amount, *, size=(2000, 1500)):
    """Return a progressive JPEG whose last scan is repeated."""
    data = encoded(Image.new("RGB", size, "#456789"), "jpeg", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * amount + b"\xff\xd9"


def jpeg_with(marker, body, **options):
    data = encoded(scene(300, 200), "jpeg", **options)
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + data[2:]


def looping_exif():
    """Return an EXIF segment whose directories point at each other, with endless values."""
    first = struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    second = struct.pack("<HHHIII", 1, 0x927C, 7, 0xFFFFFFFF, 8, 8)
    return b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + first + second


def lying_box(data, name, *, at, value):
    """Overwrite a number in the first box of a name."""
    start = data.index(name) + 4 + at
    return data[:start] + struct.pack(">I", value) + data[start + 4 :]


def mpf(count):
    """Return an MPF segment that promises so many pictures."""
    entry = struct.pack("<HHII", 0xB001, 4, 1, count)
    return b"MPF\x00II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + entry + bytes(4)


def with_second_header(jpeg, edge):
    """Put another frame header before the one that a JPEG has."""
    at = jpeg.index(b"\xff\xc0")
    header = bytearray(jpeg[at : at + 19])
    header[5:9] = struct.pack(">HH", edge, edge)
    return jpeg[:at] + bytes(header) + jpeg[at:]


@cache
def of_kind(kind):
    """Return a good file of a kind."""
    return encoded(scene(300, 200), kind)


jpeg, webp, heic, avif = (partial(of_kind, kind) for kind in ("jpeg", "webp", "heic", "avif"))
#: Each is made when its test asks: together they take seconds, and every process reads this.
FAMILIES = {
    "png of 98 megapixels in 12 KB": (lambda: png(9900, 9900, depth=1), "too-many-pixels"),
    "png of 49 megapixels in 6 KB": (lambda: png(7000, 7000, depth=1), "taken"),
    "png of 49 megapixels with alpha": (lambda: png(7000, 7000, colour=6), "taken"),
    "png of 40 megapixels, 16 bits": (lambda: png(6400, 6400, depth=16, colour=6), "taken"),
    "png whose header promises more": (lambda: png(300, 3000, rows=30), "unreadable"),
    "png with a text of 200 MB": (
        lambda: png(300, 200, before=png_chunk(b"zTXt", b"a\x00\x00" + zeros(200 << 20))), None,
    ),
    "png with a profile of 200 MB": (
        lambda: png(300, 200, before=png_chunk(b"iCCP", b"a\x00\x00" + zeros(200 << 20))), None,
    ),
    "png with 10,000 frames": (
        lambda: png(300, 200, before=png_chunk(b"acTL", struct.pack(">II", 10_000, 0))), "taken",
    ),
    "png of nothing but a header": (lambda: png(300, 200)[:33], "unreadable"),
    "jpeg with 400 scans": (lambda: scans(400), "too-many-scans"),
    "jpeg with 40 scans of 3 megapixels": (lambda: scans(30), "taken"),
    "jpeg of 65535 rows": (lambda: with_height(jpeg(), 65_500), "unreadable"),
    "jpeg with endless exif": (lambda: jpeg_with(0xE1, looping_exif()), "taken"),
    "jpeg that promises 4 billion pictures": (lambda: jpeg_with(0xE2, mpf(0xFFFFFFFF)), None),
    "jpeg with noise for a profile": (
        lambda: jpeg_with(0xE2, b"ICC_PROFILE\x00\x01\x01" + random.Random(1).randbytes(60_000)),
        "taken",
    ),
    "jpeg whose profile says it is longer": (
        lambda: jpeg_with(0xE2, b"ICC_PROFILE\x00\x01\x01\xff\xff\xff\xff" + rgb_profile()[4:]),
        "taken",
    ),
    "jpeg and zip": (lambda: jpeg() + b"PK\x03\x04" + bytes(1000), "taken"),
    "jpeg and script": (lambda: jpeg_with(0xFE, b"*/alert(1)/*<script>alert(1)</script>"), "taken"),
    "jpeg of noise": (lambda: jpeg()[:700] + random.Random(2).randbytes(200_000), None),
    "jpeg with two frame headers": (lambda: with_second_header(jpeg(), 10_000), None),
    "webp of 16383 pixels a side": (
        lambda: webp()[:12] + b"VP8X\x0a\0\0\0\0\0\0\0\xfe\x3f\0\xfe\x3f\0" + webp()[12:],
        "too-many-pixels",
    ),
    "webp whose chunk ends after the file": (
        lambda: webp()[:16] + b"\xff\xff\xff\x7f" + webp()[20:], None,
    ),
    "heic of a billion pixels": (lambda: lying_box(heic(), b"ispe", at=4, value=32_000), None),
    "heic whose data lies elsewhere": (lambda: heic().replace(b"iloc", b"free"), None),
    "avif of a billion pixels": (lambda: lying_box(avif(), b"ispe", at=4, value=32_000), None),
    "avif whose data lies elsewhere": (lambda: avif().replace(b"iloc", b"free"), None),
    "avif with a rotation that does not exist": (lambda: avif().replace(b"pixi", b"irot"), None),
    "postscript named jpg": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n" + bytes(5000), "not-a-photo"),
    "pdf": (lambda: b"%PDF-1.7\n" + bytes(5000), "not-a-photo"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "unsupported"),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>" * 9, "not-a-photo"),
    "gif that is a script": (lambda: b"GIF89a/*" + bytes(99) + b"*/=1;alert(1)", "unsupported"),
    "zip": (lambda: b"PK\x03\x04" + bytes(500), "not-a-photo"),
    "film": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(500), "video"),
    "nothing": (lambda: b"", "empty"),
    "one byte": (lambda: b"\xff", "not-a-photo"),
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_a_file_made_to_hurt_does_nothing(room, family):
    make, expected = FAMILIES[family]

    seen = outcome(room, make())

    assert seen in ("taken", *REFUSALS)
    assert expected in (None, seen)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_wrong_bytes_does_nothing(room, kind):
    chance = random.Random(kind)

    seen = {outcome(room, mutated(of_kind(kind), chance)) for _ in range(MUTATIONS)}

    assert seen <= {"taken", *REFUSALS}
    assert len(seen) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_only_a_beginning_does_nothing(room, kind):
    beginning = of_kind(kind)[:64] + random.Random(3).randbytes(5000)

    assert outcome(room, beginning) in REFUSALS


def mutated(data, chance):
    """Return a file with some bytes changed, left out or doubled."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = (
            chance.randrange(len(made))
            if chance.random() < 0.5
            else chance.randrange(min(600, len(made)))
        )
        change = chance.randrange(4)
        if change == 0:
            made[at] = chance.randrange(256)
        elif change == 1:
            made[at : at + 4] = chance.choice((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff"))
        elif change == 2:
            del made[at : at + chance.randint(1, 40)]
        else:
            made[at:at] = made[at : at + chance.randint(1, 40)]
    return bytes(made)


def test_a_picture_of_another_kind_inside_is_not_looked_for(room):
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200)).save(buffer, "TIFF")

    assert outcome(room, buffer.getvalue()) == "unsupported"
