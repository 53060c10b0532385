"""Start huey's consumer: processes that do one photo at a time each, and a scheduler."""

from collections.abc import Callable

from flask import Flask
from huey.consumer import Consumer, Scheduler

from gallery.db import db
from gallery.queue import REMIND_SECONDS, HueyQueue
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks

DRAINED = 25  # seconds that a photo in work may take once the worker is told to stop
IDLE_SECONDS = 0.2  # huey's own back-off reaches 10 s, too long to wait for one's photo


def run_worker(app: Flask, *, begun: Callable[[], None]) -> None:
    """Work until told to stop. Sweeps at the start, and then as huey's scheduler says.

    ``begun`` is called in each process that works.
    """
    tools: Toolbox = app.extensions["toolbox"]
    queue = tools.queue
    if not isinstance(queue, HueyQueue):
        raise TypeError("a worker needs a queue that other processes can reach")
    tasks = Tasks(tools)

    def handle(name: str, photo_id: int) -> None:
        with app.app_context():
            tasks.run(name, photo_id)

    # The queue is this machine's own, and so is the one process that works.
    is_alone = not tools.settings.queue_url and tools.settings.workers == 1

    def begin_process() -> None:
        with app.app_context():
            # A forked process must not talk over its parent's connections.
            db.engine.dispose(close=False)
            if is_alone:  # it may stand in for one that died in the middle of its work
                tasks.resume()

    queue.handler = handle
    queue.huey.on_startup("begin-process")(begin_process)
    queue.huey.on_startup("begun")(begun)
    if not tools.settings.queue_url:  # the queue is this machine's own, and so are all workers
        tasks.resume()
    queue.send("sweep", 0)
    consumer_of(queue, workers=tools.settings.workers).run()


def consumer_of(queue: HueyQueue, *, workers: int) -> Consumer:
    """Return a consumer of ``workers`` processes that asks often and never backs off."""
    Scheduler.periodic_task_seconds = REMIND_SECONDS  # huey looks once a minute
    return Consumer(
        queue.huey,
        workers=workers,
        worker_type="process",
        initial_delay=IDLE_SECONDS,
        health_check_interval=1,
        backoff=1.0,
        max_delay=IDLE_SECONDS,
        scheduler_interval=1,
        periodic=True,
        graceful_signal="TERM",  # as systemd and containers stop what they run
        shutdown_timeout=DRAINED,
    )
