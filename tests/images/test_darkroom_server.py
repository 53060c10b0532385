"""The dark room's server begins, dies and ends as it should."""

import logging
import os
from contextlib import contextmanager

import pytest

from gallery.errors import BadSetting, DarkRoomKilled
from gallery.images.darkroom import DarkRoom
from tests.images.probing import Probing
from tests.images.test_darkroom import (
    is_running,
    needs_sandbox,
    photos,
    room,
    server_of,
    slow_child,
    until,
)

__all__ = ["photos", "room"]


@contextmanager
def ending_here():
    """Be a forked process, and end with it whatever happens."""
    status = 1
    try:
        yield
        status = 0
    finally:
        os._exit(status)


class TestServer:
    def test_nothing_is_started_before_it_is_used(self):
        room = DarkRoom()

        assert room._server is None

    def test_a_server_that_died_is_started_again(self, room, photos):
        server = server_of(room)

        room._server.process.kill()

        assert room.examine(photos["jpeg"]).width == 700
        assert server_of(room) != server

    def test_closing_ends_the_server_and_its_children(self):
        room = Probing(patient=True)
        server = server_of(room)

        with slow_child(room) as pid:
            room.close()

            assert not is_running(server)
            assert until(lambda: not is_running(pid))  # a killed process takes a moment to go
        assert room._server is None

    def test_a_forked_process_has_a_server_of_its_own(self, room):
        server = server_of(room)
        reading, writing = os.pipe()

        child = os.fork()
        if child == 0:
            with ending_here():
                own = server_of(room)
                os.write(writing, str(own).encode())
                room.close()
        os.close(writing)
        with os.fdopen(reading) as answer:
            own = int(answer.read())
        os.waitpid(child, 0)

        assert own != server
        assert not is_running(own)
        assert server_of(room) == server

    def test_a_fork_while_another_thread_asks_is_no_deadlock(self, room):
        with room._lock:
            child = os.fork()
            if child == 0:
                with ending_here():
                    server_of(room)
                    room.close()

        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    def test_a_missing_original_is_no_fault_of_the_server(self, room, tmp_path):
        server = server_of(room)

        with pytest.raises(FileNotFoundError):
            room.examine(tmp_path / "missing")

        assert server_of(room) == server

    def test_no_descriptor_is_left_behind(self, room, photos):
        before = os.listdir("/proc/self/fd")

        room.examine(photos["jpeg"])
        with pytest.raises(DarkRoomKilled):
            room.probe("crash")

        assert len(os.listdir("/proc/self/fd")) == len(before)


class Doorless(Probing):
    module = "tests.images.doorless"


class TestRequired:
    def test_a_machine_without_a_sandbox_is_refused_at_once(self, monkeypatch):
        monkeypatch.setattr("gallery.images.landlock.version", lambda: 0)

        with pytest.raises(BadSetting) as error:
            DarkRoom(required=True)

        assert error.value.values == {"setting": "GALLERY_REQUIRE_SANDBOX"}

    @needs_sandbox
    def test_so_is_one_whose_doors_do_not_close_when_tried(self, photos):
        room = Doorless(required=True)

        with pytest.raises(BadSetting):
            room.examine(photos["jpeg"])

    def test_where_it_is_not_required_photos_are_read_with_a_warning(self, photos, caplog):
        room = Doorless()

        with caplog.at_level(logging.WARNING):
            seen = room.examine(photos["jpeg"])

        room.close()
        assert seen.width == 700
        assert "sandbox" in caplog.text
