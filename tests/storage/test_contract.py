"""What every store promises, asked of each of them: memory, folder, moto, rclone."""

import io
from contextlib import closing
from pathlib import Path

import pytest

from gallery.errors import BadSetting, ObjectMissing, StoreUnavailable
from gallery.storage import Store, open_store
from gallery.storage.folder import FolderStore
from tests.servers import credentials, new_bucket

MEBIBYTE = 1 << 20


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
    endpoint = request.getfixturevalue(request.param)
    if request.param == "moto_s3":
        with credentials("any", "thing"):
            return open_store(new_bucket(endpoint))
    return open_store(new_bucket(endpoint))


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
    body = bytes(range(256)) * (17 * MEBIBYTE // 256)

    store.put("large", io.BytesIO(body))

    assert store.stat("large").size == len(body)
    assert read(store, "large") == body


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


def test_an_empty_body_is_an_object(store: Store) -> None:
    store.put("a", b"")

    assert (store.stat("a").size, read(store, "a")) == (0, b"")


def test_a_missing_object_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(ObjectMissing):
        store.open("not/here")
    with pytest.raises(ObjectMissing):
        store.stat("not/here")


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


@pytest.mark.parametrize(
    "key", ["../x", "a/../b", "/a", "a//b", "a/", "", "a\\b", "a\nb", "ä", "."]
)
def test_a_key_that_is_no_key_is_refused(store: Store, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        store.put(key, b"x")


def test_a_store_that_works_passes_its_check_and_keeps_nothing_of_it(store: Store) -> None:
    store.check()

    assert list(store.list()) == []


def test_a_store_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StoreUnavailable):
        FolderStore(tmp_path / "file").put("a", b"x")


@pytest.mark.contract
def test_an_s3_server_that_is_down_says_so() -> None:
    with credentials("any", "thing"), pytest.raises(StoreUnavailable):
        open_store("s3://bucket?endpoint_url=http://127.0.0.1:9").put("a", b"x")


@pytest.mark.contract
def test_a_wrong_key_is_refused_by_a_server_with_real_signatures(rclone_s3: str) -> None:
    url = new_bucket(rclone_s3)
    with credentials("somebody", "else"):
        store = open_store(url)

        with pytest.raises(StoreUnavailable):
            store.put("a", b"x")


@pytest.mark.parametrize("url", ["ftp://x", "folder:relative", "s3://", "s3://b?secret=1", ""])
def test_a_url_that_names_no_store_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting):
        open_store(url)


def test_a_folder_never_shows_half_an_object(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the line was cut")

    store = FolderStore(tmp_path)

    with pytest.raises(StoreUnavailable):
        store.put("a", Broken(b"x"))

    assert list(store.list()) == []
    assert list((tmp_path / ".drafts").iterdir()) == []
