import json
import random
import re
import shutil
import struct
import subprocess
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gallery.errors import Refused
from gallery.images import pixels
from gallery.images.covers import Box
from gallery.images.developing import develop, examine, preview
from tests.images.drawing import SAVED_AS, encoded, opened, rgb_profile, scene

KINDS = sorted(SAVED_AS)
CANARY = b"Canary-4711"
NO_TAGS_BUT = {
    "SourceFile", "ExifTool:ExifToolVersion",
    "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth",
    "File:ImageHeight", "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents",
    "File:YCbCrSubSampling", "Composite:ImageSize", "Composite:Megapixels",
    "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution",
}  # fmt: skip
#: Of AVIF only what the decoder itself needs (ISO/IEC 23008-12, 23000-22).
NO_BOX_IN_AVIF = (b"Exif", b"mime", b"uri ", b"prof", b"rICC", b"uuid", b"udes", b"free", b"skip")


def exif_with_canaries():
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = CANARY.decode()
    exif.get_ifd(0x8769)[0x927C] = CANARY
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 54.0, 0.0), 3: "E", 4: (27.0, 33.0, 0.0)})
    exif.get_ifd(0x8825)[29] = "2010:03:20"
    return exif.tobytes()


def jpeg_extras():
    """Return segments that a phone, an editor or a joker writes after SOI."""
    thumbnail = encoded(scene(160, 120), "jpeg", comment=CANARY)
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(CANARY)) + CANARY
    bodies = {
        0xED: photoshop,
        0xE1: b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + CANARY + b"</x:xmpmeta>",
        0xE0: b"JFXX\x00\x10" + thumbnail,
        0xEC: CANARY,
        0xFE: b"<?php " + CANARY,
    }
    return b"".join(
        struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in bodies.items()
    )


def original_with_canaries(kind, *, size=(700, 500)):
    """Return an original with a canary in every place that its kind has for one."""
    profile = rgb_profile().replace("Wide".encode("utf-16-be"), CANARY[:8])
    options = {"exif": exif_with_canaries(), "icc_profile": profile, "xmp": CANARY}
    if kind == "png":
        texts = PngInfo()
        texts.add_text("Comment", CANARY.decode())
        texts.add_text("Author", CANARY.decode() * 20, zip=True)
        texts.add_itxt("XML:com.adobe.xmp", CANARY.decode())
        options = {**options, "pnginfo": texts}
        del options["xmp"]
    if kind == "mpo":
        del options["xmp"]
    data = encoded(scene(*size, seed=4), kind, **options)
    if kind in ("jpeg", "mpo"):
        data = data[:2] + jpeg_extras() + data[2:]
    return data + b"PK\x03\x04" + CANARY


def renditions_of(data, **asked):
    asked = {"covers": (), "crop": None, **asked}
    yield from develop(data, **asked).renditions
    yield from preview(data, **asked)
    yield from examine(data).previews


def jpeg_segments(data):
    """Return the markers of a JPEG, and its bytes after the end of the image."""
    at, markers = 2, []
    while data[at + 1] != 0xD9:
        markers.append(data[at + 1])
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
        if markers[-1] == 0xDA:
            at = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(data, at).start()
    return markers, data[at + 2 :]


@pytest.mark.parametrize("kind", KINDS)
class TestCanaries:
    def test_the_original_has_them(self, kind):
        data = original_with_canaries(kind)

        assert data.count(CANARY) >= 2
        assert examine(data).facts.lat == pytest.approx(53.9)

    def test_none_is_in_any_rendition(self, kind):
        for made in renditions_of(original_with_canaries(kind), covers=[Box(0.1, 0.1, 0.2, 0.2)]):
            assert CANARY[:8] not in made.data
            assert b"2010:03:20" not in made.data

    def test_a_jpeg_has_only_what_its_decoder_needs(self, kind):
        jpegs = [
            each for each in renditions_of(original_with_canaries(kind)) if each.format == "jpg"
        ]

        for each in jpegs:
            markers, rest = jpeg_segments(each.data)
            assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
            assert markers.count(0xE0) == 1
            assert each.data[4:20] == b"\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
            assert rest == b""

    def test_an_avif_has_only_what_its_decoder_needs(self, kind):
        avifs = [
            each for each in renditions_of(original_with_canaries(kind)) if each.format == "avif"
        ]

        assert avifs
        for each in avifs:
            boxes = each.data[: each.data.index(b"mdat")]
            assert not [name for name in NO_BOX_IN_AVIF if name in boxes]


