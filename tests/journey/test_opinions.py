"""What a trainee decides is an opinion: nothing happens before a moderator confirms it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Incomplete
from gallery.journey import opinions, review
from gallery.journey.review import Act
from gallery.journey.review_queue import find_oldest
from gallery.journey.withdraw import withdraw_photo
from gallery.models import MODERATOR, TRAINEE, Account, Decision, Mark, Opinion, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo
from tests.house import signed_in
from uploads_worker.tasks import Tasks


@pytest.fixture
def tim(app: Flask) -> Account:
    """A trainee."""
    return create_account(TRAINEE, name="Tim")


@pytest.fixture
def trainee(app: Flask, tim: Account) -> FlaskClient:
    """His browser."""
    return signed_in(app, tim)


def send(person: FlaskClient, photo: Photo, act: str, **said: str) -> int:
    """Send what a button sends; return the status."""
    form = {"version": str(photo.version), **said}
    return person.post(f"/review/{photo.public_id}/{act}", data=form).status_code


def acts_on(photo: Photo) -> list[str]:
    """Return what was done to a photo."""
    found = db.session.query(Decision).filter_by(photo_id=photo.id).order_by(Decision.id)
    return [each.act for each in found]


@pytest.mark.parametrize(
    ("act", "said", "words", "stage"),
    [
        ("approve", {}, "Tim suggests: approve", Stage.APPROVED),
        ("reject", {"reason": "child"}, "Tim suggests: reject (", Stage.REJECTED),
        ("hold", {"question": "Where was this?"}, "Tim suggests: hold", Stage.HELD),
    ],
)
def test_an_opinion_becomes_a_decision_by_one_key(
    trainee: FlaskClient,
    moderator: FlaskClient,
    act: str,
    said: dict[str, str],
    words: str,
    stage: Stage,
) -> None:
    photo = create_photo()

    status = send(trainee, photo, act, **said)
    between, page = photo.stage, moderator.get(f"/review/{photo.public_id}").text
    confirmed = send(moderator, photo, "confirm")

    assert (status, between, confirmed, photo.stage) == (302, Stage.WAITING, 302, stage)
    assert words in page
    assert acts_on(photo) == ["suggest", act]
    assert photo.question == said.get("question", "")


def test_a_moderator_who_knows_better_decides_otherwise(
    trainee: FlaskClient, moderator: FlaskClient
) -> None:
    photo = create_photo()
    send(trainee, photo, "approve")

    send(moderator, photo, "reject", reason="child")

    assert photo.stage is Stage.REJECTED


def test_an_opinion_lapses_with_any_change(trainee: FlaskClient, moderator: FlaskClient) -> None:
    photo = create_photo()
    send(trainee, photo, "approve")
    send(moderator, photo, "correct", caption="Another one")

    status = send(moderator, photo, "confirm")

    assert "Tim suggests" not in moderator.get(f"/review/{photo.public_id}").text
    assert (status, photo.stage) == (409, Stage.WAITING)


def test_trainees_confirm_nothing_not_even_each_other(trainee: FlaskClient, app: Flask) -> None:
    photo = create_photo()
    send(trainee, photo, "approve")
    other = signed_in(app, create_account(TRAINEE))

    assert send(other, photo, "confirm") == 404
    assert photo.stage is Stage.WAITING


def test_a_trainee_goes_on_and_others_are_given_the_photo(
    trainee: FlaskClient, tim: Account
) -> None:
    first, second = create_photo(), create_photo()
    trainee.get("/review/")
    send(trainee, first, "approve")

    assert find_oldest(Stage.WAITING, by=db.session.get_one(Account, tim.id)) is second
    assert find_oldest(Stage.WAITING, by=create_account(MODERATOR)) is first


def test_an_opinion_leaves_the_first_of_two_approvals_as_it_is(
    trainee: FlaskClient, moderator: FlaskClient, app: Flask
) -> None:
    photo = create_photo(mark=Mark.CHILD)
    send(moderator, photo, "approve")

    page = trainee.get(f"/review/{photo.public_id}").text
    send(trainee, photo, "approve")
    send(signed_in(app, create_account(MODERATOR, name="Jonas")), photo, "confirm")

    assert "A second moderator must approve it, too." in page
    assert acts_on(photo) == ["approve-first", "suggest", "approve"]
    assert photo.stage is Stage.APPROVED


def test_what_a_trainee_says_counts_as_work_done(trainee: FlaskClient) -> None:
    photo = create_photo()

    send(trainee, photo, "approve")

    assert "<b data-mine>1</b>" in trainee.get("/review/").text


def test_an_opinion_is_taken_back(trainee: FlaskClient, tim: Account) -> None:
    photo = create_photo()
    send(trainee, photo, "approve")

    assert send(trainee, photo, "undo") == 302
    assert opinions.find_opinion(photo) is None
    assert find_oldest(Stage.WAITING, by=db.session.get_one(Account, tim.id)) is photo


def test_a_trainee_is_offered_to_take_the_last_opinion_back(trainee: FlaskClient) -> None:
    first, second = create_photo(), create_photo()
    send(trainee, first, "hold")

    page = trainee.get(f"/review/{second.public_id}").text
    send(trainee, first, "undo")

    assert f'action="/review/{first.public_id}/undo" data-undo' in page
    assert "Last: suggested to a moderator, Vilnius." in page
    assert "data-undo" not in trainee.get(f"/review/{second.public_id}").text


def test_what_a_moderator_decided_no_trainee_takes_back(
    trainee: FlaskClient, moderator: FlaskClient
) -> None:
    photo = create_photo()
    send(moderator, photo, "hold")

    assert send(trainee, photo, "undo") == 409
    assert photo.stage is Stage.HELD


def test_nobody_thinks_a_photo_without_a_place_can_be_shown(tim: Account, tools: Toolbox) -> None:
    photo = create_photo(city=None)

    with unit_of_work() as unit, pytest.raises(Incomplete):
        opinions.approve(photo, Act(tim, photo.version), tools=tools, unit=unit)


def test_an_older_version_is_nobodys_any_more(tim: Account, tools: Toolbox) -> None:
    photo = create_photo()
    act = Act(tim, photo.version)
    with unit_of_work():
        review.hold(photo, Act(create_account(MODERATOR), photo.version), tools=tools)

    with unit_of_work(), pytest.raises(Conflict):
        opinions.hold(photo, act, tools=tools)


def test_words_of_a_trainee_go_with_a_photo_that_is_taken_back(
    trainee: FlaskClient, tools: Toolbox
) -> None:
    photo = create_photo()
    send(trainee, photo, "hold", question="Is this the bear of Vilnius?")

    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert db.session.query(Opinion).count() == 0


def test_an_opinion_goes_once_it_has_lapsed(
    trainee: FlaskClient, tim: Account, tools: Toolbox
) -> None:
    decided, open_one = create_photo(), create_photo()
    for photo in (decided, open_one):
        send(trainee, photo, "hold", question="Where was this?")
    db.session.expire_all()
    with unit_of_work():
        act = Act(create_account(MODERATOR), decided.version)
        review.reject(decided, act, reason="child", tools=tools)

    Tasks(tools).sweep()

    assert [each.photo_id for each in db.session.query(Opinion)] == [open_one.id]
