"""Who may send just now, decided before any of a body is read and before anything else is done.

Photos begin at a steady pace at most, while the disk has room, the store answers and not too many
wait to be looked at, and large bodies take a slot: fewer
than the threads, so that pages always have some. Others hear at once when to come again. While all
slots are taken, a body that hardly moves is cut: what came of it is kept, and goes on later.
"""

import random
import shutil
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from config import Settings
from gallery.errors import GalleryError, StoreFull, TooOften, Unavailable
from gallery.pressure import Pressure
from gallery.toolbox import Toolbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Smaller bodies are here before a thread takes the request, see ``gallery.doorkeeper``.
SMALL = 65_536  # bytes
STEP = 16_384  # bytes read at once, so that slow bodies can be told from those that stand still
#: Slower than this after the first seconds is hardly moving.
SLOW, FIRST_SECONDS = 1024, 15  # bytes a second; seconds
AT_ONCE = 5  # seconds of the pace
LOOK_AGAIN = 1.0  # seconds between two looks at the disk
MEGABYTE = 1_048_576
REFUSED = "unsilenced.refused"  # key of the error, in the environment of a request


@dataclass(eq=False)
class Slot:
    """A large body that is being read, and its line."""

    body: Any
    line: socket.socket | None
    begun: float = field(default_factory=time.monotonic)
    came: int = 0  # bytes

    def read(self, size: int = -1) -> bytes:
        """Read some of the body."""
        return self._count(self.body.read(STEP if size < 0 else min(size, STEP)))

    def readline(self, size: int = -1) -> bytes:
        """Read a line of the body."""
        return self._count(self.body.readline(size))

    def speed(self, now: float) -> float:
        """Return the bytes a second, counting what a slow line may have brought unseen."""
        return (self.came + STEP) / max(1.0, now - self.begun)

    def is_slow(self, now: float) -> bool:
        """Whether it hardly moves."""
        return now - self.begun > FIRST_SECONDS and self.speed(now) < SLOW

    def cut(self) -> None:
        """Let the reader see the end: what came so far is all there is."""
        if self.line:
            self.line.shutdown(socket.SHUT_RD)

    def _count(self, data: bytes) -> bytes:
        """Count what came."""
        self.came += len(data)
        return data


class Slots:
    """So many large bodies at a time."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken: set[Slot] = set()
        self.lock = Lock()

    @contextmanager
    def slot_for(self, environ: "WSGIEnvironment") -> Iterator[None]:
        """Hold a slot while a body is read; raise Unavailable when all are taken."""
        slot = Slot(environ["wsgi.input"], environ.get("gunicorn.socket"))
        with self.lock:
            if len(self.taken) >= self.count:
                self._cut_slowest()
                raise Unavailable("no-upload-slot")
            self.taken.add(slot)
        environ["wsgi.input"] = slot
        try:
            yield
        finally:
            with self.lock:
                self.taken.discard(slot)

    def _cut_slowest(self) -> None:
        """Make room for somebody who comes later."""
        now = time.monotonic()
        slow = [slot for slot in self.taken if slot.is_slow(now)]
        if slow:
            min(slow, key=lambda slot: slot.speed(now)).cut()


class Pace:
    """So many photos a second; after a pause those of some seconds at once."""

    def __init__(self, per_second: int) -> None:
        self.per_second, self.most = per_second, AT_ONCE * per_second
        self.room = float(self.most)
        self.seen = time.monotonic()
        self.lock = Lock()

    def require(self) -> None:
        """Count a photo that begins; raise TooOften over the pace."""
        with self.lock:
            now = time.monotonic()
            gained = (now - self.seen) * self.per_second
            self.seen, self.room = now, min(self.most, self.room + gained)
            if self.room < 1:
                raise TooOften("too-many-now", seconds=random.randint(5, 15))
            self.room -= 1


class Watermark:
    """Refuses before the disk is full: rows need room, too, and so does taking photos back."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.seen, self.free = float("-inf"), 0

    def require(self) -> None:
        """Raise StoreFull when there is too little room."""
        now = time.monotonic()
        if now - self.seen > LOOK_AGAIN:
            self.seen, self.free = now, shutil.disk_usage(self.settings.folder).free
        if self.free < self.settings.min_free_mb * MEGABYTE:
            raise StoreFull("store-full", seconds=300)


class Admission:
    """Stands before the application."""

    def __init__(
        self, application: "WSGIApplication", settings: Settings, pressure: Pressure
    ) -> None:
        self.application, self.pressure = application, pressure
        self.slots, self.pace = Slots(settings.upload_slots), Pace(settings.uploads_per_second)
        self.watermark = Watermark(settings)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass a request on, or with the reason why it is not admitted."""
        is_large, is_tus = _is_large(environ), environ["PATH_INFO"].startswith("/files/")
        brings = is_large or (is_tus and environ["REQUEST_METHOD"] in ("POST", "PATCH"))
        if not brings:
            return self.application(environ, start_response)
        try:
            self.watermark.require()
            if environ["REQUEST_METHOD"] == "POST":
                self._require_room()
            if is_large:
                with self.slots.slot_for(environ):
                    return _whole(self.application(environ, start_response))
        except GalleryError as why:
            if is_tus:
                return _refuse(why, start_response)
            environ[REFUSED] = why
        return self.application(environ, start_response)

    def _require_room(self) -> None:
        """Raise where no photo may begin: they could not be kept, or come faster than we work."""
        if self.pressure.is_too_high:
            raise Unavailable("too-many-now", seconds=random.randint(60, 120))
        self.pace.require()


def prepare(app: Flask) -> None:
    """Stand before an application; people get a page that says why."""
    tools: Toolbox = app.extensions["toolbox"]
    app.wsgi_app = Admission(app.wsgi_app, tools.settings, tools.pressure)  # type: ignore[method-assign]  # as Flask says

    @app.before_request
    def say_why() -> None:
        if why := request.environ.get(REFUSED):
            raise why


def _is_large(environ: "WSGIEnvironment") -> bool:
    """Whether a request brings a large body, or one of unknown length."""
    length = environ.get("CONTENT_LENGTH") or ""
    return "HTTP_TRANSFER_ENCODING" in environ or (length.isdecimal() and int(length) > SMALL)


def _whole(answer: Iterable[bytes]) -> list[bytes]:
    """Take all of an answer, so that the slot is free only once it is made."""
    try:
        return list(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def _refuse(why: GalleryError, start_response: "StartResponse") -> Iterable[bytes]:
    """Answer a tus client, which has words of its own, as cheaply as can be."""
    statuses: dict[type[GalleryError], str] = {
        TooOften: "429 Too Many Requests",
        StoreFull: "507 Insufficient Storage",
    }
    headers = [
        ("Retry-After", str(why.values.get("seconds", 15))),
        ("Tus-Resumable", "1.0.0"),
        ("Cache-Control", "no-store"),
        ("Content-Length", "0"),
    ]
    start_response(statuses.get(type(why), "503 Service Unavailable"), headers)
    return []
