"""Place and day are read on the phone as the cameras wrote them, and nothing is made up."""

import json
import runpy
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import ROOT
from tests.clients import NODE
from tests.pictures import make_photo
from tests.shared import SHARED, needs_shared

TAKEN = datetime(2010, 3, 26, 14, 30)
VILNIUS = (54.6892, 25.2798)


def read(*paths: Path) -> list[dict[str, Any]]:
    """Read photos by the script of the page."""
    command = [str(NODE), str(ROOT / "tests" / "browser" / "reading.mjs")]
    said = "\n".join(map(str, paths))
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=True)
    answers = json.loads(done.stdout)
    return [answers[str(path)] for path in paths]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_moment_of_a_photo_are_read(kind: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(make_photo(kind=kind, taken_at=TAKEN, place=VILNIUS, orientation=3))

    [answer] = read(photo)

    assert answer["moment"] == "2010-03-26T14:30:00"
    assert answer["place"] == pytest.approx({"lat": 54.6892, "lon": 25.2798}, abs=1e-5)


@pytest.mark.parametrize(
    ("taken_at", "place"),
    [
        (datetime(1980, 1, 1), (0.0, 0.0)),
        (datetime(2999, 5, 5), None),
        (datetime(1985, 5, 5), None),
    ],
)
def test_nonsense_is_not_read(
    taken_at: datetime, place: tuple[float, float] | None, tmp_path: Path
) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(make_photo(taken_at=taken_at, place=place))

    [answer] = read(photo)

    assert answer["place"] is answer["moment"] is None


def test_no_file_is_too_broken_to_be_read(tmp_path: Path) -> None:
    whole = make_photo(taken_at=TAKEN, place=VILNIUS)
    files = [b"", b"\xff\xd8", b"RIFF....WEBP", b"....ftypheic", whole[:40], whole[:150]]
    paths = [tmp_path / str(number) for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)

    answers = read(*paths)

    assert all(answer["place"] is None for answer in answers)


@needs_shared
def test_real_photos_are_read_as_they_are_known() -> None:
    known = json.loads((SHARED / "photos" / "truth.json").read_text())["files"].values()
    entries = [each for each in known if each["format"] != "tiff"]  # which we do not take
    judge = runpy.run_path(str(SHARED / "photos" / "check_reader.py"))["judge"]

    answers = read(*(SHARED / "photos" / "files" / each["file"] for each in entries))

    verdicts = [
        (each, judge(each, told(answer))) for each, answer in zip(entries, answers, strict=True)
    ]
    wrong = [each["file"] for each, verdict in verdicts if "invented" in pick(verdict)]
    missed = [
        each["file"]
        for each, verdict in verdicts
        if "clean" in each["classes"] and not set(pick(verdict)) <= {"ok", "accepted"}
    ]
    assert (wrong, missed) == ([], [])
    assert max(answer["took"] for answer in answers) < 5000  # ms, on a machine that does much else


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """Tell an answer in the words of the judge."""
    return {"taken_at": answer["moment"], **(answer["place"] or {})}


def pick(verdict: dict[str, str]) -> tuple[str, str]:
    """Return the verdicts on what the page reads."""
    return verdict["gps"], verdict["taken_at"]
