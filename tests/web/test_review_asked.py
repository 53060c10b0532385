"""What senders ask for is on top of the moderators' queue, and they decide."""

from flask import Flask
from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey import amend
from gallery.journey.amend import Wishes
from gallery.models import MODERATOR, Photo, Scope, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_published, create_turin
from tests.house import signed_in


def propose(photo: Photo, tools: Toolbox, **said: str) -> None:
    with unit_of_work():
        amend.correct(photo, Wishes(**said), tools=tools)  # type: ignore[arg-type]  # words only


def test_more_covering_comes_before_all_that_waits(moderator: FlaskClient, tools: Toolbox) -> None:
    create_photo()
    photo = create_published()
    with unit_of_work() as unit:
        amend.ask_cover(photo, "the man on the left", tools=tools, unit=unit)

    page = moderator.post("/review/begin", follow_redirects=True).text

    assert f"/review/{photo.public_id}/approve" in page
    assert "The sender asks to cover more:</span> the man on the left" in page
    assert "Asked by senders <b>1</b>" in page


def test_a_proposal_is_accepted(moderator: FlaskClient, tools: Toolbox) -> None:
    photo = create_published()
    propose(photo, tools, caption="The rider")
    page = moderator.get("/review/asked").text

    answer = moderator.post(f"/review/{photo.public_id}/accept", data={"version": photo.version})

    assert "The rider" in page
    assert answer.status_code == 302
    assert (photo.caption, photo.stage) == ("The rider", Stage.APPROVED)
    assert ("publish", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_who_accepts_a_place_beyond_their_own_is_led_on(app: Flask, tools: Toolbox) -> None:
    photo, following = create_published(), create_photo()
    turin = create_turin().geoname_id
    browser = signed_in(app, create_account(MODERATOR, scopes=[Scope(country="lt")]))
    with unit_of_work():
        amend.correct(photo, Wishes(geoname_id=turin), tools=tools)

    answer = browser.post(f"/review/{photo.public_id}/accept", data={"version": photo.version})

    assert photo.country == "it"
    assert answer.location == f"/review/{following.public_id}"


def test_a_proposal_is_declined(moderator: FlaskClient, tools: Toolbox) -> None:
    photo = create_published()
    propose(photo, tools, caption="Buy now")

    moderator.post(f"/review/{photo.public_id}/decline", data={"version": photo.version})

    assert (photo.caption, photo.stage) == ("", Stage.PUBLISHED)
    assert "Buy now" not in moderator.get(f"/review/{photo.public_id}").text


def test_a_photo_is_held_with_a_question_and_its_answer_is_shown(
    moderator: FlaskClient, tools: Toolbox
) -> None:
    photo = create_photo()
    said = {"version": photo.version, "question": "Did he agree?"}
    moderator.post(f"/review/{photo.public_id}/hold", data=said)
    with unit_of_work():
        amend.answer(photo, "Yes, he did", tools=tools)

    page = moderator.get(f"/review/{photo.public_id}").text

    assert photo.stage is Stage.WAITING
    assert "“Did he agree?”" in page
    assert "“Yes, he did”" in page


def test_a_moderator_is_told_that_the_sender_was_quicker(
    moderator: FlaskClient, tools: Toolbox
) -> None:
    photo = create_photo()
    seen = photo.version
    propose(photo, tools, caption="The rider")

    answer = moderator.post(f"/review/{photo.public_id}/approve", data={"version": seen})

    assert answer.status_code == 409
    assert "The sender changed this photo meanwhile. Look again, then decide." in answer.text
