"""The dark room, from outside: hand in a file, get what was seen of it; whatever happens inside."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from gallery.errors import BadSetting, DarkRoomKilled, Refused
from gallery.images import letters, sandbox
from gallery.images.covers import Box
from gallery.images.developing import Developed, Examination
from gallery.images.facts import Facts

__all__ = ["DarkRoom", "Developed", "Examination"]

START_SECONDS = 30.0
MOST_ANSWER = 64 << 20  # bytes


class DarkRoom:
    """A fork server and a child per file. Started at first use, one file at a time.

    A process that was forked from another has its own: it never talks to its parent's server.
    """

    def __init__(self, *, required: bool = False) -> None:
        if required and not sandbox.is_available():
            raise BadSetting("bad-setting", setting="GALLERY_REQUIRE_SANDBOX")
        self._lock = Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._owner = 0

    def read(self, original: bytes) -> Facts:
        """Return the facts of a file, also of one that would be refused."""
        head, _ = letters.unpack(self._ask({"work": "read"}, original))
        return letters.unpack_facts(head["facts"])

    def examine(self, original: bytes) -> Examination:
        """Return what is seen of an original; raise Refused, or DarkRoomKilled at a limit."""
        return letters.unpack_examination(self._ask({"work": "examine"}, original))

    def develop(
        self, original: bytes, *, covers: Sequence[Box] = (), crop: Box | None = None
    ) -> Developed:
        """Return the public renditions; raise Refused, or DarkRoomKilled at a limit."""
        order = {"work": "develop", "covers": [list(box) for box in covers], "crop": crop}
        return letters.unpack_developed(self._ask(order, original))

    def close(self) -> None:
        """End the server of this process."""
        if self._orders is not None:
            self._orders.close()
        if self._server is not None and self._owner == os.getpid():
            self._server.wait(timeout=START_SECONDS)
        self._server = self._orders = None

    def _ask(self, order: dict[str, Any], original: bytes) -> bytes:
        """Send an order, collect the answer; tell a refusal from a killed child."""
        with self._lock:
            try:
                answer, status = self._exchange(order, original)
            except (
                OSError,
                ValueError,
            ) as error:
                # The server itself died; the next order gets a new one.
                self.close()
                raise DarkRoomKilled(limit="server") from error
        if status == 0:
            return _unless_refused(answer)
        if status == 2:
            raise Refused("too-hard")  # not enough memory for it, and there never will be
        raise DarkRoomKilled(limit=f"status {status}")

    def _exchange(self, order: dict[str, Any], original: bytes) -> tuple[bytes, int]:
        """Return the child's answer and its exit status."""
        orders = self._running_server()
        reading, writing = os.pipe()
        source = _as_file(original)
        with os.fdopen(reading, "rb") as pipe:
            try:
                socket.send_fds(orders, [json.dumps(order).encode()], [source, writing])
            finally:
                os.close(source)
                os.close(writing)
            answer = pipe.read(MOST_ANSWER)
        status = json.loads(orders.recv(4096) or b"null")
        if status is None:
            raise ConnectionError("the dark room's server ended")
        return answer, int(status["status"])

    def _running_server(self) -> socket.socket:
        """Return the way to this process's own server, started if need be."""
        if self._orders is None or self._owner != os.getpid():
            self._start()
        if self._orders is None:
            raise ConnectionError("no server")
        return self._orders

    def _start(self) -> None:
        """Start a server that imports nothing but this room."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "gallery.images.darkroom_server", str(theirs.fileno())]
        root = Path(__file__).resolve().parents[2]
        self._server = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], cwd=root, env={"OMP_NUM_THREADS": "1"}
        )
        theirs.close()
        ours.settimeout(START_SECONDS)
        if not ours.recv(4096):
            raise ConnectionError("the dark room's server did not start")
        ours.settimeout(None)
        self._orders, self._owner = ours, os.getpid()


def _as_file(original: bytes) -> int:
    """Return the descriptor of an anonymous file with these bytes, at its beginning."""
    handle = os.memfd_create("original")
    with os.fdopen(os.dup(handle), "wb") as file:
        file.write(original)
    os.lseek(handle, 0, os.SEEK_SET)
    return handle


def _unless_refused(answer: bytes) -> bytes:
    """Return the answer; raise Refused when it is a refusal."""
    head, _ = letters.unpack(answer)
    if "refused" in head:
        raise Refused(str(head["refused"]))
    return answer
