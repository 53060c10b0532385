"""Which addresses name a store, and which."""

from pathlib import Path

import pytest

from gallery.errors import BadSetting
from gallery.storage import open_store
from gallery.storage.memory import MemoryStore


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://x",
        "memory:x",
        "folder:relative",
        "folder:",
        "file://host/path",
        "s3://",
        "s3://key:secret@bucket",
        "s3://bucket?secret=1",
        "s3://bucket?region=a&region=b",
        "s3://bucket/a#b",
        "s3://bucket?endpoint_url=nonsense",
    ],
)
def test_a_url_that_names_no_store_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting):
        open_store(url)


@pytest.mark.parametrize("name", ["plain", "a#b", "a?b", "a%20b", "a b", "Ünï"])
def test_a_folder_is_taken_as_it_is_written(tmp_path: Path, name: str) -> None:
    open_store(f"folder:{tmp_path / name}").put("a", b"x")

    assert (tmp_path / name / "a").read_bytes() == b"x"


def test_a_file_address_is_taken_as_addresses_are_written(tmp_path: Path) -> None:
    open_store((tmp_path / "a#b").as_uri()).put("a", b"x")

    assert (tmp_path / "a#b" / "a").read_bytes() == b"x"


def test_each_memory_is_its_own() -> None:
    first, second = open_store("memory:"), open_store("memory:")

    first.put("a", b"x")

    assert isinstance(second, MemoryStore)
    assert list(second.list()) == []
