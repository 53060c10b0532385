"""Many at once need a second person, unless their links are trusted."""

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict
from gallery.journey import bulk, review, second
from gallery.journey.bulk import ALONE, Wish
from gallery.journey.checking import check_log
from gallery.journey.review import Act
from gallery.models import (
    Account,
    Bulk,
    BulkStage,
    Decision,
    How,
    Photo,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_link,
    create_photo,
    create_submission,
)
from tests.house import Clock
from tests.journey.test_bulk import APPROVE, do, me, stages, through
from uploads_worker.tasks import Tasks

__all__ = ["me"]


def test_twenty_are_approved_alone_more_need_a_second_person(me: Account, tools: Toolbox) -> None:
    few, many = (through(trusted=False, photos=ALONE + more) for more in (0, 1))

    rows = [do(APPROVE, photos, me, tools) for photos in (few, many)]

    assert [row.stage for row in rows] == [BulkStage.DONE, BulkStage.PROPOSED]
    assert set(stages(few)) == {Stage.APPROVED}
    assert set(stages(many)) == {Stage.WAITING}


def test_one_photo_without_trust_among_many_needs_a_second_person(
    me: Account, tools: Toolbox
) -> None:
    photos = [*through(trusted=True, photos=30), create_photo()]

    assert do(APPROVE, photos, me, tools).stage is BulkStage.PROPOSED


def test_through_a_trusted_link_one_person_is_enough_and_some_are_shown_one_by_one(
    me: Account, tools: Toolbox
) -> None:
    photos = through(trusted=True, photos=60)

    row = do(APPROVE, photos, me, tools)

    waiting = [photo for photo in photos if photo.stage is Stage.WAITING]
    assert row.stage is BulkStage.DONE
    assert row.left == [[photo.id, "drawn-by-lot"] for photo in waiting]
    assert 1 <= len(waiting) <= 12


def test_what_was_drawn_stays_drawn(me: Account, tools: Toolbox) -> None:
    photos = through(trusted=True, photos=40)
    do(APPROVE, photos, me, tools)
    waiting = [photo for photo in photos if photo.stage is Stage.WAITING]

    for _ in range(2):
        row = do(APPROVE, waiting, me, tools)
        assert row.done == [] or len(waiting) > len(row.done)

    assert any(photo.stage is Stage.WAITING for photo in photos)


def test_about_one_of_twenty_is_drawn(app: Flask, tools: Toolbox) -> None:
    sent = create_submission(link=create_link(is_trusted=True))
    photos = [
        Photo(id=number, public_id=f"photo{number}", submission=sent) for number in range(2000)
    ]

    drawn = bulk.draw(photos, tools=tools)

    assert 60 <= len(drawn) <= 140
    db.session.rollback()


def test_another_moderator_confirms_and_nobody_their_own(me: Account, tools: Toolbox) -> None:
    photos = through(trusted=False, photos=ALONE + 1)
    row, other = do(APPROVE, photos, me, tools), create_account("moderator")
    with unit_of_work():
        review.hold(photos[3], Act(other, 1), tools=tools)

    with pytest.raises(Conflict), unit_of_work() as unit:
        second.confirm(row, by=me, tools=tools, unit=unit)
    assert Stage.APPROVED not in stages(photos)

    with unit_of_work() as unit:
        second.confirm(row, by=other, tools=tools, unit=unit)

    assert (len(row.done), row.second_id) == (ALONE, other.id)
    assert row.left == [[photos[3].id, "changed-meanwhile"]]
    with pytest.raises(Conflict), unit_of_work() as unit:
        second.confirm(row, by=other, tools=tools, unit=unit)


def test_what_became_dangerous_meanwhile_is_not_confirmed(me: Account, tools: Toolbox) -> None:
    photos = through(trusted=False, photos=ALONE + 1)
    row = do(APPROVE, photos, me, tools)
    photos[0].submission.how = How.AT_RISK
    db.session.commit()

    with unit_of_work() as unit:
        second.confirm(row, by=create_account("moderator"), tools=tools, unit=unit)

    assert (row.done, set(stages(photos))) == ([], {Stage.WAITING})


def test_what_is_declined_changes_nothing(me: Account, tools: Toolbox) -> None:
    photos = through(trusted=False, photos=ALONE + 1)
    row = do(Wish("reject", "child"), photos, me, tools)

    with unit_of_work():
        second.decline(row, by=create_account("moderator"), tools=tools)

    assert (row.stage, set(stages(photos))) == (BulkStage.DECLINED, {Stage.WAITING})
    assert second.find_proposed(create_account("moderator")) == []


def test_who_proposed_many_and_who_said_yes_or_no_stands_in_the_log(
    me: Account, tools: Toolbox
) -> None:
    first, taken_back = (
        do(APPROVE, through(trusted=False, photos=ALONE + 1), me, tools) for _ in range(2)
    )
    other = create_account("moderator")

    with unit_of_work() as unit:
        second.confirm(first, by=other, tools=tools, unit=unit)
        second.decline(taken_back, by=other, tools=tools)

    log = db.session.query(Decision).filter_by(photo_id=0).order_by(Decision.number)
    said = {"act": "approve", "photos": ALONE + 1}
    assert [(row.act, row.account_id, row.details) for row in log] == [
        ("propose-bulk", me.id, {"bulk": first.public_id, **said}),
        ("propose-bulk", me.id, {"bulk": taken_back.public_id, **said}),
        ("confirm-bulk", other.id, {"bulk": first.public_id, "account": me.id, **said}),
        ("decline-bulk", other.id, {"bulk": taken_back.public_id, "account": me.id, **said}),
    ]
    assert check_log(tools.keys).is_whole


def test_what_was_done_with_many_is_forgotten_after_its_time(
    me: Account, tools: Toolbox, clock: Clock
) -> None:
    do(APPROVE, through(trusted=False, photos=2), me, tools)
    clock.moment += second.KEPT
    do(APPROVE, through(trusted=False, photos=ALONE + 1), me, tools)
    clock.forward(seconds=1)

    Tasks(tools).tidy()

    assert [row.stage for row in db.session.query(Bulk)] == [BulkStage.PROPOSED]
