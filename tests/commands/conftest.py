"""A machine with a gallery of its own, on which commands are typed."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from gallery.cli import main

#: Types a command; returns its exit code and what it said.
Type = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def fresh_folder(tmp_path_factory: pytest.TempPathFactory, cities_path: Path) -> Path:
    """The data folder after ``gallery init``, made once, to be copied."""
    folder = tmp_path_factory.mktemp("fresh") / "data"
    folder.mkdir()
    (folder / "cities.db").symlink_to(cities_path)  # building it takes its time
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GALLERY_DATA_DIR", str(folder))
        assert main(["init"]) == 0
    return folder


@pytest.fixture
def type_in(
    tmp_path: Path,
    fresh_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Type:
    """Type ``gallery …`` where the database was just made."""
    copytree(fresh_folder, tmp_path / "data", symlinks=True)
    monkeypatch.setenv("GALLERY_DATA_DIR", str(tmp_path / "data"))

    def type_in(*words: str) -> tuple[int, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    return type_in
