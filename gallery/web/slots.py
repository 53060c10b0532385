"""Upload slots: fewer than the threads, so that pages always have some."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import current_app

from gallery.errors import Unavailable
from gallery.web.current import tools


@contextmanager
def upload_slot() -> Iterator[None]:
    """Hold a slot while a body comes in; raise Unavailable when all are taken."""
    slots: BoundedSemaphore = current_app.extensions.setdefault(
        "upload_slots", BoundedSemaphore(tools().settings.upload_slots)
    )
    if not slots.acquire(blocking=False):
        raise Unavailable("no-upload-slot")
    try:
        yield
    finally:
        slots.release()
