"""What a command of the operator's is told, in processes of its own."""

import logging
import sys
import time
from pathlib import Path

import pytest

from gallery.caches import front

ADDRESSES = ("https://example.org/", "https://example.org/photos/abc?x=1&y='")


def program(path: Path, text: str) -> str:
    """Write a program; return the command that runs it."""
    script = path / "a program.py"
    script.write_text(text)
    return f"{sys.executable} '{script}'"


def test_the_command_reads_each_address_from_its_input(tmp_path: Path) -> None:
    told = tmp_path / "told"
    command = program(tmp_path, f"import sys; open({str(told)!r}, 'w').write(sys.stdin.read())")

    is_told = front.tell(command, ADDRESSES)

    assert is_told
    assert told.read_text().splitlines() == list(ADDRESSES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise SystemExit(3)", "the purge command ended with 3"),
        ("import os; os.close(0); raise SystemExit(4)", "the purge command ended with 4"),
    ],
)
def test_a_command_that_fails_is_said_without_an_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, said: str
) -> None:
    is_told = front.tell(program(tmp_path, text), ADDRESSES * 10_000)

    assert not is_told
    assert [each.message for each in caplog.records] == [said]


def test_a_command_that_is_not_there_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)

    assert not front.tell("/nowhere/purge --now", ADDRESSES)
    assert "cannot be started: FileNotFoundError" in caplog.text


def test_a_command_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path) -> None:
    text = "import os, time; os.fork(); time.sleep(600)"
    begun = time.monotonic()

    is_told = front.tell(program(tmp_path, text), ADDRESSES, patience=0.5)

    assert not is_told
    assert time.monotonic() - begun < 300
