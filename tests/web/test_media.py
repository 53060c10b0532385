"""Published renditions, and nothing else, are served."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey import dropping
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo
from tests.house import Clock
from uploads_worker.tasks import Tasks

BODY = bytes(range(256)) * 400


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A published photo with its files."""
    return with_files(create_photo(stage=Stage.PUBLISHED), tools)


def with_files(photo: Photo, tools: Toolbox) -> Photo:
    for each in photo.renditions:
        name = f"{photo.media_token}-{each['width']}.{each['format']}"
        tools.public.put(f"media/{photo.public_id}/{name}", BODY)
    return photo


def address(photo: Photo, name: str = "640.jpg") -> str:
    return f"/media/{photo.public_id}/{photo.media_token}-{name}"


def test_a_rendition_is_served_with_the_headers_of_a_photo(
    client: FlaskClient, photo: Photo
) -> None:
    answer = client.get(address(photo))

    assert (answer.status_code, answer.data, answer.mimetype) == (200, BODY, "image/jpeg")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_what_a_browser_has_already_is_not_sent_again(client: FlaskClient, photo: Photo) -> None:
    etag = client.get(address(photo)).headers["ETag"]

    answer = client.get(address(photo), headers={"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=10-19", 206, BODY[10:20]),
        ("bytes=-5", 206, BODY[-5:]),
        ("bytes=102390-", 206, BODY[102390:]),
        ("bytes=200000-", 416, b""),
    ],
)
def test_a_range_is_served(
    client: FlaskClient, photo: Photo, asked: str, status: int, body: bytes
) -> None:
    answer = client.get(address(photo), headers={"Range": asked})

    assert (answer.status_code, answer.data) == (status, body)


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.PUBLISHED, Stage.WITHDRAWN}))
def test_no_other_stage_is_served_though_its_files_are_there(
    client: FlaskClient, tools: Toolbox, stage: Stage
) -> None:
    shown = create_photo(stage=Stage.PUBLISHED)
    hidden = create_photo(stage=stage, media_token=shown.media_token, renditions=shown.renditions)
    with_files(hidden, tools)

    assert client.get(address(hidden)).status_code == 404


def test_a_file_of_a_withdrawn_photo_is_gone_as_its_page_is(
    client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    was = address(photo)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    withdrawn = client.get(was).status_code
    Tasks(tools).erase(photo.id)
    erased = client.get(was).status_code

    assert (withdrawn, erased) == (410, 410)


def test_a_withdrawn_photo_is_gone_also_when_its_decisions_are_dropped(
    client: FlaskClient, photo: Photo, tools: Toolbox, clock: Clock
) -> None:
    was, rejected = address(photo), create_photo(stage=Stage.ERASED)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)
    clock.moment += dropping.KEPT + timedelta(days=1)
    with unit_of_work():
        dropped = dropping.drop_old(tools=tools)

    asked = (was, f"/photos/{photo.public_id}", f"/photos/{rejected.public_id}")
    answers = [client.get(each).status_code for each in asked]

    assert (dropped, answers) == (1, [410, 410, 404])


@pytest.mark.parametrize("name", ["640.png", "641.jpg", "640.jpg/../../x", "../secret", ""])
def test_an_address_that_was_never_given_out_leads_nowhere(
    client: FlaskClient, photo: Photo, name: str
) -> None:
    assert client.get(address(photo, name)).status_code == 404
