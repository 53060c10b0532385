import json
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gallery.errors import DarkRoomKilled, Refused
from gallery.images import letters, sandbox
from gallery.images.covers import TAPE, Box
from gallery.images.darkroom import DarkRoom
from gallery.images.developing import develop, examine, preview
from gallery.images.facts import read_facts
from tests.images.drawing import SAVED_AS, encoded, opened, scene
from tests.images.probing import ATTEMPTS, Probing

KINDS = sorted(SAVED_AS)
needs_sandbox = pytest.mark.skipif(
    not sandbox.is_available(), reason="no seccomp or Landlock: Linux 5.13, x86-64 or aarch64"
)


@pytest.fixture(scope="module")
def room():
    room = Probing(required=sandbox.is_available())
    yield room
    room.close()


@pytest.fixture(scope="module")
def patient():
    room = Probing(required=sandbox.is_available(), patient=True)
    yield room
    room.close()


@pytest.fixture(scope="module")
def photos():
    return {kind: encoded(scene(700, 500), kind) for kind in KINDS}


def server_of(room):
    """Return the process id of a room's server, as the parent knows it."""
    if room._server is None:
        room.read(b"")
    return room._server.process.pid


def until(question):
    """Ask until there is an answer, for a minute at most."""
    deadline = time.monotonic() + 60
    while not (answer := question()) and time.monotonic() < deadline:
        os.sched_yield()
    return answer


@contextmanager
def slow_child(room):
    """Give a patient room's server a child that sleeps; yield its process id."""
    server = server_of(room)

    def ask():
        with suppress(DarkRoomKilled):
            room.probe("sleep")

    slow = threading.Thread(target=ask)
    slow.start()
    children = until(Path(f"/proc/{server}/task/{server}/children").read_text).split()
    try:
        yield int(children[0])
    finally:
        with suppress(OSError):  # the server has gone, and its children with it
            if children[0] in Path(f"/proc/{server}/task/{server}/children").read_text().split():
                os.kill(int(children[0]), signal.SIGKILL)
        slow.join()


def status_behind_closed_doors(pid):
    """Return what /proc says of a child once its system calls are filtered."""

    def status():
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        said = dict(line.split(":\t", 1) for line in lines)
        return said if said["Seccomp"] == "2" else None

    return until(status)


