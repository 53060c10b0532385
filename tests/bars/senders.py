"""A hundred slow senders at once for five minutes, while visitors look on.

``python -m tests.bars.senders [--seconds 300]``: memory of the web server must stay flat (± 20 MB),
and galleries may take twice as long as on an idle server, no more (95 of 100 looks).
"""

import argparse
import statistics
import sys
import time
import urllib.request
from threading import Event, Thread

from bench.uploads import measure_slow, open_gallery
from tests.running import Running

IDLE = 15.0  # seconds of looking before anybody sends
BETWEEN_LOOKS = 0.1  # seconds
MOST_GROWN, MOST_SLOWER = 20, 2.0


def main() -> int:
    """Measure, print, and return 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    seconds = parser.parse_args().seconds
    with open_gallery() as (gallery, server):
        idle = _looks(gallery, until=_after(IDLE))
        done, busy = Event(), list[float]()
        visitor = Thread(target=lambda: busy.extend(_looks(gallery, until=done)))
        visitor.start()
        slow = measure_slow(gallery, server, seconds=seconds)
        done.set()
        visitor.join()
    slower, grown = _p95(busy) / _p95(idle), slow["memory_mb"]["grown"]
    print(
        f"{slow['senders']} senders for {seconds:.0f} s: {slow['mb']} MB taken, {slow['memory_mb']}"
    )
    print(
        f"galleries' p95: {_p95(idle) * 1000:.0f} ms idle, {_p95(busy) * 1000:.0f} ms: {slower:.2f}"
    )
    return 0 if grown <= MOST_GROWN and slower <= MOST_SLOWER else 1


def _after(seconds: float) -> Event:
    """Return an event that comes after some seconds."""
    over = Event()
    Thread(target=lambda: (time.sleep(seconds), over.set()), daemon=True).start()
    return over


def _looks(gallery: Running, *, until: Event) -> list[float]:
    """Look at the gallery until an event; return the seconds each look took."""
    times = []
    while not until.wait(BETWEEN_LOOKS) or len(times) < 2:
        begun = time.monotonic()
        urllib.request.urlopen(f"{gallery.address}/").read()
        times.append(time.monotonic() - begun)
    return times


def _p95(times: list[float]) -> float:
    """Return what 95 of 100 looks took at most."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
