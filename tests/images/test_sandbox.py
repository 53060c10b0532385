"""Each wall alone, in a child of the test; and that the probes get through where there is none."""

import os
import resource
import socket
import threading

import pytest

from gallery.images import landlock, sandbox, seccomp
from tests.images.probing import ATTEMPTS, LIBC, checked

ON_FILES = (
    "read a file", "read our code", "list a folder", "write a file", "remove a file",
    "make a folder",
)  # fmt: skip
ELSEWHERE = (
    "fork", "make a socket", "make a pair of sockets", "connect", "make a pipe",
    "make an anonymous file", "signal the server", "make memory that runs",
)  # fmt: skip
needs_seccomp = pytest.mark.skipif(
    not seccomp.is_available(), reason="no seccomp: Linux on x86-64 or aarch64"
)
needs_landlock = pytest.mark.skipif(landlock.version() == 0, reason="no Landlock: Linux 5.13")


@pytest.fixture
def outcome(tmp_path):
    """Return what becomes of an attempt in a child that did something first."""
    target = tmp_path / "target"
    target.write_bytes(b"mine")

    def try_it(name, *, first=lambda: None):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            said = str(target)
            if name == "connect":
                said = str(listener.getsockname()[1])
            elif "the server" in name:
                said = str(os.getpid())
            return in_child(lambda: ATTEMPTS[name](said.encode()), first=first)

    return try_it


def in_child(attempt, *, first=lambda: None):
    """Fork; return the name of the exception that the attempt raises in the child, or "done"."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            first()
            attempt()
            os.write(writing, b"done")
        except BaseException as error:  # whatever happens, this process must not go on
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


class TestOpenDoors:
    @pytest.mark.parametrize("name", ON_FILES + ELSEWHERE)
    def test_a_probe_gets_through_where_nothing_is_closed(self, outcome, name):
        assert outcome(name) == "done"


@needs_landlock
class TestLandlockAlone:
    @pytest.mark.parametrize("name", ON_FILES)
    def test_there_are_no_files(self, outcome, name):
        assert outcome(name, first=landlock.leave_world) == "PermissionError"

    @pytest.mark.skipif(landlock.version() < 4, reason="Landlock knows ports since Linux 6.7")
    def test_there_are_no_ports(self, outcome):
        assert outcome("connect", first=landlock.leave_world) == "PermissionError"

    @pytest.mark.skipif(landlock.version() < 6, reason="Landlock knows signals since Linux 6.12")
    def test_there_are_no_other_processes(self, outcome):
        assert outcome("signal the server", first=landlock.leave_world) == "PermissionError"


@needs_seccomp
class TestSeccompAlone:
    @pytest.mark.parametrize("name", [name for name in ATTEMPTS if name != "allocate 1.5 GB"])
    def test_there_are_no_such_calls(self, outcome, name):
        assert outcome(name, first=seccomp.filter_calls) == "PermissionError"

    def test_a_thread_can_still_be_started(self):
        def start():
            thread = threading.Thread(target=lambda: None)
            thread.start()
            thread.join()

        assert in_child(start, first=seccomp.filter_calls) == "done"

    def test_a_descriptor_that_is_open_cannot_be_connected(self):
        ours = socket.socket()

        assert (
            in_child(
                lambda: checked(LIBC.connect(ours.fileno(), bytes(16), 16)),
                first=seccomp.filter_calls,
            )
            == "PermissionError"
        )


def close(*, parent=None, strict=False):
    server = os.getpid() if parent is None else parent
    return lambda: sandbox.close_doors(parent=server, strict=strict)


class TestLimits:
    def test_memory_above_the_own_is_limited(self, outcome):
        assert outcome("allocate 1.5 GB", first=close()) == "MemoryError"

    def test_what_a_photo_needs_can_be_had(self):
        assert in_child(lambda: bytearray(400 << 20), first=close()) == "done"

    @pytest.mark.parametrize(
        ("limit", "value"),
        [("RLIMIT_CPU", 21), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 16)],
    )
    def test_no_limit_can_be_raised_again(self, limit, value):
        which = getattr(resource, limit)

        def look():
            sandbox._set_limits(memory=1 << 40)
            assert resource.getrlimit(which)[1] == value

        assert in_child(look) == "done"

    def test_a_child_whose_server_has_gone_does_not_begin(self):
        assert in_child(lambda: None, first=close(parent=1)) == "ProcessLookupError"


class TestStrictness:
    def test_a_wall_that_cannot_be_put_up_is_an_error_where_it_must_be(self, monkeypatch):
        monkeypatch.setattr(landlock, "version", lambda: 0)

        assert in_child(lambda: None, first=close(strict=True)) == "OSError"

    def test_and_is_done_without_where_it_may_be(self, monkeypatch):
        monkeypatch.setattr(landlock, "version", lambda: 0)

        assert in_child(lambda: None, first=close()) == "done"

    @needs_seccomp
    def test_the_other_wall_stands_all_the_same(self, monkeypatch, outcome):
        monkeypatch.setattr(landlock, "version", lambda: 0)

        assert outcome("read a file", first=close()) == "PermissionError"
