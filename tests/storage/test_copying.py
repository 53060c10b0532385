"""A store is copied while it is used: verified, resumable, and nothing erased comes back."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gallery.errors import StoreUnavailable
from gallery.storage import Store, open_store
from gallery.storage.copying import Copy, Journal
from gallery.storage.memory import MemoryStore
from tests.servers import new_bucket, s3_client

BODIES = {f"originals/p{number}/x": bytes([number]) * (number + 1) for number in range(20)}
Open = Callable[..., Copy]


class Counted(MemoryStore):
    """A store that counts what it is sent, dies when it is told, and may lie."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self.dies_after: int | None = None
        self.lies = False

    def put(self, key: str, body: Any, **said: Any) -> Any:
        if self.dies_after is not None and len(self.sent) >= self.dies_after:
            raise KeyboardInterrupt
        self.sent.append(key)
        return super().put(key, body + b"!" if self.lies else body, **said)


@pytest.fixture
def source() -> MemoryStore:
    """A store with twenty objects."""
    store = MemoryStore()
    for key, body in BODIES.items():
        store.put(key, body)
    return store


@pytest.fixture
def copying(source: MemoryStore, tmp_path: Path) -> Iterator[Open]:
    """Begins to copy, with one journal."""
    journals = []

    def begin(target: Store, **said: Any) -> Copy:
        journals.append(Journal(tmp_path / "journal", mark=lambda text: str(hash(text))))
        return Copy(said.pop("source", source), target, journals[-1], headers=headers, **said)

    yield begin
    for journal in journals:
        journal.close()


def headers(key: str) -> dict[str, str]:
    """What a file is stored with."""
    return {"content_type": "image/jpeg", "cache_control": "max-age=300"}


def contents(store: Store) -> dict[str, bytes]:
    """Return all that lies in a store."""
    found = {}
    for each in store.list():
        with closing(store.open(each.key)) as body:
            found[each.key] = body.read()
    return found


def test_all_is_copied_and_nothing_is_sent_twice(copying: Open) -> None:
    target = Counted()

    first = copying(target).run()
    second = copying(target).run()

    assert contents(target) == BODIES
    assert (first.sent, first.size) == (20, sum(map(len, BODIES.values())))
    assert (second.sent, second.known) == (0, 20)


def test_a_copy_that_was_killed_goes_on(copying: Open) -> None:
    target = Counted()
    target.dies_after = 7
    with pytest.raises(KeyboardInterrupt):
        copying(target, threads=1).run()
    target.dies_after = None

    again = copying(target).run()

    assert contents(target) == BODIES
    assert sorted(target.sent) == sorted(BODIES)
    assert (again.sent, again.known) == (13, 7)


def test_what_is_there_already_is_compared_and_not_sent(copying: Open) -> None:
    target = Counted()
    MemoryStore.put(target, "originals/p3/x", BODIES["originals/p3/x"])
    MemoryStore.put(target, "originals/p4/x", b"other bytes")

    done = copying(target).run()

    assert (done.sent, done.found) == (19, 1)
    assert contents(target) == BODIES


def test_what_comes_meanwhile_is_copied_and_what_is_erased_does_not_come_back(
    copying: Open, source: MemoryStore
) -> None:
    target = Counted()
    is_told = []

    def meanwhile(done: int, total: int) -> None:
        if done == total and not is_told:
            is_told.append(True)
            source.put("originals/new/x", b"new")
            source.delete("originals/p3/x")

    done = copying(target).run(meanwhile)

    assert contents(target) == contents(source)
    assert (done.sent, done.removed) == (21, 1)
    assert "originals/new/x" in contents(target)


def test_what_others_keep_at_the_target_stays(copying: Open) -> None:
    target = Counted()
    target.put("another/gallery", b"theirs")

    copying(target).run()

    assert contents(target)["another/gallery"] == b"theirs"


def test_a_target_that_corrupts_is_not_believed(copying: Open) -> None:
    target = Counted()
    target.lies = True

    with pytest.raises(StoreUnavailable, match="store-corrupts"):
        copying(target).run()

    target.lies = False
    assert copying(target).run().sent == 20


def test_what_vanished_at_the_target_is_sent_again(copying: Open) -> None:
    target = Counted()
    copying(target).run()
    target.delete("originals/p3/x")

    assert copying(target).run().sent == 1
    assert contents(target) == BODIES


@pytest.mark.contract
def test_folder_to_s3_and_back_is_the_same(
    copying: Open, rclone_s3: str, moto_s3: str, tmp_path: Path
) -> None:
    url = new_bucket(moto_s3)
    bucket, back = open_store(url), open_store(f"folder:{tmp_path / 'back'}")
    real = open_store(new_bucket(rclone_s3))

    copying(bucket).run()
    Copy(bucket, real, Journal(tmp_path / "j2", mark=str), headers=headers).run()
    Copy(real, back, Journal(tmp_path / "j3", mark=str), headers=headers).run()

    name = url.removeprefix("s3://").partition("/")[0]
    head = s3_client(moto_s3).head_object(Bucket=name, Key="some/prefix/originals/p3/x")
    assert contents(back) == BODIES
    assert (head["ContentType"], head["CacheControl"]) == ("image/jpeg", "max-age=300")
