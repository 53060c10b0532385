"""Nothing that was acknowledged is lost, whatever is killed."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from urllib.error import URLError

import pytest
from sqlalchemy import select

from config import Settings
from gallery.db import db
from gallery.models import Photo, Stage
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

pytestmark = pytest.mark.contract
PHOTOS = 50


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(settings: Settings) -> Settings:
    return replace(settings, port=free_port())


def stages() -> Counter[str]:
    """How many photos are in each stage."""
    return Counter(stage.value for stage in db.session.scalars(select(Photo.stage)))


def kill(numbers: list[int]) -> None:
    """End processes as a power cut would."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def test_every_photo_ends_waiting_though_the_worker_is_killed_again_and_again(
    here: Settings,
) -> None:
    dice = random.Random(7)
    with running_gallery(here) as gallery:
        draft = gallery.draft()
        for number in range(PHOTOS):
            gallery.send_photo(make_photo(size=(1000, 750)), draft=draft)
            if number % 12 == 5:
                time.sleep(dice.uniform(0, 0.4))
                kill(gallery.children("worker"))

        done = gallery.until(lambda: stages() == {"waiting": PHOTOS})

        assert done, stages()
        hashes = list(db.session.scalars(select(Photo.file_hash)))
        assert len(set(hashes)) == PHOTOS


def test_what_the_web_server_acknowledged_before_it_was_killed_is_there(here: Settings) -> None:
    with running_gallery(here) as gallery:
        draft = gallery.draft()
        acknowledged = 0
        for number in range(20):
            acknowledged += _send_in_spite(gallery, draft)
            if number in (4, 11):
                kill(gallery.children("gunicorn"))

        done = gallery.until(lambda: stages()["waiting"] >= acknowledged)

        assert done, (acknowledged, stages())
        assert acknowledged == 20
        assert not [photo for photo in db.session.scalars(select(Photo)) if not _is_safe(photo)]


def _send_in_spite(gallery: Running, draft: str) -> int:
    """Send until it is acknowledged; return 1."""
    data = make_photo()
    for _ in range(100):
        with suppress(URLError, ConnectionError):
            gallery.send_photo(data, draft=draft)
            return 1
        time.sleep(0.1)
    return 0


def _is_safe(photo: Photo) -> bool:
    """Whether a photo waits, with its original."""
    return photo.stage is Stage.WAITING and photo.original_key is not None
