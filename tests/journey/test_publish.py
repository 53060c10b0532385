"""The last gate before the public: what may not be shown is not developed."""

from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import publish
from gallery.models import Faces, FaceWish, Stage
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_photo, create_submission


def test_an_unfulfilled_wish_to_hide_faces_goes_back_to_the_moderators(
    app: Flask, tools: Toolbox
) -> None:
    wish = create_submission(faces=FaceWish.HIDE)
    photo = create_photo(stage=Stage.APPROVED, publish_after=NOON, submission=wish)

    with unit_of_work():
        work = publish.claim(photo.id, tools=tools)

    assert work is None
    assert db.session.get_one(type(photo), photo.id).stage is Stage.WAITING


def test_a_fulfilled_wish_may_be_published(app: Flask, tools: Toolbox) -> None:
    wish = create_submission(faces=FaceWish.HIDE)
    photo = create_photo(
        stage=Stage.APPROVED, publish_after=NOON, submission=wish, faces_confirmed=Faces.NONE
    )

    with unit_of_work():
        work = publish.claim(photo.id, tools=tools)

    assert work is not None
