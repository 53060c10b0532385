"""Whether the parts that we rely on answer in time: none that hangs keeps anybody waiting."""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from gallery.db import db
from gallery.errors import GalleryError
from gallery.storage import Store
from gallery.toolbox import Toolbox

Check = Callable[[], object]
IN_TIME = 1.5  # seconds for all parts together
FRESH = 1.0  # seconds that an answer is good for: asking more often asks nobody


class Probe(Thread):
    """One question to one part."""

    def __init__(self, check: Check) -> None:
        super().__init__(daemon=True)
        self.check = check
        self.asked_at = time.monotonic()
        self.is_fine = False

    def run(self) -> None:
        """Ask."""
        try:
            self.check()
        except (GalleryError, SQLAlchemyError, OSError):
            return
        self.is_fine = True

    @property
    def is_good(self) -> bool:
        """Whether this answer will do: it is new, or still to come."""
        return self.is_alive() or time.monotonic() - self.asked_at < FRESH

    def answered(self, *, before: float) -> bool:
        """Wait no longer than to a moment; whether the part is fine."""
        self.join(max(0.0, before - time.monotonic()))
        return not self.is_alive() and self.is_fine


class Prober:
    """Asks each part at most once at a time, however many want to know."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._probes: dict[str, Probe] = {}

    def ask(self, checks: dict[str, Check]) -> dict[str, bool]:
        """Return which parts are fine."""
        before = time.monotonic() + IN_TIME
        probes = {name: self._probe(name, check) for name, check in checks.items()}
        return {name: probe.answered(before=before) for name, probe in probes.items()}

    def _probe(self, name: str, check: Check) -> Probe:
        """Return an answer that is good enough, or ask."""
        with self._lock:
            probe = self._probes.get(name)
            if probe is None or not probe.is_good:
                probe = self._probes[name] = Probe(check)
                probe.start()
            return probe


def checks_of(tools: Toolbox) -> dict[str, Check]:
    """Return how to ask each part; call it where the database is known."""
    return {
        "database": partial(_ask_database, db.engine),
        "private-store": partial(_ask_store, tools.private),
        "public-store": partial(_ask_store, tools.public),
        "queue": tools.queue.length,
        "disk": partial(_ask_disk, tools.settings.folder),
    }


def is_store_down(prober: Prober, *, tools: Toolbox) -> bool:
    """Whether photos that are sent could not be kept."""
    return not prober.ask({"private-store": partial(_ask_store, tools.private)})["private-store"]


def failing(parts: dict[str, bool]) -> list[str]:
    """Return the names of the parts that are not fine."""
    return [name for name, is_fine in parts.items() if not is_fine]


def _ask_database(engine: Engine) -> None:
    """Ask the database for anything at all."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def _ask_store(store: Store) -> None:
    """Ask a store for what nobody ever puts there."""
    next(iter(store.list("ready/")), None)


def _ask_disk(folder: Path) -> None:
    """See whether the data folder can be written to."""
    probe = folder / f".ready-{os.getpid()}"
    probe.touch(mode=0o600)
    probe.unlink()
