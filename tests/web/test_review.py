"""Moderators at their door: the photo to decide, what becomes of it, and who was quicker."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import MODERATOR, Decision, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_submission
from tests.house import Clock, signed_in


def decide(browser: FlaskClient, photo: Photo, act: str, **said: str) -> TestResponse:
    """Send a photo's form with nothing drawn or typed in it."""
    form = {"version": str(photo.version), **said}
    return browser.post(f"/review/{photo.public_id}/{act}", data=form)


def acts(photo: Photo) -> list[str]:
    """What was done to a photo, in order."""
    wanted = db.session.query(Decision).filter_by(photo_id=photo.id).order_by(Decision.id)
    return [each.act for each in wanted]


@pytest.fixture
def colleague(app: Flask) -> FlaskClient:
    """Another moderator's browser."""
    return signed_in(app, create_account(MODERATOR, name="Jonas"))


def test_held_photos_have_a_queue_of_their_own(moderator: FlaskClient) -> None:
    create_photo()
    held, other = create_photo(stage=Stage.HELD), create_photo(stage=Stage.HELD)

    page = moderator.get("/review/held").text
    answer = decide(moderator, held, "approve")

    assert f'action="/review/{held.public_id}/correct"' in page
    assert answer.location == f"/review/{other.public_id}"


@pytest.mark.parametrize(
    ("act", "said", "stage"),
    [
        ("approve", {}, Stage.APPROVED),
        ("reject", {"reason": "duplicate"}, Stage.REJECTED),
        ("hold", {}, Stage.HELD),
    ],
)
def test_a_decision_is_kept_and_leads_to_the_next_photo(
    moderator: FlaskClient, act: str, said: dict[str, str], stage: Stage
) -> None:
    photo, following = create_photo(), create_photo()

    answer = decide(moderator, photo, act, **said)

    assert answer.location == f"/review/{following.public_id}"
    assert photo.stage is stage


def test_after_the_last_photo_there_is_nothing_to_decide(moderator: FlaskClient) -> None:
    assert decide(moderator, create_photo(), "hold").location == "/review/"


def test_an_approved_photo_owes_its_publication(moderator: FlaskClient, tools: Toolbox) -> None:
    photo = create_photo()

    decide(moderator, photo, "approve")

    assert tools.queue.sent == [("publish", photo.id)]


def test_a_photo_is_not_rejected_without_one_of_the_reasons(moderator: FlaskClient) -> None:
    photo = create_photo()

    answer = decide(moderator, photo, "reject", reason="ugly")

    assert answer.status_code == 422
    assert "Please choose a reason." in answer.text
    assert photo.stage is Stage.WAITING


def test_what_lacks_an_edition_is_not_approved(moderator: FlaskClient) -> None:
    photo = create_photo(edition=None)

    answer = decide(moderator, photo, "approve")

    assert answer.status_code == 422
    assert "needs a city and an action day" in answer.text


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 30, "１"])
def test_a_form_must_say_which_version_was_looked_at(moderator: FlaskClient, version: str) -> None:
    photo = create_photo()

    answer = moderator.post(f"/review/{photo.public_id}/approve", data={"version": version})

    assert answer.status_code == 400
    assert photo.stage is Stage.WAITING


def test_of_two_moderators_the_slower_one_is_told_who_decided(
    moderator: FlaskClient, colleague: FlaskClient
) -> None:
    skipped, photo, following = create_photo(), create_photo(), create_photo()
    decide(moderator, skipped, "hold")
    seen = str(photo.version)
    decide(colleague, photo, "reject", reason="child")

    answer = decide(moderator, photo, "approve", version=seen)

    assert answer.status_code == 409
    assert "Jonas already decided this one." in answer.text
    assert f'href="/review/{following.public_id}"' in answer.text
    assert photo.stage is Stage.REJECTED


def test_a_photo_that_a_colleague_changed_is_looked_at_again_before_it_is_decided(
    moderator: FlaskClient, colleague: FlaskClient
) -> None:
    photo = create_photo()
    seen = str(photo.version)
    decide(colleague, photo, "correct", description="A statue of a poet")

    answer = decide(moderator, photo, "approve", version=seen)

    assert answer.status_code == 409
    assert "Jonas changed this photo meanwhile." in answer.text
    assert photo.stage is Stage.WAITING


def test_a_form_that_comes_twice_decides_once_and_leads_on(moderator: FlaskClient) -> None:
    photo, following = create_photo(), create_photo()
    seen = str(photo.version)

    answers = [decide(moderator, photo, "approve", version=seen) for _ in range(3)]

    assert {each.location for each in answers} == {f"/review/{following.public_id}"}
    assert acts(photo) == ["approve"]


def test_another_reason_for_the_same_look_is_not_taken_for_the_same_form(
    moderator: FlaskClient,
) -> None:
    photo = create_photo()
    seen = str(photo.version)
    decide(moderator, photo, "reject", reason="child", version=seen)

    answer = decide(moderator, photo, "reject", reason="hateful", version=seen)

    assert answer.status_code == 409
    assert "You already decided this one." in answer.text


def test_a_decision_can_be_undone_and_the_photo_waits_again(
    moderator: FlaskClient, clock: Clock
) -> None:
    photo, following = create_photo(), create_photo()
    decide(moderator, photo, "approve")
    clock.forward(seconds=4)
    page = moderator.get(f"/review/{following.public_id}").text

    answer = decide(moderator, photo, "undo")

    assert f'action="/review/{photo.public_id}/undo"' in page
    assert 'data-seconds="6"' in page
    assert answer.location == f"/review/{photo.public_id}"
    assert photo.stage is Stage.WAITING


def test_what_a_worker_has_cannot_be_undone_any_more(moderator: FlaskClient) -> None:
    photo = create_photo(stage=Stage.APPROVED, claim="a run of publish")

    answer = decide(moderator, photo, "undo")

    assert answer.status_code == 409
    assert "It is too late to undo this." in answer.text
    assert photo.stage is Stage.APPROVED


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.PUBLISHED, Stage.REJECTED])
def test_what_is_decided_is_shown_without_buttons_to_decide(
    moderator: FlaskClient, stage: Stage
) -> None:
    photo = create_photo(stage=stage)

    page = moderator.get(f"/review/{photo.public_id}").text

    assert "/approve" not in page
    assert "Next photo" in page


def test_a_long_queue_asks_the_database_no_more_than_a_short_one(moderator: FlaskClient) -> None:
    photos = [create_photo(submission=create_submission()) for _ in range(20)]
    asked: list[str] = []
    moderator.get(f"/review/{photos[10].public_id}")
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    moderator.get(f"/review/{photos[10].public_id}")
    of_short = len(asked)
    photos += [create_photo(submission=create_submission()) for _ in range(20)]
    asked.clear()
    page = moderator.get(f"/review/{photos[10].public_id}").text

    assert page.count('class="queue__photo"') == 14
    assert len(asked) <= of_short <= 30
