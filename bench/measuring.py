"""Processor time and memory of one piece of work, done in a child of its own."""

import os
import statistics
from collections.abc import Callable, Iterable
from typing import NamedTuple

#: Hears what is being done now.
Told = Callable[[str], None]


class Cost(NamedTuple):
    """What a piece of work took: processor time (user and system) in ms, peak memory in MB."""

    cpu_ms: float
    peak_mb: float


def cost_of(work: Callable[[], object]) -> Cost:
    """Do the work in a forked child, so that its memory is its own; return what it took."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError("the work failed")
    return Cost((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024)


def median(values: Iterable[float]) -> float:
    """Return the median, to a tenth."""
    return round(statistics.median(values), 1)
