"""What a process counts and measures while it works, to be added up with what others did.

Names and labels are ours: of doors, tasks and statuses, never of a photo, a place or a person.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

#: Upper ends of the classes that durations fall into, in seconds; one more is for all above.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SEPARATOR = "|"


@dataclass
class Spread:
    """How long something took: how often in each class, and all together."""

    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0  # seconds

    @property
    def count(self) -> int:
        """How often it was measured."""
        return sum(self.classes)

    def add(self, seconds: float) -> None:
        """Measure once more."""
        self.classes[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds

    def join(self, other: "Spread") -> None:
        """Add what another process measured."""
        self.classes = [a + b for a, b in zip(self.classes, other.classes, strict=True)]
        self.total += other.total


@dataclass
class Sums:
    """Counts, durations and the last moments of some processes together, by name and labels."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    spreads: dict[str, Spread] = field(default_factory=lambda: defaultdict(Spread))
    moments: dict[str, float] = field(default_factory=dict)  # seconds since 1970

    def join(self, other: "Sums") -> None:
        """Add what others counted; of moments the last one stays."""
        for name, count in other.counts.items():
            self.counts[name] += count
        for name, spread in other.spreads.items():
            self.spreads[name].join(spread)
        for name, moment in other.moments.items():
            self.moments[name] = max(moment, self.moments.get(name, 0.0))

    def pack(self) -> str:
        """Write it for the database."""
        spreads = {name: [*each.classes, each.total] for name, each in self.spreads.items()}
        return json.dumps([self.counts, spreads, self.moments], separators=(",", ":"))


class Measures:
    """What this process counted since it began. Any number of threads may tell it."""

    def __init__(self) -> None:
        self._sums = Sums()
        self._lock = Lock()

    def count(self, *labels: object) -> None:
        """Count that something happened: a name, and labels that tell of which kind."""
        with self._lock:
            self._sums.counts[_join(labels)] += 1

    def time(self, seconds: float, *labels: object) -> None:
        """Remember how long something took."""
        with self._lock:
            self._sums.spreads[_join(labels)].add(seconds)

    def happened(self, at: float, *labels: object) -> None:
        """Remember when something happened last."""
        with self._lock:
            self._sums.moments[_join(labels)] = at

    def pack(self) -> str:
        """Write what was counted so far."""
        with self._lock:
            return self._sums.pack()

    def forget(self) -> None:
        """Begin anew, as a process that was forked does."""
        self._lock = Lock()
        self._sums = Sums()


def add_up(packed: Iterable[str]) -> Sums:
    """Return what several processes counted together."""
    sums = Sums()
    for each in packed:
        sums.join(_unpack(each))
    return sums


def labels_of(name: str) -> tuple[str, ...]:
    """Return a name and its labels."""
    return tuple(name.split(SEPARATOR))


def _join(labels: tuple[object, ...]) -> str:
    """Write a name and its labels as one."""
    return SEPARATOR.join(map(str, labels))


def _unpack(packed: str) -> Sums:
    """Read what a process wrote; what was measured in other classes is left out."""
    counts, spreads, moments = json.loads(packed)
    fitting = {
        name: Spread(each[:-1], each[-1])
        for name, each in spreads.items()
        if len(each) == len(BOUNDS) + 2
    }
    return Sums(counts, fitting, moments)
