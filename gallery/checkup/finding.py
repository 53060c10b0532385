"""A finding: what is so, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gallery.toolbox import Toolbox

Told = Callable[[str, int, int], None]


class Level(StrEnum):
    """How a finding is."""

    FINE = "fine"
    NOTE = "note"  # to be known, nothing is wrong
    WRONG = "wrong"
    MENDED = "mended"


@dataclass(frozen=True)
class Finding:
    """What a check found; ``mend`` does what is safe, and says what it did."""

    check: str
    level: Level
    what: str
    todo: str = ""
    mend: Callable[[], str] | None = None
    stops: bool = False  # rows cannot be relied on


@dataclass(frozen=True)
class Case:
    """What checks are given: the gallery's tools, and whom to tell how far they are."""

    tools: Toolbox
    is_newest: Callable[[], bool]  # whether the database has the newest schema
    told: Told = lambda *_: None


def fine(check: str, what: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(check, Level.FINE, what)


def note(check: str, what: str, todo: str = "") -> Finding:
    """Say what is to be known."""
    return Finding(check, Level.NOTE, what, todo)


def wrong(
    check: str,
    what: str,
    todo: str,
    *,
    mend: Callable[[], str] | None = None,
    stops: bool = False,
) -> Finding:
    """Say what is wrong, and what to do."""
    return Finding(check, Level.WRONG, what, todo, mend, stops)
