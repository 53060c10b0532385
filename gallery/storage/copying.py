"""Copy one store into another while both are used; what was verified once is never sent again.

A ``Journal`` on this machine remembers what was verified. Passes follow each other until one finds
nothing new; what was erased at the source meanwhile is erased at the target, too.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from gallery.errors import ObjectMissing, StoreUnavailable
from gallery.storage.contract import ObjectStat, Store

MOST_PASSES = 10  # while more comes than is copied there is no end
NOT_OURS = ("probes/",)  # of ``Store.check``: gone in a moment
Headers = Callable[[str], dict[str, str]]
Told = Callable[[int, int], None]


@dataclass
class Copied:
    """What a run did."""

    sent: int = 0
    size: int = 0  # bytes sent
    found: int = 0  # were at the target already, and are equal
    known: int = 0  # were verified by an earlier run
    removed: int = 0


class Journal:
    """What was verified at the target: a line for each key, with a mark of the source's object."""

    def __init__(self, path: Path, *, mark: Callable[[str], str]) -> None:
        self._mark, self._lock = mark, Lock()
        self._file = path.open("a+b")
        self._seen = dict(self._read())

    def knows(self, found: ObjectStat) -> bool:
        """Whether this very object was verified."""
        return self._seen.get(found.key) == self._marked(found)

    def keys(self) -> set[str]:
        """Return all keys that were verified."""
        return set(self._seen)

    def add(self, found: ObjectStat) -> None:
        """Remember that an object was verified."""
        self._write(found.key, self._marked(found))

    def drop(self, key: str) -> None:
        """Forget an object that was erased."""
        self._write(key, "-")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _marked(self, found: ObjectStat) -> str:
        """Return what tells this object from another one of this key."""
        return self._mark(f"{found.size}/{found.etag}")

    def _write(self, key: str, mark: str) -> None:
        """Add a line, whole or not at all as far as a kill goes."""
        with self._lock:
            os.write(self._file.fileno(), f"{mark} {key}\n".encode())
            if mark == "-":
                self._seen.pop(key, None)
            else:
                self._seen[key] = mark

    def _read(self) -> Iterator[tuple[str, str]]:
        """Yield keys and their marks; a line that a power cut has torn is none."""
        self._file.seek(0)
        seen: dict[str, str] = {}
        for line in self._file.read().decode(errors="replace").splitlines():
            mark, _, key = line.partition(" ")
            seen[key] = mark
        yield from ((key, mark) for key, mark in seen.items() if mark != "-" and key)


class Copy:
    """One store on its way into another."""

    def __init__(
        self, source: Store, target: Store, journal: Journal, *, headers: Headers, threads: int = 4
    ) -> None:
        self.source, self.target, self.journal = source, target, journal
        self.headers, self.threads = headers, threads
        self.done = Copied()
        self._lock = Lock()

    def run(self, told: Told = lambda *_: None) -> Copied:
        """Copy until nothing is new, then erase what was erased meanwhile."""
        for turn in range(MOST_PASSES):
            new = self._new(is_first=turn == 0)
            if not new:
                break
            with ThreadPoolExecutor(self.threads) as pool:
                for number, _ in enumerate(pool.map(self._take, new), start=1):
                    told(number, len(new))
        self._erase_erased()
        return self.done

    def _new(self, *, is_first: bool) -> list[ObjectStat]:
        """Return what is to be copied: not what was verified and is still there."""
        there = {found.key: found.size for found in self.target.list()}
        new = []
        for found in self._listed():
            if self.journal.knows(found) and there.get(found.key) == found.size:
                self.done.known += is_first
            else:
                new.append(found)
        return new

    def _listed(self) -> Iterator[ObjectStat]:
        """Yield what lies at the source."""
        return (each for each in self.source.list() if not each.key.startswith(NOT_OURS))

    def _take(self, found: ObjectStat) -> None:
        """Copy one object and read it back, or see that it is there already."""
        try:
            with closing(self.source.open(found.key)) as body:
                data = body.read()
        except ObjectMissing:
            return  # erased meanwhile
        digest = sha256(data).digest()
        is_there = self._digest_at_target(found.key) == digest
        if not is_there:
            self.target.put(found.key, data, **self.headers(found.key))
            if self._digest_at_target(found.key) != digest:
                raise StoreUnavailable("store-corrupts")
        self.journal.add(found)
        with self._lock:
            self.done.found += is_there
            self.done.sent += not is_there
            self.done.size += 0 if is_there else len(data)

    def _digest_at_target(self, key: str) -> bytes | None:
        """Return what is at the target, if anything is."""
        try:
            with closing(self.target.open(key)) as body:
                return sha256(body.read()).digest()
        except ObjectMissing:
            return None

    def _erase_erased(self) -> None:
        """Erase at the target what we brought there and is no more at the source."""
        for key in self.journal.keys() - {found.key for found in self._listed()}:
            if not _has(self.source, key):
                self.target.delete(key)
                self.journal.drop(key)
                self.done.removed += 1


def _has(store: Store, key: str) -> bool:
    """Whether a store has a key."""
    try:
        store.stat(key)
    except ObjectMissing:
        return False
    return True
