"""Moderators at their door: the photo to decide, and what becomes of it."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo


def decide(browser: FlaskClient, photo: Photo, act: str, **said: str) -> TestResponse:
    """Send a form as the photo's page has it, with nothing drawn or typed."""
    return browser.post(
        f"/review/{photo.public_id}/{act}", data={"version": str(photo.version), **said}
    )


def test_the_photo_that_waited_longest_is_shown_first(moderator: FlaskClient) -> None:
    first, second = create_photo(), create_photo()

    page = moderator.get("/review/").text

    assert f'action="/review/{first.public_id}/correct"' in page
    assert f'href="/review/{second.public_id}"' in page


def test_an_empty_queue_says_so(moderator: FlaskClient) -> None:
    answer = moderator.get("/review/")

    assert answer.status_code == 200
    assert "All decided" in answer.text


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
    photo = create_photo()

    answer = decide(moderator, photo, "hold")

    assert answer.location == "/review/"


def test_an_approved_photo_owes_its_publication(moderator: FlaskClient, tools: Toolbox) -> None:
    photo = create_photo()

    decide(moderator, photo, "approve")

    assert tools.queue.sent == [("publish", photo.id)]
