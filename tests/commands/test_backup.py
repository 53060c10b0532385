"""A backup that was made while the gallery runs becomes the same gallery elsewhere."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pyrage
import pytest
from flask import Flask

from config import Settings
from gallery.app import create_app
from gallery.backups import snapshot
from gallery.backups.shelf import Shelf
from gallery.backups.writing import Writing
from gallery.campaigns import change_campaign
from gallery.cli import main
from gallery.db import db, unit_of_work
from gallery.images.darkroom import DarkRoom
from gallery.journey import receive, withdraw
from gallery.models import Photo, Stage
from gallery.queue import MemoryQueue
from gallery.storage import open_store
from gallery.toolbox import Toolbox, open_toolbox
from tests.commands.backing_up import back_up, contents, elsewhere, erase, list_there, restore
from tests.factories import create_edition
from tests.house import CAMPAIGN, Clock
from tests.journey.test_way import DAY, approve, send_photo
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks


@pytest.fixture
def home(
    tmp_path: Path, fresh_folder: Path, dark_room: DarkRoom, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:  # fmt: skip
    """A gallery whose database was made by its migrations."""
    copytree(fresh_folder, tmp_path / "data", symlinks=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "cities.db").symlink_to(fresh_folder / "cities.db")
    settings = Settings(data_dir=tmp_path / "data")
    tools = replace(open_toolbox(settings), queue=MemoryQueue(), dark_room=dark_room, now=clock)
    app = create_app(settings, tools=tools)
    with app.app_context():
        with unit_of_work():
            change_campaign(CAMPAIGN)
        create_edition()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def tools(home: Flask) -> Toolbox:
    """Its tools."""
    found: Toolbox = home.extensions["toolbox"]
    return found


@pytest.fixture
def photos(tools: Toolbox, clock: Clock) -> dict[str, str]:
    """A published and a waiting photo: their receipt codes by public name."""
    codes = {}
    for number in range(2):
        photo, code = send_photo(make_photo(size=(900, 600 + number), taken_at=DAY), tools=tools)
        codes[photo.public_id] = code
        if number == 0:
            approve(photo, tools=tools)
            clock.forward(seconds=11)
            Tasks(tools).publish(photo.id)
    db.session.rollback()
    return codes


def test_a_gallery_is_the_same_elsewhere_and_receipts_work(
    home: Flask, photos: dict[str, str], tmp_path: Path
) -> None:
    before = contents(home)

    codes = back_up(tmp_path), restore(tmp_path)

    app = elsewhere(tmp_path)
    with app.app_context():
        after = contents(app)
        there = app.extensions["toolbox"]
        found = {withdraw.find_receipt(code, tools=there).id for code in photos.values()}
        pages = [app.test_client().get(f"/photos/{name}").status_code for name in photos]
    assert codes == (0, 0)
    assert after == before
    assert len(found) == 2
    assert pages == [200, 404]
    assert (tmp_path / "elsewhere" / "secret").stat().st_mode & 0o777 == 0o600


def test_what_was_backed_up_is_not_taken_again(
    photos: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back_up(tmp_path)
    first = capsys.readouterr().out

    back_up(tmp_path)

    assert "; 0 of them (0 MB) were new" in capsys.readouterr().out
    assert "; 0 of them" not in first


def test_erased_photos_stay_erased(tools: Toolbox, photos: dict[str, str], tmp_path: Path) -> None:
    name = next(iter(photos))
    back_up(tmp_path)
    erase(db.session.query(Photo).filter_by(public_id=name).one(), tools)
    listed = (tmp_path / "data" / "erased.txt").read_text()

    restore(tmp_path, "--erased", str(tmp_path / "data" / "erased.txt"))

    app = elsewhere(tmp_path)
    with app.app_context():
        photo = db.session.query(Photo).filter_by(public_id=name).one()
        keys = [each.key for store in ("private", "public") for each in list_there(tmp_path, store)]
        page = app.test_client().get(f"/photos/{name}").status_code
    assert listed == f"{name}\n"
    assert (photo.stage, page) == (Stage.ERASED, 410)
    assert not [key for key in keys if name in key]
    assert keys


def test_a_photo_that_goes_on_while_we_back_up_is_not_lost(
    home: Flask, tools: Toolbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_photo()
    with unit_of_work():
        draft = receive.begin_submission(tools.keys.new_token(), link_token=None, tools=tools)
        token = receive.begin_upload(draft, length=len(data), tools=tools).token
    key = receive.new_piece_key(token, offset=0, tools=tools)
    tools.private.put(key, data)
    with unit_of_work(tools.queue.send) as unit:
        receive.add_pieces(token, [(0, len(data), key)], tools=tools, unit=unit)
    photo_id = db.session.query(Photo.id).scalar()
    db.session.rollback()
    write = snapshot.write

    def meanwhile(*said: object) -> None:
        def examine() -> None:
            with home.app_context():
                Tasks(tools).examine(photo_id)

        worker = threading.Thread(target=examine)
        worker.start()
        worker.join()
        write(*said)  # type: ignore[arg-type]

    monkeypatch.setattr(snapshot, "write", meanwhile)

    shelf = Shelf(open_store(f"folder:{tmp_path / 'backup'}"))
    done = Writing(shelf, tools=tools).run(sealed=False, days=30)
    restore(tmp_path)

    app = elsewhere(tmp_path)
    with app.app_context():
        files = contents(app)
        stage = db.session.query(Photo.stage).scalar()
    assert (done.missing, stage) == ([], Stage.RECEIVED)
    assert data in files.values()


def test_a_sealed_backup_opens_with_its_key_alone_and_holds_nothing_in_clear(
    home: Flask, photos: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{secret}\n")
    monkeypatch.setenv("GALLERY_BACKUP_RECIPIENT", str(secret.to_public()))
    before = contents(home)
    back_up(tmp_path)
    monkeypatch.delenv("GALLERY_BACKUP_RECIPIENT")

    refused = restore(tmp_path)
    opened = restore(tmp_path, "--identity", str(tmp_path / "key.txt"))

    told = capsys.readouterr().err
    kept = [path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    root = (tmp_path / "data" / "secret").read_bytes().strip()
    app = elsewhere(tmp_path)
    with app.app_context():
        assert contents(app) == before
    assert (refused, opened, "--identity" in told) == (2, 0, True)
    assert not any(b"SQLite format" in data or root in data or b"JFIF" in data for data in kept)


def test_a_living_gallery_is_never_written_over(
    photos: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back_up(tmp_path)
    restore(tmp_path)
    before = (tmp_path / "elsewhere" / "gallery.sqlite").read_bytes()

    again = restore(tmp_path)

    assert again == 2
    assert "there is a gallery already" in capsys.readouterr().err
    assert (tmp_path / "elsewhere" / "gallery.sqlite").read_bytes() == before


def test_a_restoring_that_was_killed_goes_on(
    home: Flask, photos: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(home)
    back_up(tmp_path)

    def die(*_said: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("gallery.backups.restoring.finish", die)
        killed = restore(tmp_path)
    is_gallery = (tmp_path / "elsewhere" / "gallery.sqlite").exists()
    code = restore(tmp_path)

    app = elsewhere(tmp_path)
    with app.app_context():
        assert contents(app) == before
    assert (killed, is_gallery, code) == (130, False, 0)


def test_a_damaged_backup_is_noticed_and_its_file_not_brought_back(
    photos: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back_up(tmp_path)
    file = next((tmp_path / "backup" / "objects" / "public").rglob("*.avif"))
    file.write_bytes(file.read_bytes()[:-1] + b"\0")

    code = restore(tmp_path)

    said = capsys.readouterr().out
    assert code == 1
    assert f"{file.name} is damaged in the backup" in said
    assert not list((tmp_path / "elsewhere" / "public").rglob(file.name))


def test_one_file_comes_back_to_a_living_gallery(
    home: Flask, tools: Toolbox, photos: dict[str, str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    back_up(tmp_path)
    before = contents(home)
    key = next(each for each in before if each.startswith("originals/"))
    tools.private.put(key, b"damaged")
    monkeypatch.setenv("GALLERY_DATA_DIR", str(tmp_path / "data"))
    db.session.rollback()

    code = main(["restore", str(tmp_path / "backup"), "--only", key])

    assert code == 0
    assert contents(home) == before


def test_old_backups_go_and_with_them_what_no_backup_names(
    tools: Toolbox, photos: dict[str, str], tmp_path: Path, clock: Clock
) -> None:
    shelf = Shelf(open_store(f"folder:{tmp_path / 'backup'}"))
    first = Writing(shelf, tools=tools).run(sealed=False, days=30)
    photo = db.session.query(Photo).filter_by(stage=Stage.WAITING).one()
    name = photo.public_id
    erase(photo, tools)
    clock.forward(days=29)
    kept = Writing(shelf, tools=tools).run(sealed=False, days=30)
    clock.forward(days=2)

    gone = Writing(shelf, tools=tools).run(sealed=False, days=30)

    assert (first.dropped, kept.dropped, gone.dropped > 0) == (0, 0, True)
    assert len(shelf.moments()) == 2
    assert not [each for each in shelf.names() if name in each]
    assert json.loads((tmp_path / "backup/snapshots" / shelf.moments()[0] / "about").read_text())
