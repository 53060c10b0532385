"""The slim fork server behind the dark room: it imports only this room, and forks a child per file.

``python -m gallery.images.darkroom_server FD``: orders come over the socket FD, one at a time, each
with two descriptors, the file to read and the pipe to answer on.
"""

import array
import gc
import io
import json
import mmap
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from PIL import Image

from gallery.errors import Refused
from gallery.images import letters, sandbox
from gallery.images.covers import Box
from gallery.images.developing import develop, examine
from gallery.images.facts import read_facts
from gallery.images.pixels import DECODERS, decode

WALL_SECONDS = 60.0  # a child that sleeps or waits is killed, too
ORDER_BYTES = 1 << 20


def main() -> None:
    """Serve orders until the caller goes away."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller
    warm_up()
    gc.freeze()
    orders.send(json.dumps({"ready": True, "sandbox": sandbox.is_available()}).encode())
    while True:
        text, ancillary, _, _ = orders.recvmsg(ORDER_BYTES, socket.CMSG_SPACE(8))
        if not text:
            return
        source, answer = _descriptors(ancillary)
        orders.send(json.dumps(_serve(json.loads(text), source, answer, orders)).encode())


def warm_up() -> None:
    """Decode and encode once in every format: a decoder that loads later finds the doors closed."""
    for name in sorted(set(DECODERS.values())):
        buffer = io.BytesIO()
        extra: dict[str, Any] = {"max_threads": 1} if name == "AVIF" else {}
        Image.new("RGB", (64, 64)).save(buffer, name, **extra)
        kind = next(kind for kind, decoder in DECODERS.items() if decoder == name)
        decode(buffer.getvalue(), kind=kind, orientation=6)
    read_facts(buffer.getvalue())


def _serve(
    order: dict[str, Any], source: int, answer: int, orders: socket.socket
) -> dict[str, Any]:
    """Fork a child for one order, wait for it, say how it ended."""
    child = os.fork()
    if child == 0:
        orders.close()
        _work(order, source, answer)
    os.close(source)
    os.close(answer)
    return {"status": _wait(child)}


def _work(order: dict[str, Any], source: int, answer: int) -> None:
    """Be the child: close the doors, do the work, answer, end."""
    status = 1
    try:
        data = mmap.mmap(source, 0, access=mmap.ACCESS_READ) if os.fstat(source).st_size else b""
        sandbox.close_doors()
        _write(answer, _answer(order, bytes(data)))
        status = 0
    except MemoryError:
        status = 2
    finally:
        os._exit(status)  # nothing of the server's may run in here


def _answer(order: dict[str, Any], data: bytes) -> bytes:
    """Do the work; a refusal is an answer as well."""
    try:
        return WORKS[order["work"]](order, data)
    except Refused as refusal:
        return letters.pack({"refused": refusal.key})


def _develop(order: dict[str, Any], data: bytes) -> bytes:
    """Develop with the covers and the crop of the order."""
    covers = [Box(*box) for box in order["covers"]]
    crop = Box(*order["crop"]) if order["crop"] else None
    return letters.pack_developed(develop(data, covers=covers, crop=crop))


WORKS: dict[str, Callable[[dict[str, Any], bytes], bytes]] = {
    "read": lambda _order, data: letters.pack({"facts": letters.pack_facts(read_facts(data))}),
    "examine": lambda _order, data: letters.pack_examination(examine(data)),
    "develop": _develop,
}


def _write(answer: int, letter: bytes) -> None:
    """Write all of a letter into the pipe."""
    rest = memoryview(letter)
    while rest:
        rest = rest[os.write(answer, rest[: 1 << 20]) :]


def _wait(child: int) -> int:
    """Wait for a child, kill it when it takes too long; return its exit code, −N for signal N."""
    handle = os.pidfd_open(child)
    try:
        if not select.select([handle], [], [], WALL_SECONDS)[0]:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _descriptors(ancillary: list[tuple[int, int, bytes]]) -> tuple[int, int]:
    """Return the two descriptors that came with an order."""
    received = array.array("i")
    for _level, _kind, data in ancillary:
        received.frombytes(data)
    return received[0], received[1]


if __name__ == "__main__":
    main()
