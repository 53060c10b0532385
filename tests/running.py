"""A whole gallery in processes of its own, as ``gallery serve`` starts it, to send photos to."""

import base64
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from shutil import copyfile

from flask import Flask

from config import PREFIX, Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import db, unit_of_work
from gallery.web.drafts import new_draft
from tests.architecture import ROOT
from tests.gazetteer import build_once
from tests.house import CAMPAIGN
from tests.servers import PATIENCE, wait_for

TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}

AT_MOST = 300.0  # seconds until something is so, on a machine that has much else to do


@dataclass
class Running:
    """A running gallery: its process, its address, and a way to look into its database."""

    settings: Settings
    process: subprocess.Popen[bytes]
    app: Flask

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which a command finds this gallery."""
        return environment_of(self.settings)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.settings.port}"

    def draft(self) -> str:
        """A new draft, as a page would carry it."""
        with self.app.test_request_context():
            return new_draft()

    def send_photo(self, data: bytes, *, draft: str) -> str:
        """Send a photo in one request; return the address of its upload."""
        metadata = f"draft {base64.b64encode(draft.encode()).decode()}"
        headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
        asked = urllib.request.Request(f"{self.address}/files/", data, headers, method="POST")
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            if answer.headers["Upload-Offset"] != str(len(data)):
                raise AssertionError("not all was taken")
            return str(answer.headers["Location"])

    def children(self, *words: str) -> list[int]:
        """Return the process numbers below this gallery whose command has these words."""
        return [number for number in below(self.process.pid) if _has_words(number, words)]

    def until(self, is_so: Callable[[], bool], *, seconds: float = AT_MOST) -> bool:
        """Wait until something is so; whether it came to be."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            db.session.rollback()
            if is_so():
                return True
            time.sleep(0.2)
        return False


@contextmanager
def running_gallery(settings: Settings) -> Iterator[Running]:
    """Start a gallery with a campaign that takes photos; stop it as Ctrl-C would."""
    environment = environment_of(settings)
    command = [sys.executable, "-m", "gallery", "serve"]
    copyfile(build_once(), settings.cities_file)  # as it finds it when it starts again
    with (settings.folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(settings.port, process)
        app = create_app(settings)
        with app.app_context():
            with unit_of_work():
                begin_campaign()
                change_campaign(CAMPAIGN)
            yield Running(settings, process, app)
            db.session.remove()
            db.engine.dispose()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)


def environment_of(settings: Settings) -> dict[str, str]:
    """Return an environment with these settings, as an operator would write them."""
    said = {
        PREFIX + each.name.upper(): str(getattr(settings, each.name))
        for each in fields(Settings)
        if getattr(settings, each.name) != each.default
    }
    # In noise a head may be seen, and a moderator asked about it: none of these tests expects that.
    ours = {"PORT": str(settings.port), f"{PREFIX}SUGGEST_HEADS": "no", **said}
    return {**os.environ, **ours}


def below(number: int) -> Iterator[int]:
    """Yield the processes below one."""
    for task in Path(f"/proc/{number}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from below(int(child))


def _has_words(number: int, words: tuple[str, ...]) -> bool:
    """Whether a process's command has these words."""
    try:
        command = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return all(word.encode() in command for word in words)
