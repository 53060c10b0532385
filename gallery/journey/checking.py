"""Whether the log of decisions is as it was written; and if not, where it is not.

All is read in one go, some rows at a time, from one view of the database: what is added meanwhile
is no trouble. Columns are read as they are, for somebody may have written anything into them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, func, select, type_coerce

from gallery.db import db
from gallery.journey.audit import BROKEN, THE_HEAD
from gallery.keys import Keys
from gallery.models import Decision, DecisionCut, DecisionHead, chain

AT_ONCE = 1000  # rows in memory
NEAR = 3  # how far from its neighbour the former place of a decision is looked for
SHOWN = 20  # troubles; of more the number
SHOWN_DIGITS = 16  # of a hash that a person writes down
Told = Callable[[int, int], None]


class Trouble(NamedTuple):
    """Something that does not fit: what, at which numbers, in which row, and where it had been."""

    what: str
    first: int = 0
    last: int = 0
    row: object = 0
    was: int = 0


class Known(NamedTuple):
    """A decision that somebody wrote down elsewhere: its number, and how its hash begins."""

    number: int
    hash: str


class Link(NamedTuple):
    """A row of the chain."""

    first: int
    last: int
    row: object
    previous: object
    hash: object
    fitting: str  # the hash that fits what it says
    entry: chain.Entry | None = None  # None: it stands for others
    why: str = ""


@dataclass
class Checked:
    """How far the chain was followed, and what did not fit."""

    count: int = 0  # decisions
    number: int = 0  # of the last link
    hash: object = chain.BEGINNING  # of the last link
    is_sure: bool = True  # that link is there, and fits
    troubles: list[Trouble] = field(default_factory=list)
    more: int = 0  # troubles

    def add(self, trouble: Trouble) -> None:
        """Keep a trouble, or count it."""
        if len(self.troubles) < SHOWN:
            self.troubles.append(trouble)
        else:
            self.more += 1

    @property
    def last(self) -> str:
        """What to write down of the last link."""
        return f"{self.number}:{str(self.hash)[:SHOWN_DIGITS]}"

    @property
    def is_whole(self) -> bool:
        """Whether everything fits."""
        return not self.troubles


class Checker:
    """Follows the chain of one database."""

    def __init__(self, here: Connection, keys: Keys, known: Known | None = None) -> None:
        self.here, self.keys, self.known = here, keys, known
        head = here.execute(select(DecisionHead).where(DecisionHead.id == THE_HEAD)).one_or_none()
        self.head = head
        self.end = head.number if head and isinstance(head.number, int) else 0
        self.done = Checked()

    def check(self, told: Told) -> Checked:
        """Follow every link, then look at the head."""
        total = self.here.scalar(select(func.count(Decision.id))) or 0
        for link in merge(self._entries(), self._cuts(), key=lambda each: each.first):
            self._follow(link)
            if self.done.count % AT_ONCE == 0 and total:
                told(self.done.count, total)
        if total >= AT_ONCE:
            told(total, total)
        self._look_at_head()
        if self.known and self.known.number > self.done.number:
            self.done.add(Trouble("unlike", self.known.number))
        return self.done

    def _entries(self) -> Iterator[Link]:
        """Yield the decisions in their order; those that never got a place are troubles."""
        raw = (
            type_coerce(getattr(Decision, name), String).label(name)
            for name in ("photo_id", "account_id", "act", "reason", "details", "at")
        )
        places = (Decision.id, Decision.number, Decision.previous, Decision.hash)
        wanted = select(*places, *raw).order_by(Decision.number, Decision.id)
        for row in self.here.execute(wanted.execution_options(yield_per=AT_ONCE)):
            if not isinstance(row.number, int):
                self.done.count += 1
                self.done.add(Trouble("added", row=row.id))
                continue
            entry = chain.entry_of(row, number=row.number, previous=row.previous)
            entry = entry._replace(details=_details(row.details), at=_moment(row.at))
            fits = chain.hash_of(entry, self.keys)
            yield Link(row.number, row.number, row.id, row.previous, row.hash, fits, entry)

    def _cuts(self) -> Iterator[Link]:
        """Yield what stands for dropped decisions; where its seal does not fit, nothing does."""
        raw = (type_coerce(getattr(DecisionCut, name), String).label(name) for name in _RAW)
        rest = (getattr(DecisionCut, name).label(name) for name in _REST)
        for row in self.here.execute(select(*rest, *raw).order_by(DecisionCut.first)):
            cut = chain.cut_of(row)._replace(counts=_details(row.counts), at=_moment(row.at))
            if not (isinstance(row.first, int) and isinstance(row.last, int)):
                self.done.add(Trouble("cut", row=row.id))
                continue
            is_sealed = row.seal == chain.hash_of(cut, self.keys)
            fits = row.hash if is_sealed else ""
            yield Link(row.first, row.last, row.id, row.previous, row.hash, fits, None, row.why)

    def _follow(self, link: Link) -> None:
        """Look whether a link follows the one before."""
        done = self.done
        done.count += link.entry is not None
        if link.first <= done.number:
            done.add(Trouble("twice", link.first, link.last, link.row))
            return
        if link.first > done.number + 1:
            done.add(Trouble("missing", done.number + 1, link.first - 1))
            done.is_sure = False
        if link.hash != link.fitting:
            done.add(self._explain(link))
        elif done.is_sure and link.previous != done.hash:
            done.add(Trouble("unlinked", link.first, link.last, link.row))
        if link.why == BROKEN:
            done.add(Trouble("broken", link.first, link.last, link.row))
        self._compare(link)
        done.number, done.hash, done.is_sure = link.last, link.hash, link.hash == link.fitting

    def _explain(self, link: Link) -> Trouble:
        """Say what became of a link that does not fit."""
        if link.entry is None:
            return Trouble("cut", link.first, link.last, link.row)
        was = self._former_place(link.entry, link) if len(self.done.troubles) < SHOWN else 0
        if was:
            return Trouble("moved", link.first, link.last, link.row, was)
        if link.first > self.end:
            return Trouble("added", link.first, link.last, link.row)
        return Trouble("changed", link.first, link.last, link.row)

    def _former_place(self, entry: chain.Entry, link: Link) -> int:
        """Return the number with which a decision fits; 0 when there is none near its neighbour."""
        neighbour = select(Decision.number).where(Decision.hash == entry.previous)
        near = [link.first, *self.here.scalars(neighbour.limit(NEAR))]
        for place in (each for each in near if isinstance(each, int)):
            for number in range(place - NEAR, place + NEAR + 1):
                if link.hash == chain.hash_of(entry._replace(number=number), self.keys):
                    return number
        return 0

    def _compare(self, link: Link) -> None:
        """Compare with what somebody wrote down."""
        known = self.known
        if known is None or link.last != known.number:
            return
        if not str(link.hash).startswith(known.hash):
            self.done.add(Trouble("unlike", known.number))

    def _look_at_head(self) -> None:
        """Look whether the log ends where its head says."""
        head, done = self.head, self.done
        if head is None:
            done.add(Trouble("no-head"))
        elif head.seal != chain.hash_of(chain.Head(head.number, head.hash), self.keys):
            done.add(Trouble("head"))
        elif head.number > done.number:
            done.add(Trouble("newest", done.number + 1, head.number))
        elif head.number < done.number:
            done.add(Trouble("behind", head.number, done.number))
        elif done.is_sure and head.hash != done.hash:
            done.add(Trouble("head"))


#: Columns of cuts that are read as they are, and the others.
_RAW = ("why", "counts", "at")
_REST = ("id", "first", "last", "previous", "hash", "seal")


def check_log(keys: Keys, *, known: Known | None = None, told: Told = lambda *_: None) -> Checked:
    """Follow the whole chain on a connection of its own."""
    with db.engine.connect() as here:
        if here.dialect.name == "postgresql":  # SQLite shows a reader one view anyway
            here = here.execution_options(isolation_level="REPEATABLE READ")
        return Checker(here, keys, known).check(told)


def _details(value: Any) -> object:
    """Read what SQLite keeps as a text; PostgreSQL has read it already."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _moment(value: Any) -> object:
    """Read a moment; SQLite forgets the zone."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at
    except (ValueError, AttributeError):
        return value
