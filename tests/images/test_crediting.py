"""A picture that is taken along says who made it and how it may be used, and nothing else."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image, IptcImagePlugin

from gallery.images.crediting import HEAD, Credit, place_for, segments_of
from gallery.images.renditions import jpegs
from tests.images.drawing import scene
from tests.images.test_developing import NO_TAGS_BUT
from tests.programs import program

NAME = "Алена Кавальчук & <friends> \"'"
CREDIT = Credit(
    creator=NAME,
    line=f"{NAME} / Free Belarus",
    copyright=f"© {NAME}, CC BY 4.0",
    terms="CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
#: What exiftool finds besides what every rendition has.
WRITTEN = {
    "XMP:Creator", "XMP:Credit", "XMP:Rights", "XMP:UsageTerms", "XMP:WebStatement", "XMP:Marked",
    "IPTC:CodedCharacterSet", "IPTC:ApplicationRecordVersion", "IPTC:By-line", "IPTC:Credit",
    "IPTC:CopyrightNotice",
}  # fmt: skip


@pytest.fixture(scope="module", params=[900, 500], ids=["baseline", "progressive"])
def plain(request: pytest.FixtureRequest) -> bytes:
    """A rendition as it is published."""
    return next(iter(jpegs([scene(request.param, 400)]))).data


def credited(plain: bytes, credit: Credit = CREDIT) -> bytes:
    place = place_for(plain[:HEAD])
    return plain[:place] + segments_of(credit) + plain[place:]


def tags_of(data: bytes, folder: Path) -> dict[str, object]:
    (folder / "photo.jpg").write_bytes(data)
    command = [program("exiftool"), "-j", "-G0", "-a", "-u", "-ee", str(folder / "photo.jpg")]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    return {tag: said for tag, said in found.items() if not tag.startswith(("File:File", "File:D"))}


def test_exiftool_reads_credit_and_licence_and_nothing_else(plain: bytes, tmp_path: Path) -> None:
    tags = tags_of(credited(plain), tmp_path)

    known = {tag for tag in tags if tag not in NO_TAGS_BUT and tag != "File:CurrentIPTCDigest"}
    assert known == WRITTEN
    assert tags["XMP:Creator"] == NAME
    assert tags["XMP:Credit"] == CREDIT.line
    assert tags["XMP:Rights"] == CREDIT.copyright
    assert tags["XMP:WebStatement"] == CREDIT.licence_url
    assert str(tags["IPTC:CopyrightNotice"]) == CREDIT.copyright
    assert "ExifTool:Warning" not in tags


def test_the_pixels_are_the_same_and_every_reader_opens_it(plain: bytes) -> None:
    with Image.open(io.BytesIO(plain)) as before, Image.open(io.BytesIO(credited(plain))) as after:
        assert before.tobytes() == after.tobytes()
        records = IptcImagePlugin.getiptcinfo(after)

    assert records is not None
    assert records[2, 116] == CREDIT.copyright.encode()


def test_who_is_not_named_is_nowhere(plain: bytes, tmp_path: Path) -> None:
    nobody = Credit("", "Anonymous / Free Belarus", "© Free Belarus", "CC BY 4.0", "https://x/")

    tags = tags_of(credited(plain, nobody), tmp_path)

    assert "XMP:Creator" not in tags
    assert "IPTC:By-line" not in tags
    assert tags["XMP:Credit"] == "Anonymous / Free Belarus"


def test_a_long_name_is_cut_between_letters_for_old_readers(plain: bytes, tmp_path: Path) -> None:
    name = "Ж" * 80

    tags = tags_of(credited(plain, Credit(name, name, name, "CC BY 4.0", "https://x/")), tmp_path)

    assert (tags["XMP:Creator"], tags["IPTC:By-line"]) == (name, "Ж" * 16)


def test_what_is_no_jpeg_is_not_written_into() -> None:
    with pytest.raises(ValueError, match="not a JPEG"):
        place_for(b"\x89PNG\r\n")
