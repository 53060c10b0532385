"""Another machine of the same gallery: a process that answers what it is asked, a path a line.

``python -m tests.machine`` reads the settings as a server does; a line tells of an answer its
status, the templates that were drawn for it, and its text.
"""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from flask import Flask, template_rendered

from config import read_settings
from gallery.app import create_app
from gallery.caches.shared import SharedCache
from gallery.toolbox import Toolbox, open_toolbox
from tests.architecture import ROOT

AT_MOST = 60.0  # seconds that something may take on a machine that has much else to do


class Answer(NamedTuple):
    """What a machine answered, and what it drew for that."""

    status: int
    drawn: list[str]
    text: str


class Machine:
    """The other end of the lines."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(path, file=self._process.stdin, flush=True)
        return Answer(*json.loads(self._process.stdout.readline()))


@contextmanager
def another_machine(environment: dict[str, str]) -> Iterator[Machine]:
    """Start a machine with these settings; stop it at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.machine"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield Machine(process)
        finally:
            process.kill()


def patient(tools: Toolbox) -> Toolbox:
    """Let a machine wait for its Redis as long as a busy computer needs."""
    key = tools.keys.subkey("shared pages")
    return replace(tools, shared=SharedCache(tools.settings.pages_url, key=key, patience=AT_MOST))


def wait_until_there(cache: SharedCache) -> None:
    """Wait until a cache has found its Redis."""
    deadline = time.monotonic() + AT_MOST
    while not cache.is_there and time.monotonic() < deadline:
        cache.find("whether it is there")
        time.sleep(0.01)
    assert cache.is_there


def answer_lines() -> None:
    """Answer until nobody asks any more."""
    logging.disable()
    settings = read_settings()
    tools = patient(open_toolbox(settings))
    assert tools.shared is not None
    wait_until_there(tools.shared)
    app = create_app(settings, tools=tools)
    drawn: list[str] = []

    def note(_app: Flask, template: object, **_said: object) -> None:
        drawn.append(str(getattr(template, "name", "")))

    template_rendered.connect(note, app)
    for line in sys.stdin:
        drawn.clear()
        answer = app.test_client().get(line.strip())
        print(json.dumps([answer.status_code, drawn, answer.text]), flush=True)


if __name__ == "__main__":
    answer_lines()
