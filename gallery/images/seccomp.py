"""Which system calls a child of the dark room may still make (Linux, seccomp(2) with a BPF filter).

Decoding needs memory, threads, the clock, and to write to a pipe that is open already. Nothing
that opens, connects, signals, runs or asks for more than that is listed; it fails with EPERM, so
that a library which only asks in good faith (how many cores are there?) goes on without.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Call(NamedTuple):
    """The number of a system call on x86-64 and on aarch64; None where there is none."""

    x86_64: int | None
    aarch64: int | None


class Step(NamedTuple):
    """One instruction of classic BPF: code, jumps when true and false, constant."""

    code: int
    if_true: int
    if_false: int
    value: int


# linux/audit.h, linux/seccomp.h, linux/prctl.h, linux/sched.h, asm-generic/mman-common.h
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
SET_NO_NEW_PRIVILEGES, GET_SECCOMP, SET_SECCOMP, FILTER_MODE = 38, 21, 22, 2
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
CLONE_THREAD, PROT_EXEC = 0x00010000, 0x4
LOAD, EQUALS, HAS_BITS, RETURN = 0x20, 0x15, 0x45, 0x06
STEP = struct.Struct("HBBI")
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16

ALLOWED = {
    "read": Call(0, 63),
    "write": Call(1, 64),
    "pread64": Call(17, 67),
    "lseek": Call(8, 62),
    "fstat": Call(5, 80),
    "close": Call(3, 57),
    "munmap": Call(11, 215),
    "mremap": Call(25, 216),
    "madvise": Call(28, 233),
    "brk": Call(12, 214),
    "futex": Call(202, 98),
    "sched_yield": Call(24, 124),
    "sched_getaffinity": Call(204, 123),
    "set_robust_list": Call(273, 99),
    "rseq": Call(334, 293),
    "gettid": Call(186, 178),
    "getpid": Call(39, 172),
    "rt_sigaction": Call(13, 134),
    "rt_sigprocmask": Call(14, 135),
    "rt_sigreturn": Call(15, 139),
    "sigaltstack": Call(131, 132),
    "restart_syscall": Call(219, 128),
    "clock_gettime": Call(228, 113),
    "clock_nanosleep": Call(230, 115),
    "gettimeofday": Call(96, 169),
    "getrusage": Call(98, 165),
    "getrandom": Call(318, 278),
    "exit": Call(60, 93),
    "exit_group": Call(231, 94),
}
#: HEIC and WebP are decoded by threads: clone(2) with CLONE_THREAD may, a new process may not.
CLONE = Call(56, 220)
#: clone3(2) hides its flags in memory. To the C library it is not there, and it takes clone.
CLONE3 = Call(435, 435)
#: Memory may be had, but none that can be executed.
MAPPING = {"mmap": Call(9, 222), "mprotect": Call(10, 226)}


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def is_available() -> bool:
    """Whether system calls can be filtered on this machine."""
    if platform.system() != "Linux" or platform.machine() not in ARCHITECTURES:
        return False
    return int(_libc().prctl(GET_SECCOMP, 0, 0, 0, 0)) >= 0


def filter_calls() -> None:
    """Filter the calls of this process, for good. Raises OSError where that cannot be."""
    if not is_available():
        raise OSError(errno.ENOSYS, "system calls cannot be filtered here")
    steps = compiled(platform.machine())
    code = ctypes.create_string_buffer(steps)
    handed_over = _Program(len(steps) // STEP.size, ctypes.addressof(code))
    libc = _libc()
    if libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "privileges can be gained")
    if libc.prctl(SET_SECCOMP, FILTER_MODE, ctypes.byref(handed_over), 0, 0):
        raise OSError(ctypes.get_errno(), "system calls cannot be filtered")


@cache
def compiled(machine: str) -> bytes:
    """Return the filter as the kernel reads it."""
    return b"".join(STEP.pack(*step) for step in program(machine))


def program(machine: str) -> Iterator[Step]:
    """Return the filter for a kind of machine, one that ``ARCHITECTURES`` knows."""
    yield Step(LOAD, 0, 0, ARCHITECTURE_AT)
    yield Step(EQUALS, 1, 0, ARCHITECTURES[machine])
    yield Step(RETURN, 0, 0, KILL)
    yield Step(LOAD, 0, 0, NUMBER_AT)
    for call in ALLOWED.values():
        yield from _when(getattr(call, machine), [Step(RETURN, 0, 0, ALLOW)])
    for call in MAPPING.values():
        yield from _when(getattr(call, machine), _by_bits(2, PROT_EXEC, present=FAIL | errno.EPERM))
    yield from _when(
        getattr(CLONE, machine), _by_bits(0, CLONE_THREAD, present=ALLOW, absent=FAIL | errno.EPERM)
    )
    yield from _when(getattr(CLONE3, machine), [Step(RETURN, 0, 0, FAIL | errno.ENOSYS)])
    yield Step(RETURN, 0, 0, FAIL | errno.EPERM)


def _when(number: int, then: list[Step]) -> Iterator[Step]:
    """Return the steps for one system call, and go on if it is another."""
    yield Step(EQUALS, 0, len(then), number)
    yield from then


def _by_bits(argument: int, bits: int, *, present: int, absent: int = ALLOW) -> list[Step]:
    """Answer by the lower half of an argument: is any of these bits set?"""
    return [
        Step(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument),
        Step(HAS_BITS, 0, 1, bits),
        Step(RETURN, 0, 0, present),
        Step(RETURN, 0, 0, absent),
    ]


@cache
def _libc() -> ctypes.CDLL:
    """Return the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)
