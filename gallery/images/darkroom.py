"""The dark room, from outside: hand in a file, get what was seen of it; whatever happens inside."""

import logging
import os
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import TypeVar
from weakref import WeakSet

from gallery.errors import BadSetting, DarkRoomKilled, Refused
from gallery.images import letters, sandbox
from gallery.images.covers import Box
from gallery.images.developing import Developed, Examination
from gallery.images.facts import Facts
from gallery.images.letters import Ending, Order
from gallery.images.renditions import Rendition
from gallery.images.sketch import Sketch

__all__ = ["DarkRoom", "Developed", "Examination"]

START_SECONDS, END_SECONDS = 30.0, 5.0
#: The server kills a child sooner; this is for a server that hangs itself.
PATIENCE_SECONDS = 45.0
MOST_ANSWER = 64 << 20  # bytes
TRIES = 2
TOO_HARD = ("cpu", "memory")  # limits that a file would meet again each time

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Server:
    """A running fork server, the way to it, and whether we ended it ourselves."""

    process: subprocess.Popen[bytes]
    orders: socket.socket
    is_closed: bool = False


class DarkRoom:
    """A fork server, and a child of it per file. Started at first use.

    Any number of threads may ask at the same time. A process that was forked from another has a
    server of its own: it never talks to its parent's.
    """

    module = "gallery.images.darkroom_server"

    def __init__(self, *, required: bool = False, heads: bool = False) -> None:
        """Look for ``heads`` too, where the extra for it is installed.

        Raise BadSetting when a closed sandbox is ``required`` and cannot be had here.
        """
        if required and not sandbox.is_available():
            raise _no_sandbox()
        self._required = required
        self._wishes = ["heads"] if heads else []
        self._lock = Lock()
        self._server: Server | None = None
        _ROOMS.add(self)

    def read(self, original: Path | bytes) -> Facts:
        """Return the facts of a file, also of one that would be refused."""
        return self._ask(Order("read"), original, letters.unpack_facts)

    def examine(self, original: Path | bytes) -> Examination:
        """Return what is seen of an original; raise Refused, or DarkRoomKilled at a limit."""
        return self._ask(Order("examine"), original, letters.unpack_examination)

    def preview(
        self, original: Path | bytes, *, covers: Sequence[Box] = (), crop: Box | None = None
    ) -> tuple[Rendition, ...]:
        """Return covered previews, JPEG only; raise Refused, or DarkRoomKilled at a limit."""
        return self._ask(Order("preview", covers, crop), original, letters.unpack_previews)

    def look_closely(self, original: Path | bytes) -> Rendition:
        """Return all that an original shows, in one JPEG; raise Refused, or DarkRoomKilled."""
        return self._ask(Order("look closely"), original, letters.unpack_previews)[0]

    def sketch(
        self, original: Path | bytes, *, covers: Sequence[Box] = (), crop: Box | None = None
    ) -> Sketch:
        """Return a sketch to compare a picture by; raise Refused, or DarkRoomKilled at a limit."""
        return self._ask(Order("sketch", covers, crop), original, letters.unpack_sketch)

    def develop(
        self, original: Path | bytes, *, covers: Sequence[Box] = (), crop: Box | None = None
    ) -> Developed:
        """Return the public renditions; raise Refused, or DarkRoomKilled at a limit."""
        return self._ask(Order("develop", covers, crop), original, letters.unpack_developed)

    def close(self) -> None:
        """End the server of this process; the next order would start another."""
        with self._lock:
            server, self._server = self._server, None
        if server:
            server.is_closed = True
            _end(server)

    def _ask(self, order: Order, original: Path | bytes, read: Callable[[bytes], T]) -> T:
        """Send an order; read the answer, which may be a lie."""
        answer = _judged(*self._answered(order, original))
        try:
            return read(letters.unpack_answer(answer))
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            raise DarkRoomKilled(limit="crash") from error

    def _answered(self, order: Order, original: Path | bytes) -> tuple[bytes, Ending]:
        """Return the answer and how the child ended, from a second server if the first died."""
        for _ in range(TRIES):
            server = self._running_server()
            try:
                return self._exchange(server, order, original)
            except ConnectionError as error:
                if server.is_closed:
                    raise DarkRoomKilled(limit="crash") from error
                self._give_up(server)
        raise DarkRoomKilled(limit="crash")

    def _exchange(
        self, server: Server, order: Order, original: Path | bytes
    ) -> tuple[bytes, Ending]:
        """Return the answer to one order and how the child ended."""
        with ExitStack() as ours, ExitStack() as theirs:
            source = _as_file(original)
            theirs.callback(os.close, source)
            answer_from, answer_to = _pipe(ours, theirs)
            ending_from, ending_to = _pipe(ours, theirs)
            self._send(server, order, [source, answer_to, ending_to])
            theirs.close()
            deadline = time.monotonic() + PATIENCE_SECONDS
            answer = _read_all(answer_from, deadline=deadline)
            ending = _read_all(ending_from, deadline=deadline)
        if not ending:
            raise ConnectionError("the dark room's server ended")
        return answer, letters.unpack_ending(ending)

    def _send(self, server: Server, order: Order, descriptors: list[int]) -> None:
        """Send one order; two threads' letters never mix."""
        letter = letters.pack_order(order)
        with self._lock:
            if server is not self._server:
                raise ConnectionError("another thread gave this server up")
            sent = socket.send_fds(server.orders, [letter], descriptors)
            server.orders.sendall(letter[sent:])

    def _running_server(self) -> Server:
        """Return this process's own server, started if need be."""
        with self._lock:
            self._server = self._server or self._start()
            return self._server

    def _start(self) -> Server:
        """Start a server that imports nothing but this room, and sees nobody's environment."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", self.module, str(theirs.fileno()), *self._wishes],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # One heap for all threads: each of its own would take 64 MB of address space.
                # And no threads before the fork: a library of the extra ``faces`` would start some.
                env={
                    "PYTHONPATH": str(Path(__file__).parents[2]),
                    "MALLOC_ARENA_MAX": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                    **sandbox.HEAP,
                },
            )
        server = Server(process, ours)
        hello = _read_hello(server)
        if self._required and not hello:
            _end(server)
            raise _no_sandbox()
        if not hello:
            log.warning("photos are read without a closed sandbox on this machine")
        return server

    def _give_up(self, server: Server) -> None:
        """End a server that died or hangs, once."""
        with self._lock:
            if server is not self._server:
                return
            self._server = None
        server.process.kill()
        _end(server)

    def _forget(self) -> None:
        """Be a forked process: the parent's server is not ours, nor is its lock."""
        self._lock = Lock()
        if self._server:
            self._server.orders.close()
            self._server.process.returncode = 0  # it is not our child to wait for
        self._server = None


