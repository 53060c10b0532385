"""Tests write into memory where there is room: what they wrote need not outlive a power cut.

On a busy disk they would wait for it most of their time. What is about the disk asks for it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.once import CACHE

MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes; containers often have 64 MB, and tests write photos


def write_into_memory(folder: Path = MEMORY) -> None:
    """Let temporary files of this process and its children lie in memory, unless told where."""
    if "TMPDIR" not in os.environ and is_fit(folder):
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = None  # where it was already asked for


def is_fit(folder: Path) -> bool:
    """Whether a folder can be written to, is large, and lets programs be started."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    return not os.statvfs(folder).f_flag & os.ST_NOEXEC and shutil.disk_usage(folder).free > ROOM


@pytest.fixture
def disk_path() -> Iterator[Path]:
    """A folder of the test's own on the disk that the project lies on."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        yield Path(folder)
