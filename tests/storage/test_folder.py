"""What only a folder can do wrong: half files, lost folders, no room, a power cut."""

import io
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gallery.errors import StoreUnavailable
from gallery.storage.folder import DRAFTS, FolderStore
from tests.architecture import ROOT

SOON = datetime.now(UTC) + timedelta(days=1)
FILL = """
import resource, signal, sys
from pathlib import Path
from gallery.errors import StoreFull
from gallery.storage.folder import FolderStore

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = FolderStore(Path(sys.argv[1]))
store.put("before", b"x")
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.put("large", b"x" * 100_000)
except StoreFull:
    print("full")
"""


class Cut(io.BytesIO):
    """A body whose line is cut after its first piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError("the line was cut")
        return super().read(5)


def test_a_folder_never_shows_half_an_object(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)

    with pytest.raises(StoreUnavailable):
        store.put("a", Cut(b"0123456789"))

    assert list(store.list()) == []
    assert list((tmp_path / DRAFTS).iterdir()) == []


def test_what_is_open_is_read_to_its_end_though_it_is_overwritten(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a", b"old bytes")

    with closing(store.open("a")) as stored:
        store.put("a", b"new")

        assert stored.read() == b"old bytes"


def test_a_store_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path / "file").check()


def test_a_full_disk_is_said_to_be_full_and_keeps_what_was_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FILL, str(tmp_path)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("full\n", "")
    assert [stat.key for stat in FolderStore(tmp_path).list()] == ["before"]


def test_deleting_leaves_no_empty_folders(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for key in ("a/b/c", "a/d"):
        store.put(key, b"x")

    store.delete("a/b/c")

    assert [each.name for each in (tmp_path / "a").iterdir()] == ["d"]


def test_the_name_of_a_folder_deletes_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a/b", b"x")

    store.delete("a")

    assert store.stat("a/b").size == 1


def test_a_delete_takes_no_folder_from_a_neighbour_who_writes(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)

    def come_and_go(name: int) -> None:
        for _ in range(300):
            store.put(f"deep/deeper/{name}", b"x")
            store.delete(f"deep/deeper/{name}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(come_and_go, range(4)))

    assert list(store.list()) == []


def test_a_folder_that_cannot_be_listed_does_not_look_empty(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a/b", b"x")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))  # root may read any folder
    try:
        with pytest.raises(StoreUnavailable):
            list(store.list())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_drafts_of_killed_writers_are_cleared_away_and_young_ones_left(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a", b"x")
    (tmp_path / DRAFTS / "half").write_bytes(b"half a pho")

    counts = [store.tidy(before=moment) for moment in (SOON - timedelta(days=2), SOON, SOON)]

    assert counts == [0, 1, 0]
    assert [stat.key for stat in store.list()] == ["a"]
    assert FolderStore(tmp_path / "not there").tidy(before=SOON) == 0
