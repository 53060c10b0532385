"""What the worker of visitors is told, and what it hears of photos that were seen before."""

import json
import re

import pytest
from flask.testing import FlaskClient

from gallery.models import Photo, Stage
from tests.factories import create_photo, create_published


def name_of(photo: Photo) -> str:
    """How a page names a photo's pictures."""
    return f"{photo.public_id}/{photo.media_token}"


def test_the_worker_may_ask_this_server_only(client: FlaskClient) -> None:
    answer = client.get("/visited.js")

    found = re.search(r'from "([^"]+)";\nserve\((.*)\);', answer.get_data(as_text=True))
    assert found
    assert client.get(found[1]).status_code == 200
    assert "be" in json.loads(found[2])["languages"]
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; connect-src 'self'; script-src 'self'"
    )
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_photo_that_is_still_published_may_be_kept(client: FlaskClient) -> None:
    photo = create_published()

    answer = client.get(f"/photos/gone?of={name_of(photo)}")

    assert answer.json == []
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.HIDDEN, Stage.WAITING, Stage.ERASED])
def test_a_photo_that_visitors_may_not_see_is_gone(client: FlaskClient, stage: Stage) -> None:
    photo = create_photo(stage=stage, media_token="abc")

    answer = client.get(f"/photos/gone?of={name_of(photo)},nothing/atall")

    assert answer.json == [name_of(photo), "nothing/atall"]


def test_a_picture_that_was_drawn_anew_is_gone(client: FlaskClient) -> None:
    photo = create_published()

    answer = client.get(f"/photos/gone?of={photo.public_id}/former")

    assert answer.json == [f"{photo.public_id}/former"]


@pytest.mark.parametrize("asked", [",".join(["a/b"] * 101), f"a/{'b' * 60}"])
def test_nobody_asks_for_all_at_once(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/photos/gone?of={asked}")

    assert answer.status_code == 400


def test_no_connection_is_said_in_the_language_and_kept_by_no_cache(client: FlaskClient) -> None:
    answer = client.get("/de/offline/")

    assert "Keine Verbindung" in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
