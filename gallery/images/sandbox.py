"""Close the doors behind a child that is about to read a stranger's file.

Four walls, each alone enough for most of what could be tried: limits that only it has, nobody's
rights instead of root's, no world of files and sockets (Landlock), no system calls but those of a
decoder (seccomp). The limits work everywhere, the last two on Linux.
"""

import contextlib
import ctypes
import os
import platform
import resource
import signal
import sys

from gallery.images import landlock, seccomp

#: Bytes above what the server itself takes: a 48-megapixel HEIC fits, and all of it stays ≤ 512 MB.
MEMORY = 440 << 20
SECONDS = 20  # of CPU
#: A child begins with no memory of its own, and the kernel brings it page by page: a sixth of what
#: a photo cost. In large pages, and in one piece, it costs a third of that (mallopt(3); glibc 2.35,
#: other C libraries do not know these words).
HEAP = {
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "MALLOC_MMAP_THRESHOLD_": str(1 << 25),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    "MALLOC_TOP_PAD_": str(1 << 26),
}
NOBODY = 65534
OUT_OF_MEMORY_FIRST = b"1000"
SET_DEATH_SIGNAL = 1  # linux/prctl.h


def is_available() -> bool:
    """Whether this machine has both seccomp and Landlock."""
    return seccomp.is_available() and landlock.version() > 0


def prepare() -> None:
    """Have ready what closing the doors takes, so that no child has to make it."""
    if is_available():
        seccomp.compiled(platform.machine())


def close_doors(*, parent: int, strict: bool) -> None:
    """Limit this process for good, with all that the machine has; it dies when ``parent`` does.

    ``strict``: raise OSError where a wall cannot be put up, instead of going on without it.
    """
    _be_first_to_go()
    _become_nobody()
    _die_with(parent)
    _set_limits(memory=address_space() + MEMORY)
    for wall in (landlock.leave_world, seccomp.filter_calls):
        try:
            wall()
        except OSError:
            if strict:
                raise


def address_space() -> int:
    """Return the bytes of address space that this process takes; 0 where nobody knows."""
    with contextlib.suppress(OSError), open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
    return 0


def _be_first_to_go() -> None:
    """When memory runs out on this machine, the kernel shall end this child, not its server."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb") as score:
        score.write(OUT_OF_MEMORY_FIRST)


def _become_nobody() -> None:
    """Give up root's rights, where the server runs with them (in a container, say)."""
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):  # where nobody has no number, the other walls must do
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _die_with(parent: int) -> None:
    """Never outlive the server. The kernel forgets this when rights change, so it comes after."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise ProcessLookupError("the server has gone")


def _set_limits(*, memory: int) -> None:
    """Set what this process may use: bytes, seconds; no file may grow."""
    limits = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (SECONDS, SECONDS + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (16, 16),
    }
    for limit, values in limits.items():
        with contextlib.suppress(ValueError):  # it is stricter already
            resource.setrlimit(limit, values)
