"""The demonstration goes the way of every photo, on both set-ups, and away again."""

import io
from collections import Counter
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from gallery.campaigns import the_campaign
from gallery.db import db
from gallery.demo.opening import MODERATOR_EMAIL
from gallery.errors import GalleryError
from gallery.journey.checking import check_log
from gallery.journey.totals import count_all
from gallery.journey.visit import Scope
from gallery.models import Photo, Stage, Submission
from gallery.toolbox import Toolbox
from gallery.web.sign_in import keeping
from tests.checkups import troubles
from tests.demo.doing import LEFT, PHOTOS, Stopped, acts, both, make, remove, rows, stages, stored
from tests.factories import (
    create_edition,
    create_submission,
)
from tests.house import CAMPAIGN
from uploads_worker.tasks import Tasks


@both
def test_a_demonstration_goes_the_way_of_every_photo_and_away_again(
    gallery: Flask, tools: Toolbox
) -> None:
    make(gallery, tools, photos=PHOTOS)

    assert stages() == {
        Stage.PUBLISHED: 4, Stage.WAITING: 2, Stage.HELD: 1, Stage.REJECTED: 1, Stage.ERASED: 1,
    }  # fmt: skip
    assert acts() > {"approve": 5, "hold": 1, "reject": 1, "withdraw": 1}.items()
    # Of the withdrawn one nothing is left, the permission neither.
    living = select(Submission).join(Photo).where(Photo.stage != Stage.ERASED)
    assert all(row.is_sent and row.is_permitted for row in db.session.scalars(living))
    assert troubles(tools) == []
    counts = count_all(Scope(year=2009))
    assert counts.announced > counts.took_part > counts.with_photos == 3

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == LEFT
    assert check_log(tools.keys).is_whole
    campaign = the_campaign()
    assert {name: getattr(campaign, name) for name in CAMPAIGN} == CAMPAIGN
    assert not campaign.is_demonstration
    assert troubles(tools) == []


def test_whoever_asked_for_hidden_faces_is_waited_for(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=PHOTOS)

    asked = [photo for photo in db.session.scalars(select(Photo)) if photo.wants_faces_hidden]
    assert Counter(photo.stage for photo in asked) == {Stage.WAITING: 2, Stage.PUBLISHED: 2}
    for photo in asked:
        assert photo.may_be_shown == (photo.stage is Stage.PUBLISHED)
    assert [len(photo.covers) for photo in asked if photo.covers] == [4]
    assert len([photo for photo in asked if photo.crop]) == 1


def test_stopped_it_goes_on_where_it_was(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(gallery, tools, photos=4, progress=Stopped(io.StringIO()))
    assert troubles(tools) == []

    make(gallery, tools, photos=4)

    assert stages() == {Stage.PUBLISHED: 2, Stage.REJECTED: 1, Stage.ERASED: 1}


def test_made_twice_there_is_still_one(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=2)
    once = rows()

    make(gallery, tools, photos=2)

    assert rows() == once


def test_another_worker_may_be_quicker(gallery: Flask, tools: Toolbox) -> None:
    worker = Thread(target=work_until_told, args=(gallery, tools, over := Event()))
    worker.start()

    make(gallery, tools, photos=2)

    over.set()
    worker.join()
    assert stages() == {Stage.PUBLISHED: 2}
    assert troubles(tools) == []


def work_until_told(app: Flask, tools: Toolbox, over: Event) -> None:
    """Do whatever any photo is owed, as a worker of ``gallery serve`` might."""
    tasks = Tasks(tools)
    while not over.wait(0.01):
        with app.app_context():
            for photo_id in db.session.scalars(select(Photo.id)).all():
                tasks.run("examine", photo_id)
                tasks.run("publish", photo_id)


def test_a_gallery_with_editions_of_its_own_is_not_touched(gallery: Flask, tools: Toolbox) -> None:
    create_edition()

    with pytest.raises(GalleryError, match="editions of its own"):
        make(gallery, tools, photos=0)

    assert not the_campaign().is_demonstration


def test_a_gallery_with_photos_of_its_own_is_not_touched(gallery: Flask, tools: Toolbox) -> None:
    create_submission()

    with pytest.raises(GalleryError, match="photos of its own"):
        make(gallery, tools, photos=0)

    assert not the_campaign().is_demonstration


def test_nobody_can_sign_in_as_its_moderator(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=0)

    for password in ("", "!", "demonstration"):
        assert keeping.find_account(MODERATOR_EMAIL, password) is None
