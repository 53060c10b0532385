"""``gallery inspect`` says of every file what the worker would read, and survives all of them."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.commands.conftest import Type
from tests.pictures import make_photo
from tests.shared import SHARED, needs_shared

FIELDS = [
    "file", "format", "width", "height", "orientation", "taken_at", "offset", "offset_inferred",
    "taken_from", "lat", "lon", "city", "warnings", "refused",
]  # fmt: skip
VILNIUS = (54.687, 25.283)


def inspect(type_in: Type, *files: Path | str) -> list[dict[str, object]]:
    """Return what is said of each file."""
    code, said = type_in("inspect", *map(str, files), "--json")
    assert code == 0
    return [json.loads(line) for line in said.splitlines()]


def test_a_photo_is_told_in_one_object(type_in: Type, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    taken_at = datetime(2009, 3, 16, 12, 30, 5)
    photo.write_bytes(make_photo(taken_at=taken_at, place=VILNIUS, orientation=6))

    (said,) = inspect(type_in, photo)

    assert list(said) == FIELDS
    assert said["file"] == str(photo)
    assert (said["format"], said["orientation"], said["refused"]) == ("jpeg", 6, None)
    assert (said["taken_at"], said["taken_from"]) == (
        "2009-03-16T12:30:05", "EXIF DateTimeOriginal",
    )  # fmt: skip
    assert (said["offset"], said["offset_inferred"]) == (None, "+02:00")
    assert (said["lat"], said["lon"]) == pytest.approx(VILNIUS, abs=1e-4)
    assert isinstance(said["city"], dict)
    assert {key: said["city"][key] for key in ("country", "slug", "name")} == {
        "country": "lt", "slug": "vilnius", "name": "Vilnius",
    }  # fmt: skip


def test_each_file_has_its_line_and_none_takes_it_down(type_in: Type, tmp_path: Path) -> None:
    made = {
        "no.jpg": None,  # there is no such file
        "empty.jpg": b"",
        "paper.jpg": b"%PDF-1.7 and so on",
        "cut.jpg": make_photo()[:900],
        "gif.gif": b"GIF89a" + b"\0" * 50,
        "good.png": make_photo(kind="PNG"),
    }
    for name, data in made.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)

    said = inspect(type_in, *(tmp_path / name for name in made), tmp_path)

    assert [list(each) for each in said] == [FIELDS] * (len(made) + 1)
    refusals = {Path(str(each["file"])).name: each["refused"] for each in said}
    assert refusals["good.png"] is None
    assert refusals["no.jpg"] == "No such file or directory"
    assert refusals[tmp_path.name] == "Is a directory"
    assert (refusals["empty.jpg"], refusals["paper.jpg"]) == ("empty", "not-a-photo")
    assert (refusals["cut.jpg"], refusals["gif.gif"]) == ("unreadable", "unsupported")


def test_a_tiff_is_refused_and_told_nevertheless(type_in: Type, tmp_path: Path) -> None:
    photo = tmp_path / "photo.tif"
    photo.write_bytes(make_photo(kind="TIFF", size=(80, 60)))

    (said,) = inspect(type_in, photo)

    assert (said["format"], said["width"], said["height"]) == ("tiff", 80, 60)
    assert said["refused"] == "unsupported"


def test_people_get_a_line_without_braces(type_in: Type, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(make_photo())

    code, said = type_in("inspect", str(photo))

    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith(f"{photo}: format=jpeg")


@needs_shared
def test_real_and_hostile_files_have_a_line_each(type_in: Type) -> None:
    files = sorted((SHARED / "photos" / "files").rglob("*"))
    some = [path for path in files if path.is_file()][::30]

    said = inspect(type_in, *some)

    assert [each["file"] for each in said] == [str(path) for path in some]
    assert all(list(each) == FIELDS for each in said)
