"""The log: a line of JSON for each thing that happened, and nobody in it."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from gunicorn.config import Config

from gallery.doorkeeper import DoorLog
from gallery.logs import during, write_log
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks


class Terminal(io.StringIO):
    """Somebody looks."""

    def isatty(self) -> bool:
        """They do."""
        return True


@pytest.fixture(autouse=True)
def log_of_others(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the log back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)


@pytest.fixture
def log() -> io.StringIO:
    """A log that is written to no terminal."""
    stream = io.StringIO()
    write_log(stream=stream)
    return stream


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """Read a log."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_each_line_is_json_that_says_when_who_and_what(log: io.StringIO) -> None:
    logging.getLogger("gallery.queue").warning("task not sent: %s", "examine")

    (line,) = lines(log)

    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "warning",
        "logger": "gallery.queue",
        "event": "task not sent: examine",
    }


def test_only_what_is_listed_stands_beside_the_words(log: io.StringIO) -> None:
    said = {"route": "/files/<token>", "address": "127.13.37.99"}

    logging.getLogger("gallery").info("asked", extra=said)

    (line,) = lines(log)
    assert line["route"] == "/files/<token>"
    assert "127.13.37.99" not in log.getvalue()


def test_what_went_wrong_tells_kinds_and_places_and_no_message(log: io.StringIO) -> None:
    try:
        try:
            raise ValueError("Key (credit)=(Vera) already exists")
        except ValueError as cause:
            raise RuntimeError("no row for Vera") from cause
    except RuntimeError:
        logging.getLogger("gallery").exception("failed")

    (line,) = lines(log)

    assert [each["type"] for each in line["exception"]] == ["ValueError", "RuntimeError"]
    assert "test_logs.py:" in line["exception"][0]["at"][-1]
    assert "Vera" not in log.getvalue()


def test_on_a_terminal_it_is_plain_words_with_whole_errors() -> None:
    terminal = Terminal()
    write_log(stream=terminal)

    try:
        raise ValueError("this and that")
    except ValueError:
        logging.getLogger("gallery").exception("failed")

    assert not terminal.getvalue().startswith("{")
    assert "ValueError: this and that" in terminal.getvalue()


def test_a_setting_chooses_json_on_a_terminal() -> None:
    terminal = Terminal()
    write_log("json", stream=terminal)

    logging.getLogger("gallery").info("here")

    assert lines(terminal)[0]["event"] == "here"


def test_what_is_written_twice_stands_there_once(log: io.StringIO) -> None:
    again = io.StringIO()
    write_log(stream=again)

    logging.getLogger("gallery").info("here")

    assert (log.getvalue(), len(lines(again))) == ("", 1)


def test_chatter_of_libraries_is_left_out_and_their_warnings_are_not(log: io.StringIO) -> None:
    for name in ("huey", "alembic.runtime", "botocore.endpoint"):
        logging.getLogger(name).info("this and that")
        logging.getLogger(name).warning("careful")

    assert [line["event"] for line in lines(log)] == ["careful"] * 3


def test_lines_of_a_task_say_which_it_was(log: io.StringIO) -> None:
    with during(task="examine", number=7):
        logging.getLogger("gallery.images.darkroom").warning("no sandbox")
    logging.getLogger("gallery").info("after")

    told, after = lines(log)
    assert (told["task"], told["number"]) == ("examine", 7)
    assert "task" not in after


def test_a_task_that_fails_names_its_photo_and_nothing_of_it(
    log: io.StringIO, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = Tasks(tools)

    def fail(_photo_id: int) -> None:
        raise RuntimeError("Vera in Vilnius")

    monkeypatch.setitem(tasks.handlers, "examine", fail)

    tasks.run("examine", 7)

    (line,) = lines(log)
    assert (line["task"], line["number"], line["level"]) == ("examine", 7, "error")
    assert "Vera" not in log.getvalue()


def test_the_web_servers_own_lines_tell_no_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    door = DoorLog(Config())

    door.error("Worker (pid:%s) was sent %s!", 7, "SIGKILL")
    try:
        raise OSError("/files/secretsecret")
    except OSError:
        door.exception("Error handling request %s", "/files/secretsecret")

    killed, failed = lines(stream)
    assert killed["event"] == "Worker (pid:7) was sent …!"
    assert failed["event"] == "Error handling request …"
    assert "secretsecret" not in stream.getvalue()


def test_what_nobody_caught_is_told_as_all_else(log: io.StringIO) -> None:
    try:
        raise KeyError("Vera")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)

    (line,) = lines(log)
    assert (line["level"], line["exception"][0]["type"]) == ("critical", "KeyError")
    assert "Vera" not in log.getvalue()
