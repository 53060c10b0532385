import errno

import pytest

from gallery.images.seccomp import (
    ALLOW,
    ALLOWED,
    ARCHITECTURE_AT,
    ARCHITECTURES,
    CLONE_THREAD,
    EQUALS,
    FAIL,
    HAS_BITS,
    KILL,
    LOAD,
    NUMBER_AT,
    PROT_EXEC,
    RETURN,
    program,
)

REFUSED, NOT_THERE = FAIL | errno.EPERM, FAIL | errno.ENOSYS
MACHINES = sorted(ARCHITECTURES)
#: Numbers of arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
FORBIDDEN = {
    "open": (2, None), "openat": (257, 56), "openat2": (437, 437), "creat": (85, None),
    "socket": (41, 198), "connect": (42, 203), "sendto": (44, 206), "bind": (49, 200),
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tgkill": (234, 131), "tkill": (200, 130), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "unlinkat": (263, 35), "renameat2": (316, 276),
    "mount": (165, 40), "setresuid": (117, 147), "prlimit64": (302, 261), "prctl": (157, 167),
    "io_uring_setup": (425, 425), "bpf": (321, 280), "userfaultfd": (323, 282),
    "memfd_create": (319, 279), "pipe2": (293, 59), "dup": (32, 23), "unshare": (272, 97),
    "setns": (308, 268), "keyctl": (250, 219), "perf_event_open": (298, 241), "ioctl": (16, 29),
}  # fmt: skip


def judged(machine, number, *arguments, architecture=None):
    """Run the filter as the kernel does; return its answer."""
    data = {NUMBER_AT: number, ARCHITECTURE_AT: architecture or ARCHITECTURES[machine]}
    data |= {16 + 8 * at: value & 0xFFFFFFFF for at, value in enumerate(arguments)}
    steps, at, loaded = list(program(machine)), 0, 0
    while True:
        step = steps[at]
        at += 1
        if step.code == RETURN:
            return step.value
        if step.code == LOAD:
            loaded = data[step.value]
            continue
        true = {EQUALS: loaded == step.value, HAS_BITS: bool(loaded & step.value)}[step.code]
        at += step.if_true if true else step.if_false


def number_of(numbers, machine):
    return numbers[MACHINES[::-1].index(machine)]


@pytest.mark.parametrize("machine", MACHINES)
class TestFilter:
    def test_every_listed_call_is_allowed(self, machine):
        numbers = {name: getattr(call, machine) for name, call in ALLOWED.items()}

        assert {judged(machine, number) for number in numbers.values()} == {ALLOW}
        assert len(set(numbers.values())) == len(numbers)

    @pytest.mark.parametrize("name", FORBIDDEN)
    def test_what_opens_connects_signals_or_runs_is_refused(self, machine, name):
        number = number_of(FORBIDDEN[name], machine)

        assert number is None or judged(machine, number, 0, 0, 0) == REFUSED

    def test_no_number_but_the_listed_ones_gets_through(self, machine):
        passed = {number for number in range(600) if judged(machine, number, 0, 0, 0) == ALLOW}

        mmap_and_mprotect = {"x86_64": {9, 10}, "aarch64": {222, 226}}[machine]
        listed = {getattr(call, machine) for call in ALLOWED.values()}
        assert passed == listed | mmap_and_mprotect

    def test_a_thread_may_be_started_and_a_process_may_not(self, machine):
        clone = {"x86_64": 56, "aarch64": 220}[machine]

        assert judged(machine, clone, CLONE_THREAD | 0x100) == ALLOW
        assert judged(machine, clone, 17) == REFUSED

    def test_clone3_is_not_there_so_that_clone_is_taken(self, machine):
        assert judged(machine, 435, 0) == NOT_THERE

    @pytest.mark.parametrize("at", [0, 1])
    def test_memory_that_can_be_executed_is_refused(self, machine, at):
        number = {"x86_64": (9, 10), "aarch64": (222, 226)}[machine][at]

        assert judged(machine, number, 0, 4096, PROT_EXEC | 1) == REFUSED
        assert judged(machine, number, 0, 4096, 3) == ALLOW

    def test_calls_of_another_architecture_end_the_process(self, machine):
        i386 = 0x40000003

        assert judged(machine, 1, architecture=i386) == KILL

    def test_calls_of_the_x32_interface_are_refused(self, machine):
        assert judged(machine, 0x40000000 | 1) == REFUSED

    def test_no_jump_is_too_far_for_bpf(self, machine):
        assert all(max(step.if_true, step.if_false) < 256 for step in program(machine))
