"""One way of making the ladder, in a process of its own: told line by line what to make.

A line is JSON: ``photo`` (a path), ``sizes`` (of the ladder, [width, height] in pixels), ``folder``
(where to write what was made, or null). The answer is JSON: ``cpu_ms`` (user and system, of all
threads and children that ended), ``peak_mb``; or ``error``.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Sizes = list[tuple[int, int]]
Clock = Callable[[], float]
Make = Callable[[bytes, Sizes], list[bytes]]


def answer(make: Make, *, clock: Clock | None = None, peak: Clock | None = None) -> None:
    """Answer line by line until there are no more."""
    counts = clock or own_cpu_ms, peak or own_peak_mb
    # What a library prints is no answer.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        for line in sys.stdin:
            print(json.dumps(_answer(make, json.loads(line), counts)), file=answers, flush=True)


def _answer(make: Make, asked: dict[str, Any], counts: tuple[Clock, Clock]) -> dict[str, Any]:
    """Make a ladder; return what it took."""
    clock, peak = counts
    data = Path(asked["photo"]).read_bytes()
    sizes = [(width, height) for width, height in asked["sizes"]]
    begun = clock()
    try:
        made = make(data, sizes)
    except Exception as error:  # what a library cannot do is an answer, too
        return {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
    took = clock() - begun
    if asked["folder"]:
        for number, each in enumerate(made):
            Path(asked["folder"], f"{number}.jpg").write_bytes(each)
    return {"cpu_ms": took, "peak_mb": peak()}


def own_cpu_ms() -> float:
    """Return the processor time of this process and of its children that ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds)) * 1000


def own_peak_mb() -> float:
    """Return the most memory that this process had (getrusage(2) would tell its parent's)."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024
