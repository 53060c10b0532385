"""Close the doors behind a child that is about to read a stranger's file (Linux).

Limits first (memory above the process's own baseline, time, file size), then seccomp: system calls
that are not listed fail with EPERM. Pillow and its codecs need to allocate, compute and write to a
pipe that is already open; nothing else.
"""

import ctypes
import errno
import os
import platform
import resource
import struct

MEMORY = 700 << 20  # bytes above the baseline; a 50-megapixel PNG with alpha fits
SECONDS = 20  # of CPU
FILE_BYTES = 64 << 20

# linux/audit.h, linux/seccomp.h, linux/prctl.h
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 38, 22, 2
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
NOT_THERE = 0x00050000 | errno.ENOSYS
LOAD, EQUALS, HAS_BITS, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16

#: AVIF and HEIC decoders start threads: clone(2) with CLONE_THREAD may, a new process may not.
#: clone3(2) hides its flags in memory; to the C library it is not there, and it takes clone.
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3, CLONE_THREAD = 435, 0x00010000

#: read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
#: ioctl pread64 pwrite64 readv writev sched_yield mremap madvise nanosleep getpid exit exit_group
#: futex getrandom clock_gettime gettimeofday times getrusage gettid set_robust_list rseq
#: sched_getaffinity prlimit64-free set: enough to decode, nothing that opens, connects or kills
CALLS = {
    "x86_64": (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 24, 25, 28, 35, 39, 60, 96, 98,
        99, 100, 131, 157, 186, 202, 204, 228, 229, 230, 231, 273, 318, 334,
    ),
    "aarch64": (
        57, 62, 63, 64, 65, 66, 67, 68, 80, 93, 94, 98, 99, 101, 113, 115, 123, 124, 132, 134, 135,
        139, 153, 165, 167, 169, 172, 178, 179, 214, 215, 216, 222, 226, 233, 278, 293,
    ),
}  # fmt: skip


def is_available() -> bool:
    """Whether system calls can be filtered here."""
    return platform.system() == "Linux" and platform.machine() in CALLS


def close_doors() -> None:
    """Limit this process for good. Raises OSError where a filter is refused."""
    _set_limits()
    if is_available():
        _filter_calls()


def _set_limits() -> None:
    """Set what the process may use, above what it has already."""
    memory = _baseline() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def _baseline() -> int:
    """Return the address space in use, in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _filter_calls() -> None:
    """Install the filter (seccomp(2), BPF in classic form)."""
    machine = platform.machine()
    calls = CALLS[machine]
    program = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUALS, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        (EQUALS, 0, 1, CLONE3),
        (RETURN, 0, 0, NOT_THERE),
        (EQUALS, 0, 4, CLONE[machine]),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (HAS_BITS, 0, 1, CLONE_THREAD),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
        *((EQUALS, len(calls) - at, 0, number) for at, number in enumerate(calls)),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    libc = ctypes.CDLL(None, use_errno=True)
    filter_ = _Filter(len(program), ctypes.addressof(code))
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        SET_SECCOMP, FILTER_MODE, ctypes.byref(filter_), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the sandbox cannot be closed")


class _Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))
