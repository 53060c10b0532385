"""At the moderators' door: photos that two people must approve."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.models import MODERATOR, Mark, Photo, Stage
from tests.factories import create_account, create_photo
from tests.house import signed_in
from tests.web.test_review import acts, decide


@pytest.fixture
def colleague(app: Flask) -> FlaskClient:
    """Another moderator's browser."""
    return signed_in(app, create_account(MODERATOR, name="Jonas"))


@pytest.fixture
def photo(app: Flask) -> Photo:
    """A waiting photo in which a child can be recognised."""
    return create_photo(mark=Mark.CHILD)


def test_a_second_person_is_asked_for_by_the_name_of_the_first(
    moderator: FlaskClient, colleague: FlaskClient, photo: Photo
) -> None:
    other = create_photo()
    before = moderator.get(f"/review/{photo.public_id}").text

    answer = decide(colleague, photo, "approve")

    assert "two people must approve it" in before
    assert answer.location == f"/review/{other.public_id}"
    assert "Jonas approved it. It needs you" in moderator.get(f"/review/{photo.public_id}").text
    assert "You approved it. A second" in colleague.get(f"/review/{photo.public_id}").text


def test_the_first_one_is_told_to_let_somebody_else_approve(
    moderator: FlaskClient, photo: Photo
) -> None:
    decide(moderator, photo, "approve")

    answer = decide(moderator, photo, "approve")

    assert answer.status_code == 422
    assert "A second person must approve it, too." in answer.text
    assert photo.stage is Stage.WAITING


def test_the_page_says_before_that_a_second_person_is_needed(
    moderator: FlaskClient, colleague: FlaskClient, photo: Photo
) -> None:
    decide(moderator, photo, "approve")

    mine, theirs = (
        browser.get(f"/review/{photo.public_id}").text for browser in (moderator, colleague)
    )

    assert 'data-why-not="second-person-needed"' in mine
    assert "data-why-not" not in theirs


def test_a_form_that_comes_twice_approves_once(moderator: FlaskClient, photo: Photo) -> None:
    seen = str(photo.version)

    answers = [decide(moderator, photo, "approve", version=seen) for _ in range(2)]

    assert {each.status_code for each in answers} == {302}
    assert acts(photo) == ["approve-first"]


def test_who_looked_before_the_first_approval_looks_again(
    moderator: FlaskClient, colleague: FlaskClient, photo: Photo
) -> None:
    seen = str(photo.version)
    decide(colleague, photo, "approve")

    answer = decide(moderator, photo, "approve", version=seen)

    assert answer.status_code == 409
    assert "Jonas changed this photo meanwhile." in answer.text
    assert photo.stage is Stage.WAITING


def test_a_first_approval_can_be_undone(moderator: FlaskClient, photo: Photo) -> None:
    following = create_photo()
    decide(moderator, photo, "approve")
    page = moderator.get(f"/review/{following.public_id}").text

    answer = decide(moderator, photo, "undo")

    assert "Last: approved, waits for a second person, Vilnius" in page
    assert answer.location == f"/review/{photo.public_id}"
    assert photo.first_approver is None


def test_what_is_covered_with_the_approval_makes_it_a_first_one_again(
    moderator: FlaskClient, colleague: FlaskClient, photo: Photo
) -> None:
    decide(colleague, photo, "approve")
    head = {f"cover-0-{side}": "10" for side in ("left", "top", "width", "height")}

    decide(moderator, photo, "approve", boxes="1", **head)

    assert photo.stage is Stage.WAITING
    assert acts(photo) == ["approve-first", "cover", "approve-first"]


def test_a_photo_is_marked_and_unmarked_by_its_buttons(moderator: FlaskClient) -> None:
    photo = create_photo()

    decide(moderator, photo, "mark", mark="danger")
    marked = photo.mark
    decide(moderator, photo, "mark", mark="")

    assert (marked, photo.mark) == (Mark.DANGER, None)
    assert decide(moderator, photo, "mark", mark="ugly").status_code == 400
