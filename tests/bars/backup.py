"""A backup while photos come, change and go, restored elsewhere: all by hash, erased stay erased.

``python -m tests.bars.backup [--photos 10000] [--sealed]`` fills a gallery, begins ``gallery
backup`` twice while others send, publish and withdraw photos, and restores it with the command.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pyrage
from flask import Flask

from config import Settings
from gallery.app import create_app
from gallery.campaigns import change_campaign
from gallery.checkup.files import all_files
from gallery.db import db, unit_of_work
from gallery.errors import GalleryError
from gallery.journey.intact import note_files, read_file
from gallery.journey.withdraw import find_receipt, withdraw_photo
from gallery.models import Photo, Stage
from gallery.queue import MemoryQueue
from gallery.toolbox import Toolbox, open_toolbox
from tests.factories import create_edition, create_photo, create_submission
from tests.house import CAMPAIGN
from tests.journey.test_way import DAY, send_photo
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

PRIVATE, PUBLIC = (20_000, 6_000), 3_000  # bytes: an original, a preview; a rendition


def main() -> int:
    """Fill, back up, restore, compare; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--sealed", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unsilenced-backup-") as name:
        folder = Path(name)
        missed = list(_drill(folder, said.photos, sealed=said.sealed))
    print("\n".join(missed) or "reached")
    return int(bool(missed))


def _drill(folder: Path, photos: int, *, sealed: bool) -> Iterator[str]:
    """Go through all of it; yield what is missed."""
    key = pyrage.x25519.Identity.generate()
    (folder / "key.txt").write_text(f"{key}\n")
    recipient = {"GALLERY_BACKUP_RECIPIENT": str(key.to_public())} if sealed else {}
    _gallery(folder / "here", "init")
    app = open_gallery(folder / "here")
    with app.app_context():
        codes = _fill(app.extensions["toolbox"], photos)
    backup, erased = str(folder / "backup"), folder / "here" / "erased.txt"
    with _busy(app) as seen:
        for turn in ("first", "second"):
            took = _gallery(folder / "here", "backup", backup, **recipient)
            print(f"{turn} backup of {photos:,} photos while others come and go: {took:.0f} s")
    with app.app_context():
        _withdraw_one(app.extensions["toolbox"])
    words = ("restore", backup, "--erased", str(erased), "--identity", str(folder / "key.txt"))
    print(f"restored in {_gallery(folder / 'there', *words):.0f} s; {seen} meanwhile")
    names = set(erased.read_text().split())
    there = open_gallery(folder / "there")
    with there.app_context():
        yield from _compare(there.extensions["toolbox"], names, codes, photos)


def _compare(tools: Toolbox, names: set[str], codes: list[str], photos: int) -> Iterator[str]:
    """Read every file of the restored gallery, every receipt, everything that was erased."""
    whole = 0
    for each in all_files(tools):
        try:
            read_file(each, tools=tools)
            whole += 1
        except GalleryError as error:
            yield f"{each.key}: {error}"
    for code in codes:
        find_receipt(code, tools=tools)
    back = db.session.query(Photo).filter(Photo.public_id.in_(names), Photo.stage != Stage.ERASED)
    kept = db.session.query(Photo).filter(Photo.stage == Stage.PUBLISHED).count()
    print(f"{whole:,} files by hash, {len(codes)} receipts, {len(names)} erased, {kept:,} public")
    if back.count():
        yield f"{back.count()} erased photos came back"
    if kept < photos - len(names):
        yield "published photos are missing"


def _fill(tools: Toolbox, photos: int) -> list[str]:
    """Write published photos with all their files, and a few receipts."""
    with unit_of_work():
        change_campaign(CAMPAIGN)
    create_edition()
    codes = [tools.keys.new_receipt_code() for _ in range(20)]
    for code in codes:
        create_submission(receipt_hash=tools.keys.receipt_hash(code))
    for _ in range(photos):
        _write(create_photo(stage=Stage.PUBLISHED), tools)
    return codes


def _write(photo: Photo, tools: Toolbox) -> None:
    """Write the files of one photo."""
    original, preview = (random.randbytes(size) for size in PRIVATE)
    key = f"{photo.preview_key}/640.jpg"
    public = {
        f"media/{photo.public_id}/{name}": random.randbytes(PUBLIC) for name in photo.media_names
    }
    for store, files in ((tools.private, {key: preview}), (tools.public, public)):
        for each, data in files.items():
            store.put(each, data)
    tools.private.put(photo.original_key or "", original)
    photo.file_hash = tools.keys.hash("file", sha256(original).digest())
    note_files(photo, {key: preview, **public}, keys=tools.keys)
    db.session.commit()


@contextmanager
def _busy(app: Flask) -> Iterator[dict[str, int]]:
    """Let photos be sent, examined and withdrawn until this ends."""
    stop, seen = Event(), {"sent": 0, "withdrawn": 0}

    def work() -> None:
        with app.app_context():
            tools = app.extensions["toolbox"]
            while not stop.is_set():
                send_photo(
                    make_photo(size=(900, 600 + seen["sent"] % 99), taken_at=DAY), tools=tools
                )
                seen["sent"] += 1
                if seen["sent"] % 3 == 0:
                    _withdraw_one(tools)
                    seen["withdrawn"] += 1

    worker = Thread(target=work)
    worker.start()
    try:
        yield seen
    finally:
        stop.set()
        worker.join()


def _withdraw_one(tools: Toolbox) -> None:
    """Take one photo back, and erase it."""
    photo = db.session.query(Photo).filter_by(stage=Stage.WAITING).first()
    if photo is None:
        return
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)


def open_gallery(folder: Path) -> Flask:
    """Open a gallery."""
    settings = Settings(data_dir=folder)
    return create_app(settings, tools=replace(open_toolbox(settings), queue=MemoryQueue()))


def _gallery(folder: Path, *words: str, **said: str) -> float:
    """Type a command; return the seconds that it took."""
    began = time.monotonic()
    environment = {**os.environ, "GALLERY_DATA_DIR": str(folder), **said}
    command = [sys.executable, "-m", "gallery", *words]
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
