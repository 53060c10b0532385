"""What waits for moderators, what they did last, and that only one of them decides."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Gone, NotHere
from gallery.journey import leases, review
from gallery.journey.lanes import Lane, find_lane
from gallery.journey.leases import SIZE
from gallery.journey.review import Act
from gallery.journey.review_queue import (
    AFTER,
    BEFORE,
    FEW,
    begin,
    count_reviewable,
    find_oldest,
    go_on,
    look_around,
    of_lane,
)
from gallery.models import MODERATOR, Account, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_photo, create_submission
from tests.journey.test_review import decide, decisions

WAITING = Lane()


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


def test_only_photos_of_sent_submissions_wait_and_the_oldest_comes_first(
    mira: Account, tools: Toolbox
) -> None:
    create_photo(submission=create_submission(sent_at=None))
    later = create_photo(submission=create_submission(sent_at=NOON))
    first = create_photo(submission=create_submission(sent_at=NOON - timedelta(hours=1)))
    held = create_photo(stage=Stage.HELD)

    assert begin(mira, WAITING, tools=tools) is first
    assert find_oldest(Stage.HELD, by=mira) is held
    assert go_on(first, mira, stage=Stage.WAITING, tools=tools) is later
    assert count_reviewable(mira) == {Stage.WAITING: 2, Stage.HELD: 1, Stage.HIDDEN: 0}


def test_the_neighbours_of_a_photo_keep_the_order_of_the_queue(
    mira: Account, tools: Toolbox
) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(30)]

    around = look_around(photos[15], mira, stage=Stage.WAITING, tools=tools)

    assert around.before == tuple(photos[15 - BEFORE : 15])
    assert around.after == tuple(photos[16 : 16 + AFTER])


def test_around_ones_own_photos_are_ones_own_and_then_the_next_that_nobody_has(
    mira: Account, tools: Toolbox
) -> None:
    sent, jonas = create_submission(), create_account(MODERATOR)
    photos = [create_photo(submission=sent) for _ in range(3 * SIZE)]
    leases.take(mira, WAITING, tools=tools)
    leases.take(jonas, WAITING, tools=tools)

    around = look_around(photos[SIZE - 3], mira, stage=Stage.WAITING, tools=tools)

    assert around.before == tuple(photos[SIZE - 3 - BEFORE : SIZE - 3])
    assert around.after == (*photos[SIZE - 2 : SIZE], *photos[2 * SIZE : 2 * SIZE + AFTER - 2])


def test_around_a_photo_without_a_lease_nothing_is_shown_that_others_have(
    mira: Account, tools: Toolbox
) -> None:
    sent, jonas = create_submission(), create_account(MODERATOR)
    photos = [create_photo(submission=sent) for _ in range(SIZE + 2)]
    leases.take(jonas, WAITING, tools=tools)

    around = look_around(photos[SIZE], mira, stage=Stage.WAITING, tools=tools)

    assert (around.before, around.after) == ((), (photos[SIZE + 1],))


def test_after_the_last_photo_one_goes_on_with_those_one_skipped(
    mira: Account, tools: Toolbox
) -> None:
    first, last = create_photo(), create_photo()
    begin(mira, WAITING, tools=tools)

    assert go_on(last, mira, stage=Stage.WAITING, tools=tools) is first
    last.stage = first.stage = Stage.APPROVED
    assert go_on(last, mira, stage=Stage.WAITING, tools=tools) is None


def test_the_next_photos_are_ones_own_before_the_last_is_reached(
    mira: Account, tools: Toolbox
) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(2 * SIZE + 1)]
    begin(mira, WAITING, tools=tools)
    for photo in photos[: SIZE - FEW + 1]:
        photo.stage = Stage.APPROVED

    following = go_on(photos[SIZE - FEW], mira, stage=Stage.WAITING, tools=tools)

    assert following is photos[SIZE - FEW + 1]
    assert len(leases.list_photos(mira, stage=Stage.WAITING)) == SIZE + FEW - 1


def test_a_form_that_comes_twice_leads_on_from_where_its_photo_stood(
    mira: Account, tools: Toolbox
) -> None:
    """With its last photo decided a submission forgets the hour, and would be the day's oldest."""
    skipped = create_photo()
    photo, following = create_photo(), create_photo()
    begin(mira, WAITING, tools=tools)
    decide("reject", photo, mira, tools)

    ways = [go_on(photo, mira, stage=Stage.WAITING, tools=tools) for _ in range(2)]

    assert photo.submission.sent_at is not None
    assert photo.submission.sent_at < NOON
    assert ways == [following, following]
    assert skipped.stage is Stage.WAITING


def test_a_lane_is_paged_through_whoever_has_its_photos(mira: Account, tools: Toolbox) -> None:
    sent = create_submission()
    photos = [create_photo(submission=sent) for _ in range(5)]
    leases.take(mira, WAITING, tools=tools)

    assert of_lane(WAITING, mira, at_most=3) == photos[:3]
    assert of_lane(WAITING, mira, after=photos[2], at_most=3) == photos[3:]


@pytest.mark.parametrize("name", ["", "approved", "waiting/", "waiting/2010-12", "waiting/x/lt"])
def test_what_is_no_lane_is_not_found(name: str) -> None:
    with pytest.raises(NotHere):
        find_lane(name)


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
