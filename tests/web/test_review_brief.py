"""What scripts ask of the moderators' door: no page after a decision, faces confirmed with it."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.models import Faces, FaceWish, Photo, Stage
from tests.factories import create_photo, create_submission
from tests.web.test_review import acts

HEAD = {f"cover-0-{side}": "10" for side in ("left", "top", "width", "height")}


def decide_briefly(browser: FlaskClient, photo: Photo, act: str, **said: str) -> TestResponse:
    """Decide as a script does that has the next photo already."""
    form = {"version": str(photo.version), **said}
    asked = {"Prefer": "return=minimal"}
    return browser.post(f"/review/{photo.public_id}/{act}", data=form, headers=asked)


def test_a_script_is_given_the_form_that_takes_its_decision_back(moderator: FlaskClient) -> None:
    photo, following = create_photo(), create_photo()

    answer = decide_briefly(moderator, photo, "hold")

    form = BeautifulSoup(answer.text, "html.parser").select_one("form[data-undo]")
    assert form
    assert form["action"] == f"/review/{photo.public_id}/undo"
    assert form.select_one(f'[name=version][value="{photo.version}"]')
    address = f"/review/{following.public_id}"
    assert answer.headers["Link"] == f'<{address}>; rel="next", <{address}>; rel="prefetch"'
    assert "<main" not in answer.text


def test_after_the_last_decision_nothing_is_next(moderator: FlaskClient) -> None:
    answer = decide_briefly(moderator, create_photo(), "hold")

    assert answer.status_code == 200
    assert not answer.headers["Link"]


def test_a_decision_that_came_twice_is_answered_twice(moderator: FlaskClient) -> None:
    photo = create_photo()
    version = str(photo.version)

    answers = [decide_briefly(moderator, photo, "hold", version=version) for _ in range(2)]

    assert [each.headers.get("Preference-Applied") for each in answers] == ["return=minimal"] * 2
    assert acts(photo) == ["hold"]


def test_what_is_refused_is_told_a_script_with_the_whole_page(moderator: FlaskClient) -> None:
    photo = create_photo(submission=create_submission(faces=FaceWish.HIDE))

    answer = decide_briefly(moderator, photo, "approve", caption="Kept")

    assert answer.status_code == 422
    assert "Preference-Applied" not in answer.headers
    assert 'value="Kept"' in answer.text


def test_faces_are_confirmed_with_the_decision(moderator: FlaskClient) -> None:
    photo = create_photo(submission=create_submission(faces=FaceWish.HIDE))

    decide_briefly(moderator, photo, "approve", boxes="1", faces="covered", **HEAD)

    assert (photo.stage, photo.faces_confirmed) == (Stage.APPROVED, Faces.COVERED)
    assert acts(photo) == ["cover", "faces", "approve"]


@pytest.mark.parametrize(("faces", "status"), [("", 400), ("all", 400), ("covered", 422)])
def test_what_cannot_be_confirmed_keeps_the_photo_undecided(
    moderator: FlaskClient, faces: str, status: int
) -> None:
    photo = create_photo(submission=create_submission(faces=FaceWish.HIDE))

    answer = decide_briefly(moderator, photo, "approve", faces=faces)

    assert answer.status_code == status
    assert (photo.stage, acts(photo)) == (Stage.WAITING, [])
