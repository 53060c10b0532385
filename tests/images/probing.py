"""A dark room's server whose children try to break out: what production code does not ship.

``python -m tests.images.probing FD`` serves all works of the real server, and the probes; its
limits of time are short. Process ids come from the test, never from a child: behind closed doors
getppid(2) is refused and Python returns -1, which kill(2) takes for "everybody".
"""

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from gallery.images import darkroom_server, letters, sandbox
from gallery.images.darkroom import DarkRoom
from gallery.images.darkroom_child import WORKS
from gallery.images.letters import Order

LIBC = ctypes.CDLL(None, use_errno=True)
HERE = Path(__file__)
PTRACE_ATTACH, PROCESS_VM_READV = 16, {"x86_64": 310, "aarch64": 270}


class Probing(DarkRoom):
    """The dark room with the probing server; a ``patient`` one gives a child a minute."""

    module = "tests.images.probing"

    def __init__(self, *, required: bool = False, patient: bool = False) -> None:
        super().__init__(required=required)
        self._wishes = ["patient"] if patient else []

    def probe(self, name: str, said: bytes = b"-") -> str:
        """Return what became of a probe: the name of an exception, or what it got."""
        return str(self._ask(Order(f"probe {name}"), said, letters.unpack)[0]["outcome"])


def checked(result: int) -> int:
    """Raise what a call of the C library says in errno."""
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def fork() -> None:
    """Make another process, and end it."""
    if os.fork() == 0:
        os._exit(0)


def connect(said: bytes) -> None:
    """Connect to a port of this machine."""
    with socket.socket() as ours:
        ours.connect(("127.0.0.1", int(said)))


def one_process(said: bytes) -> int:
    """Return the id of one process, not of a group and not of all."""
    pid = int(said)
    if pid <= 1:
        raise AssertionError(f"{pid} is not one process")
    return pid


def read_other_memory(said: bytes) -> None:
    """Read the memory of the server by process_vm_readv(2)."""
    number = PROCESS_VM_READV[os.uname().machine]
    there = struct.pack("QQ", id(LIBC), 8)
    here = ctypes.create_string_buffer(8)
    local = struct.pack("QQ", ctypes.addressof(here), 8)
    checked(LIBC.syscall(number, one_process(said), local, 1, there, 1, 0))


def raise_limit() -> None:
    """Allow oneself more memory than one was given."""
    endless = struct.pack("qq", resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    checked(LIBC.setrlimit(resource.RLIMIT_AS, endless))


def attach(said: bytes) -> None:
    """Take hold of the server as a debugger does."""
    checked(LIBC.ptrace(PTRACE_ATTACH, one_process(said), 0, 0))


#: What must be refused. Each is harmless where it is not.
ATTEMPTS: dict[str, Callable[[bytes], object]] = {
    "read a file": lambda _: Path("/etc/passwd").read_bytes(),
    "read our code": lambda _: HERE.read_bytes(),
    "read its own memory": lambda _: Path("/proc/self/mem").open("rb").close(),
    "list a folder": lambda _: os.listdir("/"),
    "write a file": lambda said: Path(said.decode()).write_bytes(b"I was here"),
    "remove a file": lambda said: os.unlink(said),
    "make a folder": lambda said: os.mkdir(said + b".d"),
    "change a mode": lambda said: os.chmod(said, 0o777),
    "run a program": lambda _: os.execv("/bin/false", ["false"]),
    "fork": lambda _: fork(),
    "make a socket": lambda _: socket.socket().close(),
    "make a pair of sockets": lambda _: socket.socketpair(),
    "connect": connect,
    "make a pipe": lambda _: os.pipe(),
    "make an anonymous file": lambda _: os.memfd_create("x"),
    "signal the server": lambda said: os.kill(one_process(said), 0),
    "debug the server": attach,
    "read the server's memory": read_other_memory,
    "become root": lambda _: os.setresuid(0, 0, 0),
    "raise a limit": lambda _: raise_limit(),
    "make memory that runs": lambda _: mmap.mmap(
        -1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    ),
    "allocate 1.5 GB": lambda _: bytearray(1536 << 20),
}


def attempted(attempt: Callable[[bytes], object]) -> Callable[[Order, bytes], bytes]:
    """Return the work that makes an attempt and tells what became of it."""

    def work(_order: Order, said: bytes) -> bytes:
        try:
            attempt(said)
        except (OSError, MemoryError, ValueError) as error:
            return letters.pack({"outcome": type(error).__name__})
        return letters.pack({"outcome": "done"})

    return work


def burn() -> NoReturn:
    """Compute without end."""
    while True:
        pass


def lie(said: bytes) -> bytes:
    """Answer with whatever bytes the test chose."""
    return said


PROBES: dict[str, Callable[[Order, bytes], bytes]] = {
    **{f"probe {name}": attempted(attempt) for name, attempt in ATTEMPTS.items()},
    "probe environment": lambda *_: letters.pack({"outcome": repr(sorted(os.environ))}),
    "probe descriptors": lambda *_: letters.pack({"outcome": repr(open_descriptors())}),
    "probe burn": lambda *_: burn(),
    "probe sleep": lambda *_: time.sleep(60) or b"",
    "probe crash": lambda *_: ctypes.string_at(0),
    "probe memory": lambda *_: bytes(1536 << 20),
    "probe flood": lambda *_: bytes(100 << 20),
    "probe lie": lambda _, said: lie(said),
}


def open_descriptors() -> list[int]:
    """Return the descriptors this process has, asking each."""
    found = []
    for descriptor in range(256):
        try:
            os.lseek(descriptor, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno != errno.ESPIPE:  # a pipe has no position, but it is there
                continue
        found.append(descriptor)
    return found


if __name__ == "__main__":
    # A second of computing takes many on a busy machine.
    darkroom_server.WALL_SECONDS = 60.0 if "patient" in sys.argv[2:] else 4.0
    sandbox.SECONDS = 1
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    darkroom_server.serve(socket.socket(fileno=int(sys.argv[1])), {**WORKS, **PROBES})
