"""``gallery originals open``: whoever has the secret key reads originals, elsewhere and offline."""

from pathlib import Path

import pyrage
import pytest

from gallery.cli import main
from gallery.sealing import Sealer
from gallery.storage import open_store
from tests.commands.conftest import Type
from tests.pictures import make_photo

SECRET = pyrage.x25519.Identity.generate()
DATA = make_photo()


@pytest.fixture
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A secret key as ``age-keygen`` writes it, and a copy of a store with two sealed originals."""
    monkeypatch.setenv("GALLERY_STORAGE_URL", f"folder:{tmp_path / 'copy'}")
    store = open_store(f"folder:{tmp_path / 'copy'}")
    for photo in ("first", "second"):
        store.put(f"originals/{photo}/x.age", Sealer(str(SECRET.to_public())).seal(DATA))
    store.put("originals/plain/x", b"not sealed")
    path = tmp_path / "key.txt"
    path.write_text(f"# public key: {SECRET.to_public()}\n{SECRET}\n")
    return path


def test_one_photo_or_all_are_opened(type_in: Type, identity: Path, tmp_path: Path) -> None:
    one, all_of_them = tmp_path / "one", tmp_path / "all"

    type_in("originals", "open", "--identity", str(identity), "--photo", "first", str(one))
    code, _ = type_in("originals", "open", "--identity", str(identity), "--all", str(all_of_them))

    assert code == 0
    assert [path.name for path in one.iterdir()] == ["first.jpeg"]
    assert sorted(path.name for path in all_of_them.iterdir()) == ["first.jpeg", "second.jpeg"]
    assert (one / "first.jpeg").read_bytes() == DATA


def test_another_key_opens_nothing_and_no_file_is_written_over(
    type_in: Type, identity: Path, tmp_path: Path
) -> None:
    words = ("originals", "open", "--identity", str(identity), "--all", str(tmp_path / "to"))
    type_in(*words)

    again, said = type_in(*words)
    identity.write_text(str(pyrage.x25519.Identity.generate()))
    other, why = type_in(*words[:-1], str(tmp_path / "other"))

    assert (again, "first: is there already" in said) == (1, True)
    assert (other, "first: not-sealed-to-this-key" in why) == (1, True)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_photo_without_a_sealed_original_is_said(
    type_in: Type, identity: Path, tmp_path: Path
) -> None:
    words = ("originals", "open", "--identity", str(identity), "--photo", "plain", str(tmp_path))

    assert type_in(*words) == (
        2, "gallery: There is no such sealed original in the private store.\n",
    )  # fmt: skip


def test_a_malformed_recipient_stops_every_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("GALLERY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GALLERY_ORIGINALS_RECIPIENT", "age1nonsense")

    code = main(["init"])

    assert code == 2
    said = "the setting GALLERY_ORIGINALS_RECIPIENT has a value that cannot be used"
    assert said in capsys.readouterr().err
