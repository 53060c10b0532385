"""A photo is taken along with its credit, under a name of its own, while it is published."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_published, create_submission


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A published photo with its largest file."""
    return with_file(create_published(submission=create_submission(credit="Ana K.")), tools)


def with_file(photo: Photo, tools: Toolbox) -> Photo:
    drawn = io.BytesIO()
    Image.new("RGB", (1280, 960), "#775533").save(drawn, "JPEG")
    key = f"media/{photo.public_id}/{photo.media_token}-1280.jpg"
    tools.public.put(key, drawn.getvalue())
    return photo


def address(photo: Photo) -> str:
    return f"/photos/{photo.public_id}/download"


def test_the_largest_picture_comes_with_its_credit_and_a_name(
    client: FlaskClient, photo: Photo
) -> None:
    answer = client.get(address(photo))

    name = f"vilnius-2010-{photo.public_id}.jpg"
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.content_length == len(answer.data)
    assert b"Ana K. / Free Belarus" in answer.data
    for never in (b"Vilnius", b"2010", photo.public_id.encode()):
        assert never not in answer.data
    with Image.open(io.BytesIO(answer.data)) as opened:
        assert opened.size == (1280, 960)
        opened.load()


def test_what_a_browser_has_is_not_sent_again_until_the_credit_changes(
    client: FlaskClient, photo: Photo
) -> None:
    has_it = {"If-None-Match": client.get(address(photo)).headers["ETag"]}

    same = client.get(address(photo), headers=has_it)
    with unit_of_work():
        photo.submission.credit = ""
    changed = client.get(address(photo), headers=has_it)

    assert (same.status_code, same.data) == (304, b"")
    assert changed.status_code == 200
    assert b"Ana K." not in changed.data


def test_a_photo_of_a_country_alone_is_named_by_it(
    client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    secret = with_file(create_published(city=None, country="by"), tools)

    answer = client.get(address(secret))

    assert f'"by-2010-{secret.public_id}.jpg"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.PUBLISHED, Stage.WITHDRAWN}))
def test_no_other_stage_is_given_away_though_its_files_are_there(
    client: FlaskClient, tools: Toolbox, photo: Photo, stage: Stage
) -> None:
    hidden = create_photo(stage=stage, media_token=photo.media_token, renditions=photo.renditions)

    assert client.get(address(with_file(hidden, tools))).status_code == 404


def test_a_withdrawn_photo_is_gone_at_once(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    has_it = {"If-None-Match": client.get(address(photo)).headers["ETag"]}
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert client.get(address(photo), headers=has_it).status_code == 410


def test_a_photo_page_leads_to_its_download_and_says_how_large_it_is(
    client: FlaskClient, photo: Photo
) -> None:
    with unit_of_work():
        photo.renditions = [{**each, "size": 812_000} for each in photo.renditions]

    english = client.get(f"/photos/{photo.public_id}").text
    german = client.get(f"/de/photos/{photo.public_id}").text

    assert f'href="{address(photo)}" rel="nofollow" download' in english
    assert "1280 × 960, 0.8 MB" in english
    assert f'href="{address(photo)}"' in german
    assert "1280 × 960, 0,8 MB" in german