_ROOMS: WeakSet[DarkRoom] = WeakSet()


def _forget_parents_servers() -> None:
    """After a fork, let every room of the new process begin afresh."""
    for room in _ROOMS:
        room._forget()


os.register_at_fork(after_in_child=_forget_parents_servers)


def _judged(answer: bytes, ending: Ending) -> bytes:
    """Return the answer of a child that ended well; tell a file that is too hard from bad luck."""
    if ending.limit is None:
        return answer
    if ending.limit in TOO_HARD:
        raise Refused("too-hard")
    raise DarkRoomKilled(limit="memory" if ending.limit == "killed" else ending.limit)


def _as_file(original: Path | bytes) -> int:
    """Return a descriptor from which an original can be read."""
    if isinstance(original, Path):
        return os.open(original, os.O_RDONLY)
    with (
        TemporaryFile()
        if sys.platform != "linux"
        else open(os.memfd_create("original"), "wb") as file
    ):
        file.write(original)
        file.flush()
        return os.dup(file.fileno())


def _pipe(ours: ExitStack, theirs: ExitStack) -> tuple[int, int]:
    """Return both ends of a pipe: ours to read, theirs to write."""
    reading, writing = os.pipe()
    ours.callback(os.close, reading)
    theirs.callback(os.close, writing)
    return reading, writing


def _read_all(pipe: int, *, deadline: float) -> bytes:
    """Read a pipe to its end; raise ConnectionError when it does not come in time."""
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    received = bytearray()
    while len(received) <= MOST_ANSWER:
        if not waiting.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise ConnectionError("the dark room's server does not answer")
        chunk = os.read(pipe, 1 << 20)
        if not chunk:
            return bytes(received)
        received += chunk
    raise DarkRoomKilled(limit="crash")  # nothing of ours is that long


def _read_hello(server: Server) -> bool:
    """Wait until a server is ready; return whether it closes the doors behind its children."""
    server.orders.settimeout(START_SECONDS)
    try:
        head = server.orders.recv(letters.LENGTH.size, socket.MSG_WAITALL)
        text = server.orders.recv(letters.LENGTH.unpack(head)[0], socket.MSG_WAITALL)
        server.orders.settimeout(None)
        return bool(letters.unpack(head + text)[0]["is_closed"])
    except (OSError, ValueError, struct.error) as error:
        server.process.kill()
        _end(server)
        raise DarkRoomKilled(limit="crash") from error


def _end(server: Server) -> None:
    """Hang up, and see to it that the server goes."""
    server.orders.close()
    try:
        server.process.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def _no_sandbox() -> BadSetting:
    """Return the error for a machine that cannot do what the operator requires."""
    return BadSetting("bad-setting", setting="GALLERY_REQUIRE_SANDBOX")
