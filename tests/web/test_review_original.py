"""An original is looked at by who says why and who they are; and everybody can read that."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from PIL import Image

from gallery.db import db
from gallery.journey import review, viewing
from gallery.models import MODERATOR, TRAINEE, Decision, Original, Photo
from gallery.toolbox import Toolbox
from gallery.web.account.sure import LASTS as LONGER
from gallery.web.review.original import LASTS
from tests.factories import create_account, create_photo, put_original
from tests.house import Clock, signed_in
from tests.pictures import make_photo
from tests.web.test_review import decide

PASSWORD = "a long enough password"
WIDE = 2600  # pixels: more than any preview has


@pytest.fixture
def mira(app: Flask) -> FlaskClient:
    """A moderator's browser; she has a password."""
    return signed_in(app, create_account(MODERATOR, name="Mira", password=hash_password(PASSWORD)))


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A waiting photo, its original as it was sent."""
    found = create_photo()
    original = make_photo(size=(WIDE, 1200), place=(54.687, 25.28))
    put_original(found, original)
    return found


def looks() -> list[tuple[str | None, str]]:
    """Return why somebody looked at an original, and who."""
    found = db.session.query(Decision).filter_by(act="original-look").order_by(Decision.id)
    return [(row.reason, row.account.name if row.account else "") for row in found]


def test_an_original_is_shown_with_all_its_pixels_and_none_of_its_metadata(
    mira: FlaskClient, photo: Photo
) -> None:
    answer = decide(mira, photo, "original", reason="detail", password=PASSWORD)

    picture = Image.open(io.BytesIO(answer.data))
    assert (answer.mimetype, picture.size) == ("image/jpeg", (WIDE, 1200))
    assert (dict(picture.getexif()), b"Exif" in answer.data) == ({}, False)
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert looks() == [("detail", "Mira")]


def test_without_the_password_nothing_is_shown_nor_written_down(
    mira: FlaskClient, photo: Photo
) -> None:
    asked = decide(mira, photo, "original", reason="detail")
    refused = decide(mira, photo, "original", reason="detail", password="wrong")

    assert (asked.status_code, refused.status_code) == (200, 403)
    assert 'name="reason" value="detail"' in asked.text
    assert "This is not your present password." in refused.text
    assert looks() == []


def test_a_password_is_good_for_five_minutes(mira: FlaskClient, photo: Photo, clock: Clock) -> None:
    decide(mira, photo, "original", reason="detail", password=PASSWORD)
    clock.forward(seconds=LASTS - 1)
    soon = decide(mira, photo, "original", reason="genuine")
    clock.forward(seconds=2)
    late = decide(mira, photo, "original", reason="genuine")

    assert (soon.mimetype, late.mimetype) == ("image/jpeg", "text/html")
    assert LASTS < LONGER


def test_it_is_written_down_before_a_byte_is_read(
    mira: FlaskClient, photo: Photo, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    develop = viewing.develop

    def watched(key: str, *, tools: Toolbox) -> bytes:
        with db.engine.connect() as other:
            seen.append(len(other.exec_driver_sql("SELECT hash FROM decision").all()))
        return develop(key, tools=tools)

    monkeypatch.setattr(viewing, "develop", watched)
    decide(mira, photo, "original", reason="detail", password=PASSWORD)

    assert seen == [1]


def test_who_gives_no_reason_sees_nothing(mira: FlaskClient, photo: Photo) -> None:
    answer = decide(mira, photo, "original", reason="curious", password=PASSWORD)

    assert (answer.status_code, looks()) == (400, [])


def test_trainees_cannot_look_at_originals(app: Flask, photo: Photo) -> None:
    trainee = signed_in(app, create_account(TRAINEE, password=hash_password(PASSWORD)))

    answer = decide(trainee, photo, "original", reason="detail", password=PASSWORD)

    assert answer.status_code == 404
    assert "The original" not in trainee.get(f"/review/{photo.public_id}").text
    assert looks() == []


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        (Original.SEALED, "It is sealed: only who holds the key elsewhere can open it."),
        (Original.GIVEN_UP, "It was not kept."),
    ],
)
def test_an_original_that_nobody_can_look_at_is_told(
    mira: FlaskClient, fate: Original, words: str
) -> None:
    photo = create_photo(original=fate)

    page = mira.get(f"/review/{photo.public_id}").text
    answer = decide(mira, photo, "original", reason="detail", password=PASSWORD)

    assert words in page
    assert f"/review/{photo.public_id}/original" not in page
    assert (answer.status_code, looks()) == (404, [])


def test_who_only_looked_can_still_undo(mira: FlaskClient, photo: Photo) -> None:
    decide(mira, photo, "reject", reason="child")

    decide(mira, photo, "original", reason="genuine", password=PASSWORD)

    last = review.last_decision(photo)
    assert last is not None
    assert last.act == "reject"
    assert f"/review/{photo.public_id}/undo" in mira.get(f"/review/{photo.public_id}").text
