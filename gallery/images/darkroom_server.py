"""The slim fork server behind the dark room: it imports only this room, and forks a child per file.

``python -m gallery.images.darkroom_server FD [heads]``: orders come over the socket FD as letters,
each with three descriptors: the file to read, the pipe for the answer (of the child), the pipe to
tell how the child ended (of the server). The server lives until the socket is closed.
"""

import contextlib
import gc
import io
import os
import selectors
import signal
import socket
import sys
import time
import warnings
from typing import NamedTuple

from PIL import Image

from gallery.images import letters, sandbox
from gallery.images.darkroom_child import DONE, OUT_OF_MEMORY, WORKS, Task, Works, work_as_child
from gallery.images.developing import develop, examine
from gallery.images.heads import begin_to_look
from gallery.images.letters import Ending

WALL_SECONDS = 30.0  # a child that sleeps or waits is killed, too
DESCRIPTORS = 3


class Child(NamedTuple):
    """A child at work: where to tell how it ended, and when it is to be killed."""

    ending: int
    deadline: float


def serve(orders: socket.socket, works: Works = WORKS, *, heads: bool = False) -> None:
    """Take orders until the caller goes away; look for ``heads`` if that can be done here."""
    if heads:
        begin_to_look()
    prepare()
    strict = can_close_doors()
    orders.sendall(letters.pack({"is_closed": strict}))
    children: dict[int, Child] = {}
    bell = _bell()
    with selectors.DefaultSelector() as selector:
        selector.register(orders, selectors.EVENT_READ)
        selector.register(bell, selectors.EVENT_READ)
        while True:
            heard = {key.fileobj for key, _ in selector.select(_patience(children))}
            if bell in heard:
                os.read(bell, 4096)
            if orders in heard:
                taken = _take(orders)
                if taken is None:
                    return  # the children die with us
                task, ending = taken
                children[_fork(task, works, strict=strict)] = Child(
                    ending, time.monotonic() + WALL_SECONDS
                )
                os.close(task.source)
                os.close(task.answer)
            _bury(children)


def prepare() -> None:
    """Load all that a child will need: behind closed doors no module can be read any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller
    warnings.simplefilter("ignore")  # a warning may quote a stranger's file
    exif = Image.Exif()
    exif[0x0132] = "2010:03:20 12:00:00"
    for decoder in ("JPEG", "PNG", "WEBP", "AVIF"):
        file = io.BytesIO()
        Image.new("RGB", (64, 64)).save(file, decoder, exif=exif)
        examine(file.getvalue())
        develop(file.getvalue(), covers=(), crop=None)
    sandbox.prepare()
    gc.freeze()  # a child that collects garbage would copy all of the server's memory


def can_close_doors() -> bool:
    """Whether this machine really closes the doors: send a child to try."""
    server, child = os.getpid(), os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    status = 1
    try:
        sandbox.close_doors(parent=server, strict=True)
        os.open("/", os.O_RDONLY)
    except PermissionError:
        status = 0
    finally:
        os._exit(status)


def _bell() -> int:
    """Return a descriptor that can be read whenever a child has ended."""
    heard, rung = os.pipe()
    os.set_blocking(heard, False)
    os.set_blocking(rung, False)
    signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)
    signal.set_wakeup_fd(rung, warn_on_full_buffer=False)
    return heard


def _take(orders: socket.socket) -> tuple[Task, int] | None:
    """Return the next task and where to tell its end; None when the caller has gone."""
    head, descriptors, _, _ = socket.recv_fds(orders, letters.LENGTH.size, DESCRIPTORS)
    if len(head) < letters.LENGTH.size or len(descriptors) != DESCRIPTORS:
        return None
    text = orders.recv(letters.LENGTH.unpack(head)[0], socket.MSG_WAITALL)
    source, answer, ending = descriptors
    return Task(letters.unpack_order(head + text), source, answer), ending


def _fork(task: Task, works: Works, *, strict: bool) -> int:
    """Send a child to work; return its process id."""
    server, child = os.getpid(), os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        work_as_child(task, works, parent=server, strict=strict)
    return child


def _patience(children: dict[int, Child]) -> float | None:
    """Return the seconds until some child has taken too long."""
    if not children:
        return None
    return max(0.0, min(child.deadline for child in children.values()) - time.monotonic())


def _bury(children: dict[int, Child]) -> None:
    """Tell of every child that has ended how it did; kill those that take too long."""
    now = time.monotonic()
    for pid, child in list(children.items()):
        is_late = now >= child.deadline
        if is_late:
            os.kill(pid, signal.SIGKILL)
        ended, status, usage = os.wait4(pid, 0 if is_late else os.WNOHANG)
        if not ended:
            continue
        cpu = usage.ru_utime + usage.ru_stime
        limit = _limit(os.waitstatus_to_exitcode(status), is_late=is_late, cpu=cpu)
        ending = Ending(limit, cpu, usage.ru_maxrss)
        with contextlib.suppress(BrokenPipeError), open(child.ending, "wb") as pipe:
            pipe.write(letters.pack_ending(ending))
        del children[pid]


def _limit(status: int, *, is_late: bool, cpu: float) -> str | None:
    """Name what ended a child; None when it did its work."""
    if status == OUT_OF_MEMORY:
        return "memory"
    if status == -signal.SIGXCPU or (status != DONE and cpu >= sandbox.SECONDS):
        return "cpu"
    if is_late:
        return "wall"
    if status == -signal.SIGKILL:
        return "killed"
    return None if status == DONE else "crash"


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), heads="heads" in sys.argv[2:])