def is_running(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    return False


class TestWork:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_accepted_kind_is_read_behind_closed_doors(self, room, photos, kind):
        covers, crop = [Box(0.1, 0.1, 0.3, 0.3)], Box(0, 0, 0.8, 1)

        assert room.read(photos[kind]) == read_facts(photos[kind])
        assert room.examine(photos[kind]) == examine(photos[kind])
        assert room.preview(photos[kind], covers=covers, crop=crop) == preview(
            photos[kind], covers=covers, crop=crop
        )
        assert room.develop(photos[kind], covers=covers, crop=crop) == develop(
            photos[kind], covers=covers, crop=crop
        )

    @pytest.mark.parametrize("kind", KINDS)
    def test_so_is_the_first_photo_of_a_new_server(self, photos, kind):
        room = DarkRoom(required=sandbox.is_available())

        try:
            assert room.examine(photos[kind]).width == 700
        finally:
            room.close()

    def test_an_original_may_be_a_file(self, room, photos, tmp_path):
        path = tmp_path / "original"
        path.write_bytes(photos["jpeg"])

        assert room.examine(path) == room.examine(photos["jpeg"])

    def test_previews_show_the_covers(self, room, photos):
        shown = room.preview(photos["png"], covers=[Box(0.4, 0.4, 0.2, 0.2)])

        assert {each.format for each in shown} == {"jpg"}
        middle = opened(shown[0].data).getpixel((350, 250))
        assert middle == pytest.approx(TAPE, abs=6)

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_close_look_is_a_jpeg_in_full_size_without_metadata(self, room, photos, kind):
        seen = room.examine(photos[kind])

        close = room.look_closely(photos[kind])

        assert (close.format, close.width, close.height) == ("jpg", seen.width, seen.height)
        assert not opened(close.data).getexif()

    def test_a_refusal_comes_out_with_its_reason(self, room):
        with pytest.raises(Refused) as refusal:
            room.examine(b"GIF89a" + bytes(100))

        assert (refusal.value.key, refusal.value.values) == ("unsupported", {"kind": "gif"})

    def test_facts_are_read_of_a_file_that_is_refused(self, room):
        small = encoded(scene(32, 32), "png")

        facts = room.read(small)

        assert (facts.format, facts.width) == ("png", 32)
        with pytest.raises(Refused, match="too-small"):
            room.examine(small)

    @pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", bytes(100)])
    def test_facts_are_read_of_anything(self, room, data):
        assert room.read(data) == read_facts(data)

    def test_many_threads_may_ask_at_the_same_time(self, room):
        photos = [encoded(scene(400 + 10 * each, 300), "jpeg") for each in range(12)]

        with ThreadPoolExecutor(6) as pool:
            seen = list(pool.map(room.examine, photos))

        assert [each.width for each in seen] == [400 + 10 * each for each in range(12)]


@needs_sandbox
class TestClosedDoors:
    """Promise S2. The probes are shown to get through where doors are open in test_sandbox."""

    @pytest.mark.parametrize("name", ATTEMPTS)
    def test_a_child_that_tries_is_refused(self, room, tmp_path, name):
        target = tmp_path / "target"
        target.write_bytes(b"mine")
        target.chmod(0o666)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            said = str(target)
            if name == "connect":
                said = str(listener.getsockname()[1])
            elif "the server" in name:
                said = str(server_of(room))

            outcome = room.probe(name, said.encode())

        assert outcome == ("MemoryError" if name == "allocate 1.5 GB" else "PermissionError")
        assert target.read_bytes() == b"mine"

    def test_a_child_has_only_its_file_and_its_pipe(self, room):
        assert len(json.loads(room.probe("descriptors"))) == 2

    def test_a_child_is_nobody_and_can_become_nobody_else(self, patient):
        with slow_child(patient) as pid:
            status = status_behind_closed_doors(pid)

        uid = 65534 if os.getuid() == 0 else os.getuid()
        assert status["Uid"].split() == [str(uid)] * 4
        assert status["NoNewPrivs"] == "1"
        assert status["Seccomp"] == "2"

    def test_a_child_sees_nothing_of_the_environment(self, room, monkeypatch):
        monkeypatch.setenv("GALLERY_SECRET", "canary")
        room.close()

        seen = room.probe("environment")

        assert "GALLERY_SECRET" not in seen
        assert "PATH'" not in seen.replace("PYTHONPATH", "")


class TestLimits:
    def test_a_child_that_computes_without_end_is_refused_as_too_hard(self, patient):
        with pytest.raises(Refused, match="too-hard"):
            patient.probe("burn")

    def test_a_child_that_asks_for_too_much_memory_is_refused_as_too_hard(self, room):
        with pytest.raises(Refused, match="too-hard"):
            room.probe("memory")

    def test_a_child_that_waits_is_killed(self, room):
        with pytest.raises(DarkRoomKilled) as killed:
            room.probe("sleep")

        assert killed.value.values == {"limit": "wall"}

    @pytest.mark.parametrize("name", ["crash", "flood"])
    def test_a_child_that_ends_badly_is_told_from_a_refusal(self, room, name):
        with pytest.raises(DarkRoomKilled):
            room.probe(name)

    def test_a_slow_child_keeps_nobody_waiting(self, patient, photos):
        with slow_child(patient) as pid:
            assert patient.examine(photos["jpeg"]).width == 700
            assert is_running(pid)

    def test_the_server_survives_its_children(self, room, photos):
        server = server_of(room)

        for name in ("crash", "memory"):
            with pytest.raises((DarkRoomKilled, Refused)):
                room.probe(name)

        assert room.examine(photos["jpeg"]).width == 700
        assert server_of(room) == server


HTML = b"<script>alert(1)</script>"


def lying(head, *blobs):
    return letters.pack(head, blobs)


class TestLies:
    """What a child answers that a hostile file has taken over."""

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"\x00",
            b"\xff\xff\xff\xff{}",
            lying({}),
            lying({"renditions": 5}),
            lying({"renditions": [[1, 1, "jpg"]]}, HTML),
            lying({"renditions": [[1, 1, "html"]]}, HTML),
            lying({"renditions": [[-1, 1, "jpg"]]}, b"\xff\xd8\xff"),
            lying({"renditions": [[1, 1, "jpg"]]}, b"\xff\xd8\xff", b"\xff\xd8\xff"),
            lying({"refused": "Buy now!", "values": {}}),
            letters.LENGTH.pack(200_000) + b"[" * 200_000,
        ],
    )
    def test_an_answer_that_cannot_be_ours_is_a_crash(self, room, answer):
        with pytest.raises(DarkRoomKilled):
            room._ask(letters.Order("probe lie"), answer or b"", letters.unpack_previews)

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("lat", "x"), ("width", "9"), ("format", 4), ("taken_at", "soon"), ("warnings", 3)],
    )
    def test_facts_of_another_type_are_a_crash(self, room, fact, value):
        facts = letters.unpack(letters.pack_facts(read_facts(b"")))[0]["facts"]
        answer = letters.pack({"facts": {**facts, fact: value}})

        with pytest.raises(DarkRoomKilled):
            room._ask(letters.Order("probe lie"), answer, letters.unpack_facts)
