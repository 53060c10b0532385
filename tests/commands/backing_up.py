"""A backup is made at home, and restored elsewhere."""

from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from gallery.app import create_app
from gallery.checkup.files import all_files
from gallery.cli import main
from gallery.db import db, unit_of_work
from gallery.journey.intact import read_file
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo
from gallery.storage import ObjectStat, open_store
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks


def restore(tmp_path: Path, *words: str, backup: str = "backup") -> int:
    """Type ``gallery restore`` on another machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GALLERY_DATA_DIR", str(tmp_path / "elsewhere"))
        return main(["restore", str(tmp_path / backup), *words])


def back_up(tmp_path: Path, *words: str) -> int:
    """Type ``gallery backup`` at home."""
    db.session.rollback()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GALLERY_DATA_DIR", str(tmp_path / "data"))
        return main(["backup", str(tmp_path / "backup"), *words])


def erase(photo: Photo, tools: Toolbox) -> None:
    """Take a photo back, and erase it."""
    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)


def elsewhere(tmp_path: Path) -> Flask:
    """Return the restored gallery."""
    return create_app(Settings(data_dir=tmp_path / "elsewhere"))


def contents(app: Flask) -> dict[str, bytes]:
    """Return every file that rows name, compared."""
    tools = app.extensions["toolbox"]
    return {each.key: read_file(each, tools=tools) for each in all_files(tools)}


def list_there(tmp_path: Path, store: str) -> list[ObjectStat]:
    """Return what lies in a store of the restored gallery."""
    return list(open_store(f"folder:{tmp_path / 'elsewhere' / store}").list())
