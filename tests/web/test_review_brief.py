"""What scripts ask of the moderators' door: no page after a decision, faces confirmed with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.journey.leases import SIZE
from gallery.models import MODERATOR, Faces, FaceWish, Photo, Stage
from tests.factories import create_account, create_photo, create_submission
from tests.house import Clock, signed_in
from tests.web.test_review import acts

#: Each costs the server about a millisecond.
MOST_STATEMENTS = {"ahead": 17, "decision": 24}
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
    links = f'<{address}>; rel="next", <{address}>; rel="item"; version=1'
    assert answer.headers["Link"] == links
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


def test_a_page_that_is_loaded_ahead_is_the_photo_s_part_alone(moderator: FlaskClient) -> None:
    photo, _other = create_photo(), create_photo()

    answer = moderator.get(f"/review/{photo.public_id}", headers={"Prefer": "return=minimal"})

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.text.strip().startswith("<main")
    assert [link["href"] for link in page.select("[data-queue] a")] == [
        f"/review/{photo.public_id}"
    ]
    assert page.select_one(f'[data-decide] [name=version][value="{photo.version}"]')
    assert not page.select("[data-desk], [data-keys], script")


def test_a_script_is_told_what_is_ours_and_what_nobody_has(
    app: Flask, moderator: FlaskClient
) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(2 * SIZE + 3)]
    other = signed_in(app, create_account(MODERATOR))
    for browser in (moderator, other):
        browser.post("/review/begin")
    photos[0].version = 5
    db.session.commit()

    told = moderator.get("/review/ahead").json

    assert told is not None
    assert told["mine"] == [named(photo) for photo in photos[:SIZE]]
    assert told["later"] == [named(photo) for photo in photos[2 * SIZE :]]


def named(photo: Photo) -> dict[str, object]:
    """A photo as a script knows it."""
    return {"address": f"/review/{photo.public_id}", "version": photo.version}


def test_pages_that_are_loaded_ahead_keep_nobody_s_photos(
    app: Flask, moderator: FlaskClient, clock: Clock
) -> None:
    photo = create_photo()
    moderator.post("/review/begin")

    clock.forward(seconds=119)
    moderator.get(f"/review/{photo.public_id}", headers={"Prefer": "return=minimal"})
    moderator.get("/review/ahead")
    clock.forward(seconds=2)

    other = signed_in(app, create_account(MODERATOR))
    other.post("/review/begin")
    assert other.get("/review/ahead").json == {"mine": [named(photo)], "later": []}


def test_neither_a_page_ahead_nor_a_decision_asks_the_database_much(
    moderator: FlaskClient,
) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(20)]
    moderator.post("/review/begin")
    decide_briefly(moderator, photos[2], "approve", boxes="1")  # the first one begins the log

    with statements() as ahead:
        moderator.get(f"/review/{photos[0].public_id}", headers={"Prefer": "return=minimal"})
    with statements() as decision:
        decide_briefly(moderator, photos[1], "approve", boxes="1")

    assert len(ahead) <= MOST_STATEMENTS["ahead"], ahead
    assert len(decision) <= MOST_STATEMENTS["decision"], decision


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note what the database is asked."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_said: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)
