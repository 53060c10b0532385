"""Heads that were seen are suggested to be covered; a person decides, and is asked once."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Decision, Faces, FaceWish, Photo, Stage
from tests.factories import create_photo, create_submission

HEADS = [[0.1, 0.2, 0.2, 0.3], [0.4, 0.2, 0.2, 0.3], [0.7, 0.2, 0.2, 0.3]]
ASKED = "Not every head that was seen is covered."


@pytest.fixture
def photo(moderator: FlaskClient) -> Photo:
    """A waiting photo with three heads, whose sender asked to hide every face."""
    wish = create_submission(faces=FaceWish.HIDE)
    return create_photo(submission=wish, heads=HEADS)


def send(browser: FlaskClient, photo: Photo, act: str, **said: str) -> TestResponse:
    """Send a photo's form."""
    form = {"version": str(photo.version), **said}
    return browser.post(f"/review/{photo.public_id}/{act}", data=form)


def boxes(photo: Photo) -> dict[str, str]:
    """The fields of a photo's covers, as its page has them."""
    sides = ("left", "top", "width", "height")
    return {
        f"cover-{number}-{side}": str(round(value * 100, 2))
        for number, cover in enumerate(photo.covers)
        for side, value in zip(sides, cover, strict=True)
    } | {"boxes": "1"}


def cover(photo: Photo, *covers: list[float]) -> None:
    """Let covers be kept already."""
    photo.covers = list(covers)
    db.session.commit()


def test_the_page_says_how_many_heads_were_seen_and_how_many_are_covered(
    moderator: FlaskClient, photo: Photo
) -> None:
    cover(photo, HEADS[0])

    page = moderator.get(f"/review/{photo.public_id}").text

    assert "3 heads seen, <b data-heads-covered>1</b> covered" in page
    assert page.count('class="head"') == 2
    assert "Cover all 3 heads" in page


@pytest.mark.parametrize("heads", [None, []], ids=["nobody looked", "none was seen"])
def test_where_no_head_was_seen_nothing_speaks_of_heads(
    moderator: FlaskClient, heads: list[list[float]] | None
) -> None:
    photo = create_photo(heads=heads)

    page = moderator.get(f"/review/{photo.public_id}").text

    assert "data-heads" not in page
    assert "head seen" not in page
    assert "accept-heads" not in page


def test_one_button_covers_every_head_that_shows(moderator: FlaskClient, photo: Photo) -> None:
    cover(photo, HEADS[1])

    answer = send(moderator, photo, "heads", **boxes(photo))

    assert answer.status_code == 302
    assert photo.covers == [HEADS[1], HEADS[0], HEADS[2]]
    page = moderator.get(f"/review/{photo.public_id}").text
    assert "3 heads seen, <b data-heads-covered>3</b> covered" in page


def test_what_was_drawn_beside_the_suggestions_is_kept_with_them(
    moderator: FlaskClient, photo: Photo
) -> None:
    photo.covers = [[0.05, 0.75, 0.1, 0.1]]
    drawn = boxes(photo)
    db.session.rollback()

    send(moderator, photo, "heads", **drawn)

    assert photo.covers == [[0.05, 0.75, 0.1, 0.1], *HEADS]


def test_a_crop_that_cuts_heads_away_leaves_only_the_others_to_cover(
    moderator: FlaskClient, photo: Photo
) -> None:
    photo.crop = [0.35, 0, 0.3, 1]
    db.session.commit()

    send(moderator, photo, "heads")

    assert photo.covers == [HEADS[1]]
    assert photo.crop == [0.35, 0, 0.3, 1]


def test_accepting_suggestions_confirms_nothing(moderator: FlaskClient, photo: Photo) -> None:
    send(moderator, photo, "heads")

    answer = send(moderator, photo, "approve")

    assert answer.status_code == 422
    assert photo.stage is Stage.WAITING


@pytest.mark.parametrize("said", ["covered", "none"])
def test_who_confirms_while_a_head_shows_is_asked_once(
    moderator: FlaskClient, photo: Photo, said: str
) -> None:
    cover(photo, HEADS[0], HEADS[1])

    first = send(moderator, photo, "faces", faces=said)
    before = photo.faces_confirmed
    second = send(moderator, photo, "faces", faces=said, sure="1")

    assert first.status_code == 422
    assert ASKED in first.text
    assert 'name="sure" value="1"' in first.text
    assert before is None
    assert second.status_code == 302
    assert photo.faces_confirmed is Faces(said)


def test_another_mistake_does_not_count_as_the_question(
    moderator: FlaskClient, photo: Photo
) -> None:
    answer = send(moderator, photo, "approve")

    assert answer.status_code == 422
    assert 'name="sure"' not in answer.text


def test_who_was_asked_about_one_head_is_asked_again_about_two(
    moderator: FlaskClient, photo: Photo
) -> None:
    cover(photo, HEADS[0])

    answer = send(moderator, photo, "faces", faces="covered", sure="1")

    assert answer.status_code == 422
    assert photo.faces_confirmed is None


def test_nobody_is_asked_once_every_head_is_covered(moderator: FlaskClient, photo: Photo) -> None:
    send(moderator, photo, "heads")

    answer = send(moderator, photo, "faces", faces="covered")

    assert answer.status_code == 302
    assert photo.faces_confirmed is Faces.COVERED


def test_the_decision_says_how_many_heads_were_seen_and_showed(
    moderator: FlaskClient, photo: Photo
) -> None:
    cover(photo, HEADS[0])

    send(moderator, photo, "faces", faces="covered", sure="2")

    decision = db.session.query(Decision).filter_by(act="faces").one()
    assert decision.details == {"seen": 3, "bare": 2}


def test_a_decided_photo_shows_no_suggestions(moderator: FlaskClient) -> None:
    photo = create_photo(stage=Stage.APPROVED, heads=HEADS)

    page = moderator.get(f"/review/{photo.public_id}").text

    assert "data-heads" not in page
