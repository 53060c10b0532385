"""What systemd does for web servers: it holds the socket, and hands it to one after the other.

And people who ask all the time, each on a connection of their own, and note what failed.
"""

import base64
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread

from config import Settings
from tests.architecture import ROOT
from tests.running import TUS, environment_of
from tests.servers import PATIENCE

#: A shell tells the server who it is, as systemd does (sd_listen_fds(3)), and becomes it.
HANDED_OVER = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
PAGES = ("/", "/cities/", "/healthz", "/about/", "/add/", "/static/-/css/tokens.css", "/map/")


@dataclass
class Restarted:
    """A web server on a socket that stays while it is replaced."""

    settings: Settings
    socket: socket.socket
    process: subprocess.Popen[bytes] | None = None
    drained: list[float] = field(default_factory=list)  # seconds until each had ended

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.socket.getsockname()[1])

    def start(self) -> None:
        """Start a server on the socket."""
        number = self.socket.fileno()
        gallery = [sys.executable, "-m", "gallery", "web"]
        self.process = subprocess.Popen(
            ["bash", "-c", HANDED_OVER, "bash", str(number), *gallery],
            cwd=ROOT,
            env=environment_of(self.settings),
            pass_fds=[number],
            start_new_session=True,
        )

    def stop(self) -> None:
        """Tell it to end, and wait until it has answered all that it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=PATIENCE) != 0:
            raise AssertionError(f"it ended with {self.process.returncode}")
        self.drained.append(time.monotonic() - began)

    def kill(self) -> None:
        """Kill it with all its processes."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Replace it; who asks meanwhile waits at the socket."""
        self.stop()
        self.start()
        self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        assert ask(self.port, "GET", "/healthz") == 200


@contextmanager
def restarted_server(settings: Settings) -> Iterator[Restarted]:
    """Start a server on a socket of ours; stop it at the end."""
    with socket.create_server(("127.0.0.1", settings.port), backlog=1024) as listening:
        server = Restarted(settings, listening)
        server.start()
        try:
            server.wait()
            yield server
        finally:
            server.kill()


@dataclass
class Askers:
    """People who ask for pages, and now and then send a photo."""

    port: int
    drafts: list[str]
    every: int = 10  # requests, one of which sends a photo
    failed: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    slowest: float = 0.0

    def __post_init__(self) -> None:
        self._over, self._lock, self._numbers = Event(), Lock(), itertools.count(1)

    @property
    def asked(self) -> int:
        """How many were answered."""
        return self.statuses.total()

    @contextmanager
    def asking(self, people: int) -> Iterator[None]:
        """Ask all the time until the end."""
        threads = [Thread(target=self._ask_on) for _ in range(people)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def until(self, count: int) -> None:
        """Wait until so many were answered."""
        while self.asked < count and not self.failed:
            time.sleep(0.05)

    def _ask_on(self) -> None:
        """Ask until it is over."""
        while not self._over.is_set():
            number = next(self._numbers)
            is_photo = number % self.every == 0
            began = time.monotonic()
            try:
                status = self._send(number) if is_photo else self._look(number)
            except (OSError, HTTPException) as error:
                self._note(f"{type(error).__name__}: {error}")
                continue
            with self._lock:
                self.statuses[status] += 1
                self.sent += status == 201
                self.slowest = max(self.slowest, time.monotonic() - began)
            if status != (201 if is_photo else 200):
                self._note(f"answered {status}")

    def _note(self, what: str) -> None:
        """Remember what failed."""
        with self._lock:
            self.failed.append(what)

    def _look(self, number: int) -> int:
        """Ask for a page."""
        return ask(self.port, "GET", PAGES[number % len(PAGES)])

    def _send(self, number: int) -> int:
        """Send a photo in one request."""
        return send(self.port, self.drafts[number % len(self.drafts)], os.urandom(50_000))


def send(port: int, draft: str, photo: bytes) -> int:
    """Send a photo in one request; return the status."""
    said = f"draft {base64.b64encode(draft.encode()).decode()}"
    headers = {**TUS, "Upload-Length": str(len(photo)), "Upload-Metadata": said}
    return ask(port, "POST", "/files/", photo, headers)


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> int:
    """Ask on a connection of one's own; return the status once all of the answer came."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request(method, path, body or None, headers or {})
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()
