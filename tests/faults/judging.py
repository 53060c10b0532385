"""Whether all is well: each photo that was acknowledged is there once, whole, and public once."""

import hashlib
import io
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from urllib.request import urlopen

from PIL import Image

from gallery.db import db, unit_of_work
from gallery.journey import review
from gallery.journey.counting import (
    count_cities_in_full,
    count_in_full,
    read_city_tallies,
    read_tallies,
)
from gallery.journey.receive import find_draft, photos_of
from gallery.journey.review import Act
from gallery.models import MODERATOR, Photo, Stage
from gallery.web.drafts import read_draft
from tests.factories import create_account
from tests.faults.sending import Sender
from tests.faults.stands import Stand

AT_MOST = 300.0  # seconds; on a calm machine it is to be 60, and nothing may be stuck for longer


def is_well(sender: Sender, *, before_publishing: Callable[[], None] = lambda: None) -> float:
    """Take a submission to its end, and look at everything; return the seconds until it waited."""
    recovered = wait_for_stage(sender, Stage.WAITING)
    require_whole(sender)
    sender.finish_submission()
    before_publishing()
    approve(sender)
    require_public(sender)
    return recovered


def require_public(sender: Sender) -> None:
    """Require that all photos become public, once each, and are counted once."""
    wait_for_stage(sender, Stage.PUBLISHED)
    for photo in photos_now(sender):
        _require_public_once(sender.stand, photo)
    assert read_tallies() == count_in_full()
    assert read_city_tallies() == count_cities_in_full()


def photos_now(sender: Sender) -> list[Photo]:
    """The photos of a submission as they are at this moment."""
    db.session.rollback()
    with sender.stand.gallery.app.test_request_context():
        token = read_draft(sender.draft).token
    draft = find_draft(token, tools=sender.stand.tools)
    return photos_of(draft) if draft else []


def wait_for_stage(sender: Sender, stage: Stage) -> float:
    """Wait until all photos are in a stage; return how long that took."""
    begun = time.monotonic()
    wanted = {stage: len(sender.photos)}
    while (found := Counter(photo.stage for photo in photos_now(sender))) != wanted:
        assert time.monotonic() < begun + AT_MOST, f"wanted {wanted}, found {found}"
        assert found.total() <= len(sender.photos), f"more photos than were sent: {found}"
        time.sleep(0.1)
    return time.monotonic() - begun


def require_whole(sender: Sender) -> None:
    """Require that the originals are the bytes that were sent, each once."""
    tools = sender.stand.tools
    sent = sorted(tools.keys.hash("file", hashlib.sha256(each).digest()) for each in sender.photos)
    photos = photos_now(sender)
    assert sorted(photo.file_hash or "" for photo in photos) == sent
    for photo in photos:
        with closing(tools.private.open(photo.original_key or "")) as original:
            found = hashlib.sha256(original.read()).digest()
        assert tools.keys.hash("file", found) == photo.file_hash


def approve(sender: Sender) -> None:
    """Approve all photos, as a moderator."""
    by = create_account(MODERATOR).id
    for number in [photo.id for photo in photos_now(sender)]:
        with unit_of_work(sender.stand.tools.queue.send) as unit:
            photo = db.session.get_one(Photo, number)
            act = Act(by=db.session.get_one(review.Account, by), version=photo.version)
            review.approve(photo, act, tools=sender.stand.tools, unit=unit)


def _require_public_once(stand: Stand, photo: Photo) -> None:
    """Require that a photo has exactly its own public files, and that each is a picture."""
    named = {
        f"media/{photo.public_id}/{photo.media_token}-{each['width']}.{each['format']}": each
        for each in photo.renditions
    }
    stand.gallery.until(lambda: _public_keys(stand, photo) == set(named), seconds=60)
    assert _public_keys(stand, photo) == set(named)
    for key, each in named.items():
        with urlopen(f"{stand.gallery.address}/{key}", timeout=90) as answer:
            data = answer.read()
        assert len(data) == each["size"]
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.width == each["width"]


def _public_keys(stand: Stand, photo: Photo) -> set[str]:
    """The keys of a photo's public files."""
    return {found.key for found in stand.tools.public.list(f"media/{photo.public_id}/")}
