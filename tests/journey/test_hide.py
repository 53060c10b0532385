"""A hidden photo is nobody's but the moderators', who see under its covers again."""

from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import amend
from gallery.models import Original, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_published, put_original
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

COVERED = b"with a cover"


def hide(tools: Toolbox, **said: object) -> Photo:
    """Publish a photo with its files, ask for more covering, and let the worker hide it."""
    photo = create_published(crop=[0.0, 0.0, 0.5, 0.5], **said)
    put_original(photo, make_photo(size=(800, 600)))
    tools.private.put(f"{photo.preview_key}/640.jpg", COVERED)
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", b"public")
    with unit_of_work() as unit:
        amend.ask_cover(photo, "", tools=tools, unit=unit)
    Tasks(tools).hide(photo.id)
    db.session.expire_all()
    return photo


def test_nothing_of_it_is_left_in_public(app: Flask, tools: Toolbox) -> None:
    photo = hide(tools)

    assert (photo.stage, photo.media_token) == (Stage.HIDDEN, None)
    assert list(tools.public.list("")) == []


def test_moderators_see_the_whole_picture_again(app: Flask, tools: Toolbox) -> None:
    photo = hide(tools)

    assert max(each["width"] for each in photo.previews) == 800
    kept = [found.key for found in tools.private.list("previews/")]
    assert len(kept) == len(photo.previews)
    assert all(key.startswith(f"{photo.preview_key}/") for key in kept)


def test_where_no_original_is_kept_the_covered_picture_stays(app: Flask, tools: Toolbox) -> None:
    photo = hide(tools, original=Original.GIVEN_UP)

    with tools.private.open(f"{photo.preview_key}/640.jpg") as file:
        assert file.read() == COVERED
