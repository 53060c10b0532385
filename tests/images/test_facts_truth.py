"""Real photos with known answers: the bars of reading (docs in ../shared/photos)."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gallery.images.facts import read_facts
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
PHOTOS = SHARED / "photos"
BARS = {"gps": 99, "taken_at": 99, "offset": 97, "orientation": 99}
XMP_BARS = {"gps": 80, "taken_at": 75}
FILES = 904


def answer(path: str) -> dict[str, object]:
    """Answer as the judge asks; who takes a second of the processor fails."""
    began = time.process_time()
    with open(path, "rb") as file:
        facts = read_facts(file.read())
    assert time.process_time() - began < 1
    return {
        "lat": facts.lat,
        "lon": facts.lon,
        "taken_at": facts.taken_at and facts.taken_at.isoformat(timespec="seconds"),
        "offset": facts.offset,
        "orientation": facts.orientation,
    }


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Ask the judge about every file, by class."""
    results = tmp_path_factory.mktemp("judge") / "verdicts.json"
    command = [sys.executable, str(PHOTOS / "check_reader.py")]
    command += ["--truth", str(PHOTOS / "truth.json"), "--root", str(PHOTOS / "files")]
    command += ["--callable", f"{__name__}:answer", "--json", str(results), "--mem-mb", "1024"]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    truth = json.loads((PHOTOS / "truth.json").read_text())["files"]
    return [truth[key] | found for key, found in json.loads(results.read_text()).items()]


def percent(verdicts, field: str, *, present: str, right=("ok", "accepted")) -> float:
    judged = [v for v in verdicts if v["expect"].get(present) is not None]
    return 100 * sum(v["verdict"][field] in right for v in judged) / len(judged)


PRESENT = {"gps": "lat", "taken_at": "taken_at", "offset": "offset", "orientation": "orientation"}


@pytest.mark.parametrize("field", BARS)
def test_clean_photos_are_read_right(verdicts, field):
    clean = [v for v in verdicts if "clean" in v["classes"]]

    assert percent(clean, field, present=PRESENT[field]) >= BARS[field]


@pytest.mark.parametrize("field", XMP_BARS)
def test_xmp_alone_is_read_strictly(verdicts, field):
    alone = {"gps": {"gps:xmp", "xmp-only"}, "taken_at": {"date:xmp-iptc-only", "xmp-only"}}[field]
    chosen = [v for v in verdicts if alone & set(v["classes"])]

    assert percent(chosen, field, present=PRESENT[field], right=("ok",)) >= XMP_BARS[field]


def test_nothing_is_invented(verdicts):
    invented = [v["file"] for v in verdicts if "invented" in v["verdict"].values()]

    assert invented == []


def test_no_file_crashes_or_takes_a_second(verdicts):
    assert len(verdicts) == FILES
    assert [v["file"] for v in verdicts if v["err"]] == []
