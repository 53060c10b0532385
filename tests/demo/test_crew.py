"""Whoever draws for a demonstration goes when it was ended, in whatever way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.architecture import ROOT
from tests.servers import PATIENCE

#: A demonstration with one picture drawn, and its draughtsman waiting for another one.
DRAWING = """
import time
from datetime import UTC, datetime
from gallery.demo.crew import drawn
from gallery.demo.files import Job
from gallery.demo.plan import File, Picture

picture = Picture(1, File("JPEG", (80, 60)))
with drawn([Job(picture, datetime.now(UTC), (54.7, 25.3))]) as files:
    next(files)
    print("drawn", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def demonstration() -> Iterator[subprocess.Popen[bytes]]:
    """One that draws; nothing of it outlives a test."""
    command = [sys.executable, "-c", DRAWING]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, start_new_session=True
    ) as process:
        yield process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_nobody_goes_on_drawing_when_it_was_ended_by_a_signal(
    demonstration: subprocess.Popen[bytes],
) -> None:
    assert demonstration.stdout is not None
    assert demonstration.stdout.readline() == b"drawn\n"

    demonstration.terminate()

    # Those who draw hold this pipe, too: it ends with the last of them.
    assert demonstration.communicate(timeout=PATIENCE)[0] == b""
