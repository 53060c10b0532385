"""Our way as it is used: a forked child per photo behind closed doors, its server, and the caller.

The kernel tells of the child when it has ended; of the server, which lives on, schedstat does.
"""

import time
from pathlib import Path

from bench.ways.loop import Sizes, answer
from gallery.images.darkroom import DarkRoom, Server
from gallery.images.letters import Ending, Order


class Measured(DarkRoom):
    """A dark room that adds up what its children took."""

    children_ms = 0.0
    child_mb = 0.0

    def _exchange(
        self, server: Server, order: Order, original: Path | bytes
    ) -> tuple[bytes, Ending]:
        """Note how the child ended."""
        letter, ending = super()._exchange(server, order, original)
        self.children_ms += ending.cpu * 1000
        self.child_mb = max(self.child_mb, ending.memory / 1024)
        return letter, ending


ROOM = Measured()


def make(data: bytes, sizes: Sizes) -> list[bytes]:
    """Make the ladder in the dark room."""
    return [rendition.data for rendition in ROOM.preview(data)]


def cpu_ms() -> float:
    """Return the processor time of the caller, the server and its children."""
    return time.process_time() * 1000 + _server_ms() + ROOM.children_ms


def _server_ms() -> float:
    """Return the processor time of the server itself (proc(5), schedstat: ns)."""
    process = ROOM._running_server().process.pid
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6


if __name__ == "__main__":
    answer(make, clock=cpu_ms, peak=lambda: ROOM.child_mb)
    ROOM.close()
