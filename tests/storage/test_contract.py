"""What every store promises, asked of each of them: memory, folder, moto, rclone."""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from gallery.errors import ObjectMissing, StoreUnavailable
from gallery.storage import Store, open_store
from tests.servers import new_bucket

MEBIBYTE = 1 << 20
NO_KEYS = ("../x", "a/../b", "/a", "a//b", "a/", "", "a\\b", "a\nb", "ä", ".", "a/.b", "x" * 513)


@pytest.fixture(
    params=[
        "memory",
        "folder",
        pytest.param("moto_s3", marks=pytest.mark.contract),
        pytest.param("rclone_s3", marks=pytest.mark.contract),
    ]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return open_store("memory:")
    if request.param == "folder":
        return open_store(f"folder:{tmp_path}")
    return open_store(new_bucket(request.getfixturevalue(request.param)))


def read(store: Store, key: str, **part: int) -> bytes:
    with closing(store.open(key, **part)) as stored:
        return stored.read()


def test_what_was_put_is_read_back(store: Store) -> None:
    store.put("a/b", b"some bytes", content_type="image/jpeg", cache_control="max-age=300")

    assert read(store, "a/b") == b"some bytes"


def test_a_stream_is_put_from_its_beginning(store: Store) -> None:
    stream = io.BytesIO(b"0123456789")
    stream.seek(7)

    store.put("a", stream)

    assert read(store, "a") == b"0123456789"


def test_a_large_body_goes_in_parts_and_comes_back_whole(store: Store) -> None:
    body = bytes(range(256)) * (65 * MEBIBYTE // 256)
    stream = io.BytesIO(body)

    stat = store.put("large", stream)

    assert stat.size == len(body)
    assert read(store, "large") == body
    assert not stream.closed


@pytest.mark.parametrize(
    ("part", "expected"),
    [({"start": 3}, b"3456789"), ({"start": 2, "length": 3}, b"234"), ({"length": 0}, b"")],
)
def test_a_part_can_be_read(store: Store, part: dict[str, int], expected: bytes) -> None:
    store.put("a", b"0123456789")

    assert read(store, "a", **part) == expected


def test_putting_again_overwrites(store: Store) -> None:
    first = store.put("a", b"one")

    second = store.put("a", b"three")

    assert read(store, "a") == b"three"
    assert (first.size, second.size) == (3, 5)
    assert first.etag != second.etag


@pytest.mark.parametrize("part", [{"start": 10}, {"start": 12, "length": 4}])
def test_beyond_the_end_there_is_nothing_to_read(store: Store, part: dict[str, int]) -> None:
    store.put("a", b"0123456789")

    assert read(store, "a", **part) == b""


def test_a_part_of_an_empty_object_is_empty(store: Store) -> None:
    store.put("a", b"")

    assert read(store, "a", start=0, length=5) == b""


def test_an_empty_body_is_an_object(store: Store) -> None:
    store.put("a", b"")

    assert (store.stat("a").size, read(store, "a")) == (0, b"")


def test_a_missing_object_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(ObjectMissing):
        store.open("not/here")
    with pytest.raises(ObjectMissing):
        store.stat("not/here")


def test_the_beginning_of_a_key_is_no_object(store: Store) -> None:
    store.put("a/b", b"x")

    with pytest.raises(ObjectMissing):
        store.stat("a")
    with pytest.raises(ObjectMissing):
        store.open("a")


def test_below_an_object_there_is_no_other(store: Store) -> None:
    store.put("a", b"x")

    store.delete("a/b")

    with pytest.raises(ObjectMissing):
        store.stat("a/b")
    with pytest.raises(ObjectMissing):
        store.open("a/b")


def test_deleting_twice_is_as_good_as_once(store: Store) -> None:
    store.put("a", b"x")

    store.delete("a")
    store.delete("a")

    with pytest.raises(ObjectMissing):
        store.stat("a")


def test_keys_are_listed_by_prefix_and_in_order(store: Store) -> None:
    for key in ("b/2", "b/1", "a", "b/1x/y", "c/1"):
        store.put(key, b"x")

    assert [stat.key for stat in store.list("b/1")] == ["b/1", "b/1x/y"]
    assert [stat.key for stat in store.list()] == ["a", "b/1", "b/1x/y", "b/2", "c/1"]
    assert list(store.list("nothing/")) == []
    assert list(store.list("a/")) == []


@pytest.mark.parametrize("prefix", ["../", "b/../../", "/", "/etc/"])
def test_no_prefix_leads_out_of_the_store(store: Store, prefix: str) -> None:
    store.put("b/1", b"x")

    assert list(store.list(prefix)) == []


def test_what_is_known_of_an_object_is_the_same_from_everywhere(store: Store) -> None:
    put = store.put("a/b", b"some bytes")

    stat, (listed,) = store.stat("a/b"), store.list("a/")

    assert (stat.key, stat.size, stat.etag) == (put.key, put.size, put.etag)
    assert (listed.key, listed.size, listed.etag) == (put.key, put.size, put.etag)
    assert abs(datetime.now(UTC) - stat.modified) < timedelta(minutes=1)


def test_writers_and_deleters_of_neighbours_do_not_disturb_each_other(store: Store) -> None:
    def come_and_go(name: int) -> None:
        for turn in range(10):
            store.put(f"a/{name}/{turn}", b"%d" % turn)
            assert read(store, f"a/{name}/{turn}") == b"%d" % turn
            store.delete(f"a/{name}/{turn}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(come_and_go, range(8)))

    assert list(store.list()) == []


def test_of_two_writers_of_one_key_one_wins_whole(store: Store) -> None:
    bodies = [bytes([number]) * 100_000 for number in range(4)]

    def put(body: bytes) -> None:
        with suppress(StoreUnavailable):  # S3 reads back, and may read another's
            store.put("a", body)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(put, bodies))

    assert read(store, "a") in bodies


def test_a_key_that_is_no_key_is_refused(store: Store) -> None:
    for key in NO_KEYS:
        for verb in (partial(store.put, body=b"x"), store.open, store.stat, store.delete):
            with pytest.raises(ValueError, match="not a key"):
                verb(key)


def test_a_store_that_works_passes_its_check_and_keeps_nothing_of_it(store: Store) -> None:
    store.check()

    assert list(store.list()) == []
