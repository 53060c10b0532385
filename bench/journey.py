"""A photo's times on a fresh gallery of SQLite and folders, served as an operator serves it."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from bench.measuring import Told, median
from bench.photos import make_photo
from config import Settings
from gallery.accounts import Credentials, add_account
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.journey import review
from gallery.journey.send import Answers, send_submission
from gallery.models import MODERATOR, Account, FaceWish, Photo, Stage
from gallery.toolbox import Toolbox
from tests.running import Running, running_gallery
from tests.servers import free_port

VILNIUS = 593116
UNDO_SECONDS = 2  # the way takes as long, whatever the time to undo
PAUSE = 0.01  # seconds between two looks
PATIENCE = 60.0  # seconds


def measure_journey(rounds: int, told: Told) -> dict[str, Any]:
    """Send one photo after the other; return the seconds each step took."""
    waited, shown = [], []
    with TemporaryDirectory(prefix="unsilenced-bench-") as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=UNDO_SECONDS)
        with running_gallery(settings) as gallery:
            moderator = _prepare(gallery)
            for number in range(rounds + 1):  # the first one warms it up
                told(f"journey {number} of {rounds}")
                photo_id, draft, seconds = _receive(gallery, make_photo(number))
                waited.append(seconds)
                shown.append(_publish(gallery, photo_id, draft=draft, moderator=moderator))
    return {
        "setup": "SQLite and folders, one worker",
        "rounds": rounds,
        "received_to_waiting_s": _figures(waited[1:]),
        "approved_to_visible_s": _figures(shown[1:]),
    }


def _prepare(gallery: Running) -> int:
    """Add an edition and a moderator; return the moderator's number."""
    with unit_of_work():
        add_edition(NewEdition.on(date(2009, 3, 16), name="March 2009"))
        nobody = Credentials("bench@example.invalid", "Bench", "!")
        return add_account(nobody, MODERATOR, tools=_tools(gallery)).id


def _receive(gallery: Running, data: bytes) -> tuple[int, str, float]:
    """Send a photo; return its number, its draft and how long after its last byte it waits."""
    page_token = gallery.draft()
    gallery.send_photo(data, draft=page_token)
    received = time.monotonic()
    newest = select(Photo.id).order_by(Photo.id.desc()).limit(1)
    photo_id = db.session.scalars(newest).one()
    _until(lambda: _stage_of(photo_id) is Stage.WAITING)
    return photo_id, page_token, time.monotonic() - received


def _publish(gallery: Running, photo_id: int, *, draft: str, moderator: int) -> float:
    """Hand a photo over and approve it; return how long after the undo time visitors see it."""
    tools = _tools(gallery)
    with unit_of_work(tools.queue.send) as unit:
        photo = db.session.get_one(Photo, photo_id)
        answers = Answers(geoname_id=VILNIUS, faces=FaceWish.AGREED, is_theirs=True, is_free=True)
        send_submission(photo.submission, answers, tools=tools, unit=unit)
        act = review.Act(db.session.get_one(Account, moderator), photo.version)
        review.approve(photo, act, tools=tools, unit=unit)
    db.session.rollback()
    photo = db.session.get_one(Photo, photo_id)
    if photo.publish_after is None:
        raise RuntimeError("approved photos have a time")
    address, due = f"{gallery.address}/photos/{photo.public_id}", photo.publish_after.timestamp()
    db.session.rollback()
    time.sleep(max(0.0, due - time.time()))
    _until(lambda: _is_shown(address))
    return time.time() - due


def _tools(gallery: Running) -> Toolbox:
    """Return the tools of the gallery."""
    tools: Toolbox = gallery.app.extensions["toolbox"]
    return tools


def _until(is_so: Callable[[], bool]) -> None:
    """Look until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("this takes too long")
        time.sleep(PAUSE)


def _stage_of(photo_id: int) -> Stage:
    """Return the stage a photo is in now."""
    db.session.rollback()
    return db.session.scalars(select(Photo.stage).where(Photo.id == photo_id)).one()


def _is_shown(address: str) -> bool:
    """Whether visitors see a page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False


def _figures(seconds: list[float]) -> dict[str, float]:
    """Return median and worst."""
    return {
        "median": round(median(s * 1000 for s in seconds) / 1000, 2),
        "worst": round(max(seconds), 2),
    }
