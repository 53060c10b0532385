"""Start huey's consumer: processes that do one photo at a time each, and a scheduler."""

from collections.abc import Callable

from flask import Flask
from huey.consumer import Consumer

from gallery.db import db
from gallery.queue import HueyQueue
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks

DRAINED = 25  # seconds that a photo in work may take once the worker is told to stop
IDLE_SECONDS = 0.2  # huey's own back-off reaches 10 s, too long to wait for one's photo


def run_worker(app: Flask, *, begun: Callable[[], None]) -> None:
    """Work until told to stop. Sweeps at the start, and every minute by huey's scheduler.

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

    def forget_connections() -> None:
        # A forked process must not talk over its parent's connections.
        with app.app_context():
            db.engine.dispose(close=False)

    queue.handler = handle
    queue.huey.on_startup("forget-connections")(forget_connections)
    queue.huey.on_startup("begun")(begun)
    if not tools.settings.queue_url:  # the queue is this machine's own, and so are all workers
        tasks.resume()
    queue.send("sweep", 0)
    consumer_of(queue, workers=tools.settings.workers).run()


def consumer_of(queue: HueyQueue, *, workers: int) -> Consumer:
    """Return a consumer of ``workers`` processes that asks often and never backs off."""
    return Consumer(
        queue.huey,
        workers=workers,
        worker_type="process",
        initial_delay=IDLE_SECONDS,
        backoff=1.0,
        max_delay=IDLE_SECONDS,
        scheduler_interval=1,
        periodic=True,
        graceful_signal="TERM",  # as systemd and containers stop what they run
        shutdown_timeout=DRAINED,
    )
