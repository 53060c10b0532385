"""What all tests have alike is made once: that saves minutes of a run.

Addresses are read, templates and statements compiled for the first application that has them, as
they are by one that runs long. Files that take seconds to make are kept beside the project.
"""

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

CACHE = Path(__file__).resolve().parents[1] / ".cache"
READ = ("_parts", "_trace", "_converters", "arguments")  # what a rule has once it was read
BUILDERS = ("_build", "_build_unknown")
STATEMENTS = 5_000


@pytest.fixture(scope="session", autouse=True)
def addresses_read_once() -> None:
    """Let a rule take what was read of another that says the same."""
    read, known = Rule.compile, {}

    def read_once(self: Rule) -> None:
        key = (self.rule, self.subdomain, self.host, str(self.defaults), self.merge_slashes)
        if key not in known:
            read(self)
            known[key] = self
        for name in READ:
            setattr(self, name, getattr(known[key], name))
        for name in BUILDERS:
            setattr(self, name, getattr(known[key], name).__func__.__get__(self))

    Rule.compile = read_once  # type: ignore[method-assign]


class TemplatesOnce(BytecodeCache):
    """Templates as they were compiled for the first application that showed them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Bring what was compiled of this very text."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._known[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = TemplatesOnce()
FIRST: dict[str, Engine] = {}  # of each kind of database


def share_statements(engine: Engine) -> None:
    """Let an engine use, and add to, what was compiled for the first of its kind."""
    if engine.name not in FIRST:
        FIRST[engine.name] = engine
        engine._compiled_cache = LRUCache(STATEMENTS)
    engine.dialect = FIRST[engine.name].dialect
    engine._compiled_cache = FIRST[engine.name]._compiled_cache


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return a file that whoever asks first has made; other processes wait for it."""
    path = CACHE / name
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            make(unfinished)
            unfinished.replace(path)
    return path
