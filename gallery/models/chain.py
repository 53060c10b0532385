"""How the log of decisions is chained: what is hashed of each link, with a key of its own.

Without the key nobody can write a link that fits; with it, each hash tells of all before it.
"""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from gallery.keys import Keys

PURPOSE = "log of decisions"
BEGINNING = "0" * 64  # what the first decision follows


class Entry(NamedTuple):
    """A decision at its place. The order is that of what is hashed: it can never change."""

    number: object
    previous: object
    id: object
    photo_id: object
    account_id: object
    act: object
    reason: object
    details: object
    at: object


class Cut(NamedTuple):
    """What stands for dropped decisions."""

    first: object
    last: object
    previous: object
    hash: object
    why: object
    counts: object
    at: object


class Head(NamedTuple):
    """Where the log ends."""

    number: object
    hash: object


class Break(NamedTuple):
    """A number that no decision has: here the head was found not to fit."""

    number: object
    previous: object


def hash_of(link: Entry | Cut | Head | Break, keys: Keys) -> str:
    """Return the keyed hash of a link, written in the one way there is."""
    written = json.dumps(
        [type(link).__name__, *link], sort_keys=True, separators=(",", ":"), default=_write
    )
    return keys.hash(PURPOSE, written)


def entry_of(row: Any, *, number: int, previous: str) -> Entry:
    """Return what is hashed of a decision at a place."""
    said = (row.id, row.photo_id, row.account_id, row.act, row.reason, row.details, row.at)
    return Entry(number, previous, *said)


def cut_of(row: Any) -> Cut:
    """Return what is hashed of a cut."""
    return Cut(*(getattr(row, name) for name in Cut._fields))


def _write(value: object) -> str:
    """Write what JSON cannot: moments, always in UTC; and what no column of ours should hold."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return repr(value)
