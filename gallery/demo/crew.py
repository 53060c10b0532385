"""The hands of the demonstration: processes that draw, threads that do the worker's tasks."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from sqlalchemy import select

from gallery.db import db
from gallery.demo.files import Job, make_file
from gallery.errors import GalleryError
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks

PATIENCE = 120.0  # seconds without any progress: longer than another worker's lease
PAUSE = 0.5  # seconds until what was not due, or was another's, is tried again

Context = Callable[[], AbstractContextManager[Any]]
Told = Callable[[int], None]


class Crew:
    """Does what photos are owed, in threads of this process.

    A worker beside us may be quicker: claims see to it that each task is done once.
    """

    def __init__(self, tools: Toolbox, context: Context) -> None:
        self._tasks, self._context = Tasks(tools), context
        self._threads = ThreadPoolExecutor(cores())

    def start(self, name: str, photo_id: int) -> "Future[None]":
        """Begin a task."""
        return self._threads.submit(self._run, name, photo_id)

    def finish(
        self, name: str, photo_ids: Sequence[int], *, stage: Stage, told: Told = lambda _done: None
    ) -> None:
        """Do a task for photos until none of them is in a stage any more; tell how many are not."""
        least, since = len(photo_ids) + 1, time.monotonic()
        while left := in_stage(stage, photo_ids):
            if len(left) < least:
                least, since = len(left), time.monotonic()
            if time.monotonic() - since > PATIENCE:
                raise GalleryError(f"{len(left)} photos stay {stage}; try again")
            for future in as_completed([self.start(name, photo_id) for photo_id in left]):
                future.result()
                told(len(photo_ids) - len(in_stage(stage, photo_ids)))
            time.sleep(PAUSE if in_stage(stage, left) else 0)

    def close(self) -> None:
        """Finish what was begun, and no more."""
        self._threads.shutdown(cancel_futures=True)

    def _run(self, name: str, photo_id: int) -> None:
        """Run a task in a thread."""
        with self._context():
            self._tasks.run(name, photo_id)


def in_stage(stage: Stage, photo_ids: Sequence[int]) -> list[int]:
    """Return which of these photos are in a stage, in their order."""
    db.session.rollback()
    wanted = select(Photo.id).where(Photo.id.in_(photo_ids), Photo.stage == stage)
    return list(db.session.scalars(wanted.order_by(Photo.id)))


@contextmanager
def drawn(jobs: Iterable[Job]) -> Iterator[Iterator[bytes]]:
    """Give the files of pictures in their order, drawn in processes of their own."""
    # Not forked: threads hold locks, and a database's connection must not have two owners.
    draughtsmen = ProcessPoolExecutor(
        cores(), mp_context=get_context("spawn"), initializer=_begin_drawing
    )
    try:
        yield draughtsmen.map(make_file, jobs)
    finally:
        draughtsmen.shutdown(cancel_futures=True)


def cores() -> int:
    """Return how many processors we may use."""
    return len(os.sched_getaffinity(0))


def _begin_drawing() -> None:
    """Ctrl-C goes to every process of a terminal: the main one decides. Nobody outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_main_one, daemon=True).start()


def _end_with_the_main_one() -> None:
    """End at once when the main process was ended, in whatever way."""
    main = parent_process()
    if main is not None:
        main.join()
        os._exit(1)
