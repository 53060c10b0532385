"""Tasks for the worker: ``send(name, photo_id)`` is all that the gallery knows of them.

A task may be lost, late or run twice: the stage of a photo is the promise, and the sweeper sends
again what is owed too long.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Any, Protocol

from gallery.errors import BadSetting, Unavailable

if TYPE_CHECKING:
    from huey import Huey
    from huey.api import TaskWrapper

log = logging.getLogger(__name__)

Handler = Callable[[str, int], None]

#: A worker looks so often for what is owed too long. A part of a minute.
REMIND_SECONDS = 15
SQLITE = "sqlite"
SCHEMES = (SQLITE, "redis", "rediss", "unix")
#: Who is waiting: somebody in danger, then a moderator, then the rest. Higher goes first.
PRIORITIES = {
    "remind": 40,
    "sweep": 40,
    "purge": 35,
    "erase": 30,
    "hide": 30,
    "mend": 25,
    "publish": 20,
    "examine": 10,
    "replace": 5,
}


class Queue(Protocol):
    """Where tasks are left for a worker."""

    def send(self, name: str, photo_id: int, *, after: float = 0) -> None:
        """Leave a task, to run ``after`` seconds from now. Never raises: a lost task is swept."""

    def pending(self) -> int:
        """Return how many tasks wait to be run now. While some do, none can be called lost."""

    def length(self) -> int:
        """Return the same; raise Unavailable when the queue does not answer."""


class MemoryQueue:
    """A queue for tests: keeps what was sent, in order."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    def send(self, name: str, photo_id: int, *, after: float = 0) -> None:
        """Remember the task."""
        self.sent.append((name, photo_id))

    def pending(self) -> int:
        """A memory queue forgets at once: whatever is owed can be sent again."""
        return 0

    def length(self) -> int:
        """Nothing waits in memory."""
        return 0


class HueyQueue:
    """Huey on SQLite or Redis, with one generic task.

    It is loaded when the first task is sent: with it come drivers of other databases, 15 MB, and
    many a web server only shows pages.
    """

    def __init__(self, url: str) -> None:
        self._url, self._scheme = url, url.partition(":")[0]
        if self._scheme not in SCHEMES:
            raise BadSetting("bad-setting", setting="GALLERY_QUEUE_URL")
        self.handler: Handler | None = None

    @property
    def huey(self) -> "Huey":
        """The queue itself."""
        return self._opened[0]

    @cached_property
    def _opened(self) -> "tuple[Huey, TaskWrapper]":
        """Open the queue, and make our task known to it."""
        library = import_module("huey")
        huey = _open_huey(self._url, library)
        often, seldom = (lambda _now: True), (lambda now: now.second < REMIND_SECONDS)
        huey.periodic_task(often, name="remind_task", priority=40)(self._remind)
        huey.periodic_task(seldom, name="sweep_task", priority=40)(self._sweep)
        return huey, huey.task(name="photo_task")(self._run)

    def send(self, name: str, photo_id: int, *, after: float = 0) -> None:
        """Leave a task. When the queue is down, the sweeper will send it again."""
        try:
            self.huey.enqueue(
                self._opened[1].s(
                    name, photo_id, delay=after or None, priority=PRIORITIES.get(name, 0)
                )
            )
        except self._away as error:
            log.warning("task not sent: %s of photo %s (%s)", name, photo_id, type(error).__name__)

    def pending(self) -> int:
        """Ask huey; a queue that is down has nothing."""
        try:
            return self.length()
        except Unavailable:
            return 0

    def length(self) -> int:
        """Ask huey."""
        try:
            return int(self.huey.pending_count())
        except self._away as error:
            raise Unavailable("queue-unavailable", cause=type(error).__name__) from error

    @cached_property
    def _away(self) -> tuple[type[Exception], ...]:
        """What goes wrong where the queue is down."""
        if self._scheme != SQLITE:
            return OSError, import_module("redis").RedisError
        return OSError, SqliteError

    def _remind(self) -> None:
        """Run by huey every few seconds: send again what was promised."""
        self._run("remind", 0)

    def _sweep(self) -> None:
        """Run by huey every minute: clear away what nobody is owed."""
        self._run("sweep", 0)

    def _run(self, name: str, photo_id: int) -> None:
        """Hand a task to the worker's handler."""
        if self.handler is None:
            raise RuntimeError("a worker must set the handler first")
        self.handler(name, photo_id)


def _open_huey(url: str, library: Any) -> "Huey":
    """Open the queue that a URL names: ``sqlite:///path``, ``redis://…`` or ``unix://…``."""
    if url.startswith(SQLITE):
        path = url.removeprefix("sqlite:///")
        return library.SqliteHuey("gallery", filename=path, results=False, fsync=True)
    return library.PriorityRedisHuey("gallery", url=url, results=False)
