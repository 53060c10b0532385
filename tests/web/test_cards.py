"""The card of a gallery or photo shows what may be shown, and nothing that was taken back."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import unit_of_work
from gallery.journey.publish import take_down
from gallery.journey.withdraw import withdraw_photo
from gallery.models import How, Mark, Photo, Stage
from gallery.toolbox import Toolbox
from gallery.web import cards
from gallery.web.kept_pages import KeptPages
from tests.factories import create_photo, create_published, create_submission

RED, GREEN = (200, 0, 0), (0, 160, 0)
GALLERIES = ("/", "/2010/", "/2010-12/", "/2010/lt/", "/2010/lt/vilnius/", "/cities/lt/vilnius/")


@pytest.fixture(autouse=True)
def _nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_kept", KeptPages(cards.MOST_KEPT))


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A published photo that is all red."""
    return painted(create_published(), tools)


def painted(photo: Photo, tools: Toolbox, colour: tuple[int, int, int] = RED) -> Photo:
    drawn = io.BytesIO()
    Image.new("RGB", (1280, 960), colour).save(drawn, "JPEG")
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", drawn.getvalue())
    return photo


def shown(client: FlaskClient, path: str) -> tuple[int, int, int]:
    """Return the colour of the picture on a card."""
    answer = client.get(f"{path.rstrip('/')}/card.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    with Image.open(io.BytesIO(answer.data)) as card:
        assert card.size == (1200, 630)
        return tuple(round(part / 40) * 40 for part in card.getpixel((1100, 315)))  # type: ignore[union-attr,return-value]


def test_every_gallery_and_photo_has_a_card_with_its_picture(
    client: FlaskClient, photo: Photo
) -> None:
    for path in (*GALLERIES, f"/photos/{photo.public_id}", f"/be/photos/{photo.public_id}"):
        assert shown(client, path) == RED, path


def test_a_withdrawn_photo_has_no_card_and_no_gallery_shows_it_again(
    client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    address = f"/photos/{photo.public_id}/card.jpg"
    has_it = {"If-None-Match": client.get(address).headers["ETag"]}
    for path in GALLERIES:
        shown(client, path)
    painted(create_published(), tools, GREEN)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    answer = client.get(address, headers=has_it)

    assert answer.status_code == 410
    assert [shown(client, path) for path in GALLERIES] == [GREEN] * len(GALLERIES)


def test_a_hidden_photo_has_no_card(client: FlaskClient, photo: Photo, tools: Toolbox) -> None:
    client.get(f"/photos/{photo.public_id}/card.jpg")
    with unit_of_work() as unit:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    assert client.get(f"/photos/{photo.public_id}/card.jpg").status_code == 404
    assert shown(client, "/") != RED


def test_photos_that_are_not_public_have_no_card(client: FlaskClient) -> None:
    for stage in set(Stage) - {Stage.PUBLISHED, Stage.WITHDRAWN}:
        photo = create_photo(stage=stage)

        assert client.get(f"/photos/{photo.public_id}/card.jpg").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"mark": Mark.CHILD},
        {"mark": Mark.DANGER},
        {"city": None, "country": "by"},
        {"camera_country": "ru"},
        {"submission": How.AT_RISK},
    ],
)
def test_a_sensitive_photo_is_on_no_card(
    client: FlaskClient, tools: Toolbox, said: dict[str, object]
) -> None:
    if "submission" in said:
        said = {"submission": create_submission(how=How.AT_RISK)}
    photo = painted(create_published(**said), tools)

    for path in ("/", "/2010/", f"/2010/{photo.country}/", f"/photos/{photo.public_id}"):
        assert shown(client, path) != RED, path


def test_a_card_is_drawn_once_and_anew_when_its_words_change(
    client: FlaskClient, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(cards, "draw_card", lambda *said: drawn.append(said) or b"card")
    address = f"/photos/{photo.public_id}/card.jpg"

    first, second = client.get(address), client.get(address)
    with unit_of_work():
        photo.submission.credit = "Ana K."
    third = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.data, second.data, third.status_code, len(drawn)) == (b"card", b"card", 200, 2)


def test_one_card_is_drawn_at_a_time(
    client: FlaskClient, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "PATIENCE", 0.01)

    with cards._pen:
        answer = client.get(f"/photos/{photo.public_id}/card.jpg")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_picture_that_was_taken_down_a_moment_ago_is_left_out(
    client: FlaskClient,
) -> None:
    photo = create_published()

    assert shown(client, f"/photos/{photo.public_id}") != RED
