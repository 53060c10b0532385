"""What waits for moderators, what they did last, and that only one of them decides."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Gone, NotHere
from gallery.journey import review
from gallery.journey.review import Act
from gallery.journey.review_queue import (
    AFTER,
    BEFORE,
    count_reviewable,
    find_next,
    find_oldest,
    look_around,
)
from gallery.models import MODERATOR, Account, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_photo, create_submission
from tests.journey.test_review import decide, decisions


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


def test_only_photos_of_sent_submissions_wait_and_the_oldest_comes_first(app: Flask) -> None:
    create_photo(submission=create_submission(sent_at=None))
    later = create_photo(submission=create_submission(sent_at=NOON))
    first = create_photo(submission=create_submission(sent_at=NOON - timedelta(hours=1)))
    held = create_photo(stage=Stage.HELD)

    assert find_oldest(Stage.WAITING) is first
    assert find_oldest(Stage.HELD) is held
    assert find_next(first, stage=Stage.WAITING) is later
    assert count_reviewable() == {Stage.WAITING: 2, Stage.HELD: 1, Stage.HIDDEN: 0}


def test_the_neighbours_of_a_photo_keep_the_order_of_the_queue(app: Flask) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(30)]

    around = look_around(photos[15], stage=Stage.WAITING)

    assert around.before == tuple(photos[15 - BEFORE : 15])
    assert around.after == tuple(photos[16 : 16 + AFTER])


def test_after_the_last_photo_the_queue_begins_again(app: Flask) -> None:
    first, last = create_photo(), create_photo()

    assert find_next(last, stage=Stage.WAITING) is first
    last.stage = first.stage = Stage.APPROVED
    assert find_next(last, stage=Stage.WAITING) is None


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"stage": Stage.WITHDRAWN}, Gone),
        ({"stage": Stage.ERASED}, Gone),
        ({"stage": Stage.RECEIVED}, NotHere),
    ],
)
def test_moderators_see_nothing_that_was_withdrawn_or_not_examined(
    app: Flask, said: dict[str, Stage], error: type[Exception]
) -> None:
    photo = create_photo(**said)

    with pytest.raises(error):
        review.find_photo(photo.public_id, by=create_account())


def test_moderators_see_nothing_of_a_draft(app: Flask) -> None:
    photo = create_photo(submission=create_submission(sent_at=None))

    with pytest.raises(NotHere):
        review.find_photo(photo.public_id, by=create_account())


def test_the_last_decision_is_offered_until_it_can_no_longer_be_undone(
    mira: Account, tools: Toolbox
) -> None:
    first, last = create_photo(), create_photo()
    decide("reject", first, mira, tools)
    decide("approve", last, mira, tools)

    offered = review.last_decided(mira)
    last.claim = "a run of publish"

    assert offered is last
    assert review.last_decided(mira) is None


def test_the_decision_of_another_moderator_is_not_offered_for_undo(
    mira: Account, tools: Toolbox
) -> None:
    photo, other = create_photo(), create_account(MODERATOR)
    decide("approve", photo, mira, tools)
    review.undo(photo, Act(other, photo.version), tools=tools)
    decide("hold", photo, other, tools)

    assert review.last_decided(mira) is None
    assert review.last_decided(other) is photo


def test_decisions_are_counted_by_moderator_and_time(mira: Account, tools: Toolbox) -> None:
    for name in ("approve", "reject", "hold"):
        decide(name, create_photo(), mira, tools)
    decide("hold", create_photo(), create_account(MODERATOR), tools)

    assert review.count_decided(mira, since=NOON - timedelta(hours=1)) == 3
    assert review.count_decided(mira, since=NOON + timedelta(seconds=1)) == 0


def test_a_decision_is_neither_changed_nor_deleted(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    decide("hold", photo, mira, tools)
    decision = review.last_decision(photo)
    assert decision is not None

    decision.act = "approve"
    with pytest.raises(TypeError):
        db.session.flush()
    db.session.rollback()
    db.session.delete(decision)
    with pytest.raises(TypeError):
        db.session.flush()


class TestRacingModerators:
    """Two moderators, one photo, the same moment, real threads and real databases."""

    @pytest.fixture(params=["folders", pytest.param("servers", marks=pytest.mark.contract)])
    def setup(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    def test_exactly_one_of_two_moderators_decides(self, app: Flask, tools: Toolbox) -> None:
        for _ in range(10):
            photo = create_photo()
            seen, version = photo.id, photo.version
            people = [create_account(MODERATOR).id, create_account(MODERATOR).id]
            db.session.rollback()  # no old snapshot of what the threads will have changed

            said = race(
                app,
                [
                    partial(decide_at_once, seen, by=by, version=version, tools=tools)
                    for by in people
                ],
            )

            assert sorted(said) == ["already-decided", "decided"]
            assert decisions(photo) == ["reject"]


def decide_at_once(photo_id: int, *, by: int, version: int, tools: Toolbox) -> str:
    """Reject a photo in a unit of one's own; say how that went."""
    try:
        with unit_of_work():
            photo = db.session.get_one(Photo, photo_id)
            act = Act(db.session.get_one(Account, by), version)
            review.reject(photo, act, reason="duplicate", tools=tools)
    except Conflict as conflict:
        return conflict.key
    return "decided"


def race(app: Flask, runners: list[Callable[[], str]]) -> list[str]:
    """Let several threads begin at the same moment; return what each brought."""
    gate, results = threading.Barrier(len(runners)), []

    def run(runner: Callable[[], str]) -> None:
        with app.app_context():
            gate.wait()
            results.append(runner())
            db.session.remove()

    threads = [threading.Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
