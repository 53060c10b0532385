"""The demonstration with any number of photos: its rows copied as bench/archive.py does.

A copy has the picture of one of the demonstration's photos, in another city and year; its files are
links to that one's, made for the photos of the pages that somebody is about to look at.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from flask import current_app
from sqlalchemy import select, text

from bench.archive import OWN, add_cities, tally
from config import Settings
from gallery.app import create_app
from gallery.db import db, unit_of_work
from gallery.models import Photo, Stage
from tests.bars.demonstration import give_to_others, make_demonstration
from tests.running import Running, running_gallery
from tests.servers import free_port

CITIES, FIRST_ID = 150, 1_000
#: What belongs to one photo alone, and no copy has.
ALONE = {"upload_id", "statue_id", "original_key", "original_token", "claim", "claimed_until"}
COPY = """
WITH RECURSIVE counted(number) AS (
    SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < :count
),
first AS (
    SELECT row_number() OVER (ORDER BY id) - 1 AS turn, * FROM photo
    WHERE stage = 'published' AND city_id IS NOT NULL AND id < :first_id
),
place AS (SELECT row_number() OVER (ORDER BY id) - 1 AS turn, id, country FROM city)
INSERT INTO photo ({columns})
SELECT {values} FROM counted
JOIN first ON first.turn = number % (SELECT count(*) FROM first)
JOIN place AS city ON city.turn = number * 104729 % (SELECT count(*) FROM place)
"""
ADDRESS = re.compile(r"/media/b(\d{15})/(m\d{15})-(\d+\.(?:jpg|avif))")


@contextmanager
def multitude(folder: Path, *, photos: int, kept: Path | None = None) -> Iterator[Running]:
    """Run a gallery of so many photos in an empty folder, or in one that is ``kept``.

    What is kept may be the demonstration, and has so many photos from then on.
    """
    settings = Settings(data_dir=kept or folder, port=free_port())
    make_demonstration(settings)
    with create_app(settings).app_context():
        _multiply(photos)
        db.session.remove()
        db.engine.dispose()
    with running_gallery(settings) as gallery:
        give_to_others()
        yield gallery


def _multiply(photos: int) -> None:
    """Add copies until there are so many photos, and count anew; there may be enough already."""
    if _published() >= photos:
        return
    add_cities(current_app.extensions["toolbox"].cities, CITIES)
    columns = [each.name for each in Photo.__table__.columns if each.name not in ALONE]
    values = [OWN.get(name, f"first.{name}") for name in columns]
    editions = db.session.scalar(text("SELECT count(*) FROM edition"))
    said = {"count": photos - _published(), "first_id": FIRST_ID, "editions": editions}
    statement = COPY.format(columns=", ".join(columns), values=", ".join(values))
    with unit_of_work():
        db.session.execute(text(statement), said)
    tally()


def link_files(gallery: Running, paths: Iterable[str]) -> None:
    """Give the photos of some pages their files: links to those of the first ones."""
    wanted = select(Photo.public_id, Photo.media_token).where(
        Photo.stage == Stage.PUBLISHED, Photo.city_id.is_not(None), Photo.id < FIRST_ID
    )
    firsts = list(db.session.execute(wanted.order_by(Photo.id)))
    line = HTTPConnection("127.0.0.1", gallery.settings.port, timeout=60)
    for path in paths:
        line.request("GET", path)
        for number, token, name in ADDRESS.findall(line.getresponse().read().decode()):
            origin, its = firsts[int(number) % len(firsts)]
            media = gallery.settings.folder / "public" / "media"
            _link(media / origin / f"{its}-{name}", media / f"b{number}" / f"{token}-{name}")


def _link(there: Path, here: Path) -> None:
    """Let a file stand at a second place."""
    if there.exists() and not here.exists():
        here.parent.mkdir(parents=True, exist_ok=True)
        os.link(there, here)


def _published() -> int:
    """Count the published photos."""
    return db.session.query(Photo).filter_by(stage=Stage.PUBLISHED).count()
