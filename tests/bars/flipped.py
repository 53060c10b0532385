"""100 flipped bytes: 100 found, none shown; and what the comparing costs.

``python -m tests.bars.flipped [--photos 16]`` publishes real photos, changes one byte in each of
100 files, asks for every public picture, and reads all with ``gallery storage check``.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from gallery.campaigns import change_campaign
from gallery.db import db, unit_of_work
from gallery.journey.intact import File, list_files, read_file
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.bars.backup import open_gallery
from tests.factories import create_edition
from tests.house import CAMPAIGN
from tests.journey.test_way import DAY, approve, send_photo
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

FLIPPED = 100


def main() -> int:
    """Publish, flip, ask, read; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=16)
    photos = parser.parse_args().photos
    with tempfile.TemporaryDirectory(prefix="unsilenced-flipped-") as name:
        environment = {**os.environ, "GALLERY_DATA_DIR": name}
        subprocess.run([sys.executable, "-m", "gallery", "init"], env=environment, check=True)
        app = open_gallery(Path(name))
        with app.app_context():
            missed = list(_drill(app, Path(name), photos, environment=environment))
    print("\n".join(missed) or "reached")
    return int(bool(missed))


def _drill(app: Flask, folder: Path, photos: int, *, environment: dict[str, str]) -> Iterator[str]:
    """Go through all of it; yield what is missed."""
    tools = app.extensions["toolbox"]
    files = _publish(photos, tools=tools)
    _tell_cost(files, tools=tools)
    chosen = random.sample(files, FLIPPED)
    for each in chosen:
        _flip(folder / ("private" if each.store is tools.private else "public") / each.key)
    public = {each.key for each in chosen if each.store is tools.public}
    shown = refused = 0
    for each in files:
        if each.store is tools.public:
            status = app.test_client().get(f"/{each.key}").status_code
            shown += status == 200 and each.key in public
            refused += status != 200 and each.key not in public
    command = [sys.executable, "-m", "gallery", "storage", "check"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = [line for line in said.stdout.splitlines() if line.startswith("photo ")]
    print(f"{FLIPPED} of {len(files)} files changed, {len(public)} of them public")
    print(f"found {len(found)}, shown {shown}, whole ones refused {refused}")
    if (len(found), shown, refused) != (FLIPPED, 0, 0):
        yield "missed"


def _publish(photos: int, *, tools: Toolbox) -> list[File]:
    """Let real photos go their whole way; return all their files."""
    with unit_of_work():
        change_campaign(CAMPAIGN)
    create_edition()
    for number in range(photos):
        photo, _ = send_photo(make_photo(size=(1600, 1100 + number), taken_at=DAY), tools=tools)
        approve(photo, tools=tools)
        with unit_of_work():
            db.session.get_one(Photo, photo.id).publish_after = tools.now()
        Tasks(tools).publish(photo.id)
    db.session.expire_all()
    rows = db.session.query(Photo).all()
    return [file for photo in rows for file in list_files(photo, tools=tools)]


def _tell_cost(files: list[File], *, tools: Toolbox) -> None:
    """Say what reading a public file costs, compared and as it is."""
    public = [each for each in files if each.store is tools.public]
    costs = []
    for digest in (True, False):
        began = time.process_time()
        size = sum(
            len(read_file(each if digest else each._replace(digest=None), tools=tools))
            for each in public
            for _ in range(20)
        )
        costs.append((time.process_time() - began) / len(public) / 20 * 1000)
    mean = size / len(public) / 20 / 1000
    print(f"a public file ({mean:.0f} KB): {costs[0]:.3f} ms of CPU compared, {costs[1]:.3f} not")


def _flip(path: Path) -> None:
    """Change one byte."""
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= random.randrange(1, 256)
    path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
