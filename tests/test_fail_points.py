"""Fail points: a step kills once where a test asked for it, and each is on the way of a photo."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gallery.errors import BadSetting
from gallery.fail_points import STEPS, arm
from tests.architecture import ROOT

REACHED = re.compile(r"\breach[,(]\s*\"([a-z-]+)\"")
WALK = """
import sys
from pathlib import Path
from gallery.fail_points import arm, reach
arm(sys.argv[1], Path(sys.argv[2]))
reach("put-synced")
reach("put-named")
"""


def walk(said: str, folder: Path) -> int:
    """Pass two steps in a process of its own; return how it ended."""
    return subprocess.run([sys.executable, "-c", WALK, said, str(folder)], cwd=ROOT).returncode


def test_a_step_kills_once_and_again_when_its_file_is_removed(tmp_path: Path) -> None:
    ends = [walk("put-named", tmp_path), walk("put-named", tmp_path)]
    (tmp_path / "died-at-put-named").unlink()
    ends.append(walk("put-named", tmp_path))

    assert ends == [-signal.SIGKILL, 0, -signal.SIGKILL]


def test_any_step_kills_where_any_is_asked_for(tmp_path: Path) -> None:
    assert [walk("any", tmp_path) for _ in range(3)] == [-signal.SIGKILL, -signal.SIGKILL, 0]


def test_nothing_kills_where_nothing_is_asked_for(tmp_path: Path) -> None:
    assert walk("", tmp_path) == 0


def test_a_step_that_there_is_not_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        arm("put-away", tmp_path)

    assert refused.value.values == {"setting": "GALLERY_FAIL_AT"}


def test_every_step_is_reached_once_in_the_house() -> None:
    rooms = [*(ROOT / "gallery").rglob("*.py"), *(ROOT / "uploads_worker").rglob("*.py")]

    reached = [step for room in rooms for step in REACHED.findall(room.read_text())]

    assert sorted(reached) == sorted(STEPS)