@pytest.mark.skipif(not shutil.which("exiftool"), reason="apt install libimage-exiftool-perl")
def test_exiftool_finds_no_tag_outside_the_allowed_ones(tmp_path):
    for kind in KINDS:
        for at, made in enumerate(renditions_of(original_with_canaries(kind))):
            (tmp_path / f"{kind}-{at}.{made.format}").write_bytes(made.data)

    command = ["exiftool", "-j", "-G0", "-a", "-u", "-ee", "-fast0", str(tmp_path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert len(found) >= 6 * 10
    for each in found:
        is_avif = each["SourceFile"].endswith(".avif")
        tags = {tag for tag in each if not re.match(r"File:(File|Directory)", tag)}
        allowed = {tag for tag in tags if is_avif and tag.startswith(("QuickTime", "Meta"))}
        assert tags - allowed <= NO_TAGS_BUT


def test_streams_of_a_png_are_not_carried_along():
    hidden = zlib.compress(CANARY * 10)
    data = original_with_canaries("png").replace(b"IEND", b"IEND" + hidden)

    for made in renditions_of(data):
        assert hidden not in made.data


def boxes_and_pairs(amount, *, kinds):
    """Yield originals in pairs that were drawn differently in one box only."""
    chance = random.Random(amount)
    shapes = [(701, 503), (3205, 203), (203, 3300), (6403, 103), (330, 300)]
    codings = [
        {"subsampling": each, "progressive": progressive, "quality": quality}
        for each in ("4:4:4", "4:2:2", "4:2:0", "4:1:1")
        for progressive, quality in ((False, 92), (True, 60))
    ]
    for at in range(amount):
        width, height = shapes[at % len(shapes)]
        box = Box(*(chance.uniform(0.05, 0.5) for _ in range(2)), chance.uniform(0.1, 0.4), 0.3)
        kind = kinds[at % len(kinds)]
        options = codings[at % len(codings)] if kind == "jpeg" else {}
        orientation = at % 8 + 1 if kind == "jpeg" else 1
        yield (
            box,
            [
                encoded(each, kind, **options, **exif_of(orientation))
                for each in two_pictures(width, height, box, orientation=orientation, seed=at)
            ],
        )


def exif_of(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return {"exif": exif.tobytes()}


def two_pictures(width, height, box, *, orientation, seed):
    """Return two pictures that differ inside the box, once they are turned upright."""
    part = pixels.stored_box(box, orientation)
    inside = (
        -int(-part.left * width // 1), -int(-part.top * height // 1),
        int((part.left + part.width) * width), int((part.top + part.height) * height),
    )  # fmt: skip
    one = scene(width, height, seed=seed)
    other = one.copy()
    other.paste(scene(width, height, seed=seed + 5000).crop(inside), inside[:2])
    return one, other


class TestNoTrace:
    """What lies under a cover, or outside a crop, changes no byte of any rendition (P5)."""

    @pytest.mark.parametrize("kinds", [("jpeg",), ("png",)], ids=["jpeg", "png"])
    def test_what_lies_under_a_cover_changes_no_byte(self, kinds):
        for box, (one, other) in boxes_and_pairs(40, kinds=kinds):
            assert one != other
            assert preview(one, covers=[box], crop=None) == preview(other, covers=[box], crop=None)

    def test_nor_in_what_is_published(self):
        for box, (one, other) in boxes_and_pairs(10, kinds=("jpeg", "png", "jpeg")):
            assert develop(one, covers=[box], crop=None) == develop(other, covers=[box], crop=None)

    def test_this_would_find_a_cover_as_small_as_it_was_asked_for(self, monkeypatch):
        exact = pixels.draw_covers

        def draw_exactly(image, covers, *, grain):
            exact(image, covers, grain=grain._replace(cell=(1, 1), bleed=0))

        monkeypatch.setattr(pixels, "draw_covers", draw_exactly)

        pairs = list(boxes_and_pairs(16, kinds=("jpeg",)))
        leaks = [
            preview(one, covers=[box], crop=None) != preview(other, covers=[box], crop=None)
            for box, (one, other) in pairs
        ]

        assert any(leaks)

    @pytest.mark.parametrize("kind", ["jpeg", "png"])
    def test_what_lies_outside_a_crop_changes_no_byte(self, kind):
        crop = Box(0.3, 0.2, 0.4, 0.55)
        inner = scene(900, 700, seed=1).crop((270, 140, 630, 525))
        pair = []
        for seed in (2, 3):
            image = scene(900, 700, seed=seed)
            image.paste(inner, (270, 140))
            pair.append(encoded(image, kind))

        one, other = (develop(each, covers=(), crop=crop) for each in pair)

        assert one == other
        assert 300 <= one.width <= 360

    def test_a_cover_that_is_cropped_away_is_not_seen(self):
        data = encoded(scene(900, 700), "png")

        one, other = (
            develop(data, covers=covers, crop=Box(0.5, 0.5, 0.5, 0.5))
            for covers in ((), [Box(0.05, 0.1, 0.1, 0.1)])
        )

        assert one == other


def test_an_examination_tells_the_size_of_the_upright_original():
    data = encoded(scene(3200, 1000), "jpeg", **exif_of(6))

    seen = examine(data)

    assert (seen.width, seen.height) == (1000, 3200)
    assert (seen.previews[0].width, seen.previews[0].height) == (500, 1600)
    assert seen.facts.orientation == 6


def test_previews_are_jpegs_and_look_like_the_photo():
    photo = scene(700, 500, noise=0)

    seen = examine(encoded(photo, "png"))

    assert [(each.width, each.format) for each in seen.previews] == [
        (700, "jpg"), (640, "jpg"), (320, "jpg")
    ]  # fmt: skip
    red, green, blue = opened(seen.previews[-1].data).resize((1, 1)).getpixel((0, 0))
    wanted = [int(seen.colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert [red, green, blue] == pytest.approx(wanted, abs=3)


def test_developing_makes_four_jpegs_and_five_avifs():
    made = develop(encoded(scene(3200, 1000), "jpeg"), covers=(), crop=None)

    assert [(each.width, each.format) for each in made.renditions] == [
        (1600, "jpg"), (1280, "jpg"), (640, "jpg"), (320, "jpg"),
        (1280, "avif"), (960, "avif"), (640, "avif"), (480, "avif"), (320, "avif"),
    ]  # fmt: skip
    assert (made.width, made.height) == (1600, 500)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"%PDF-1.7", "not-a-photo"), (b"GIF89a" + bytes(99), "unsupported")],
)
@pytest.mark.parametrize("work", ["examine", "develop", "preview"])
def test_what_is_no_photo_is_refused_by_its_reason(data, reason, work):
    works = {
        "examine": lambda: examine(data),
        "develop": lambda: develop(data, covers=(), crop=None),
        "preview": lambda: preview(data, covers=(), crop=None),
    }

    with pytest.raises(Refused, match=reason):
        works[work]()
