"""How much memory a press kit of 200 photos of 4 MB takes while it is sent: ``--photos``, ``--mb``.

A gallery of its own, in folders; the ZIP is read as a browser would read it, and then unpacked.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from flask import Flask

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import Model, db, unit_of_work
from gallery.models import Photo, PressPhoto
from gallery.toolbox import open_toolbox
from tests.factories import create_published
from tests.gazetteer import build_once
from tests.house import CAMPAIGN
from tests.pictures import make_photo

MOST_GROWTH = 16_000_000  # bytes
CHUNKS_TO_WARM = 200
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Send a kit, look at the memory meanwhile; return 1 where it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--mb", type=float, default=4.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _gallery(Path(folder))
        with app.app_context():
            _hang(app, photos=wanted.photos, size=int(wanted.mb * 1_000_000))
        return _measure(app, Path(folder, "kit.zip"), photos=wanted.photos)


def _measure(app: Flask, target: Path, *, photos: int) -> int:
    """Load the kit once, and say what it took."""
    began, first = time.perf_counter(), 0.0
    most = start = 0
    with app.test_client() as client, target.open("wb") as file:
        answer = client.get("/press/2010-12/kit.zip", buffered=False)
        for number, piece in enumerate(answer.response):
            first = first or time.perf_counter() - began
            file.write(piece)
            if number == CHUNKS_TO_WARM:
                start = _resident()
            most = max(most, _resident()) if start else 0
        answer.close()
    seconds = time.perf_counter() - began
    with ZipFile(target) as archive:
        is_whole = archive.testzip() is None and len(archive.namelist()) == photos + 2
    growth, size = most - start, target.stat().st_size
    print(
        f"{photos} photos, {size / 1e6:.0f} MB in {seconds:.1f} s, first byte {first * 1000:.0f} ms"
    )
    print(f"memory {start / 1e6:.0f} MB, grew by {growth / 1e6:.1f} MB; whole: {is_whole}")
    return int(not is_whole or growth > MOST_GROWTH)


def _gallery(folder: Path) -> Flask:
    """Return a gallery in folders."""
    settings = replace(Settings(), data_dir=folder)
    Path(settings.cities_file).symlink_to(build_once())
    app = create_app(settings, tools=open_toolbox(settings))
    with app.app_context():
        Model.metadata.create_all(db.engine)
        with unit_of_work():
            begin_campaign()
            change_campaign(CAMPAIGN)
    return app


def _hang(app: Flask, *, photos: int, size: int) -> None:
    """Publish photos of a size, and choose all of them; what is behind a JPEG's end fills it up."""
    store, picture = app.extensions["toolbox"].public, make_photo(size=(2016, 1512))
    body = picture + os.urandom(max(0, size - len(picture)))
    for number in range(photos):
        photo = create_published()
        store.put(f"media/{photo.public_id}/{photo.media_token}-1280.jpg", body)
        db.session.add(PressPhoto(edition_id=photo.edition_id, photo_id=photo.id, place=number))
    db.session.commit()
    print(f"{db.session.query(Photo).count()} photos hang")


def _resident() -> int:
    """Return how many bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


if __name__ == "__main__":
    sys.exit(main())
