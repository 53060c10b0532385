"""What is set apart from the queue: seen by organisers only, or by nobody by chance."""

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, NotHere
from gallery.journey import amend, apart, quarantine, review
from gallery.journey.doubts import find_doubts
from gallery.journey.lanes import Lane
from gallery.journey.review import Act, find_photo
from gallery.journey.review_queue import begin, count_reviewable
from gallery.models import (
    MODERATOR,
    ORGANISER,
    Account,
    Apart,
    Mend,
    Photo,
    ReasonWording,
    Stage,
)
from gallery.scope import may_see
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_published, create_submission, saved
from tests.house import Clock
from tests.journey.test_review import decisions
from uploads_worker.tasks import Tasks


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser."""
    return create_account(ORGANISER, name="Olga")


def ask(photo: Photo, by: Account, tools: Toolbox, note: str = "Is this ours?") -> None:
    with unit_of_work():
        apart.ask_organisers(photo, note, by=by, tools=tools)


def sound(photo: Photo, by: Account, tools: Toolbox) -> None:
    with unit_of_work(tools.queue.send) as unit:
        apart.sound_alarm(photo, by=by, tools=tools, unit=unit)


def sees(person: Account, photo: Photo) -> bool:
    """Whether somebody finds a photo by its address; the database and the house agree."""
    try:
        found = find_photo(photo.public_id, by=person) is photo
    except NotHere:
        found = False
    assert found is may_see(photo, person)
    return found


def test_what_organisers_are_asked_about_is_seen_by_them_alone(
    mira: Account, olga: Account, tools: Toolbox
) -> None:
    photo = create_photo()
    with unit_of_work():
        begin(mira, Lane(), tools=tools)

    ask(photo, mira, tools)
    with unit_of_work():
        for_mira, for_olga = (begin(each, Lane(), tools=tools) for each in (mira, olga))

    assert (for_mira, for_olga) == (None, photo)
    assert (sees(mira, photo), sees(olga, photo)) == (False, True)
    assert count_reviewable(mira)[Stage.WAITING] == 0
    assert apart.list_apart(Apart.ASKED, by=olga) == [photo]


def test_a_decision_answers_what_was_asked(mira: Account, olga: Account, tools: Toolbox) -> None:
    photo = create_photo()
    ask(photo, mira, tools)

    with unit_of_work():
        review.reject(photo, Act(olga, photo.version), reason="hateful", tools=tools)

    assert (photo.apart, photo.apart_note) == (None, "")
    assert apart.count_apart(olga).total() == 0


def test_an_organiser_may_leave_it_to_the_moderators(
    mira: Account, olga: Account, tools: Toolbox
) -> None:
    photo = create_photo()
    ask(photo, mira, tools)

    with unit_of_work():
        apart.give_back(photo, Act(olga, photo.version), tools=tools)

    assert sees(mira, photo)
    assert decisions(photo) == ["ask", "give-back"]


def test_the_answer_of_a_sender_is_no_answer_of_organisers(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    with unit_of_work():
        review.hold(photo, Act(mira, 1), question="Did he agree?", tools=tools)
    ask(photo, mira, tools)

    with unit_of_work():
        amend.answer(photo, "Yes", tools=tools)

    assert (photo.stage, photo.answer) == (Stage.WAITING, "Yes")
    assert (photo.apart, photo.apart_note) == (Apart.ASKED, "Is this ours?")


def test_only_what_is_not_decided_is_asked_about(mira: Account, tools: Toolbox) -> None:
    with pytest.raises(Conflict):
        ask(create_photo(stage=Stage.REJECTED), mira, tools)


@pytest.mark.parametrize("stage", apart.ALARMABLE)
def test_an_alarm_takes_a_photo_out_of_everybodys_sight(
    mira: Account, olga: Account, tools: Toolbox, stage: Stage
) -> None:
    make = create_published if stage is Stage.PUBLISHED else create_photo
    photo = make(**({} if stage is Stage.PUBLISHED else {"stage": stage}))
    with unit_of_work():
        begin(mira, Lane(), tools=tools)

    sound(photo, mira, tools)
    with unit_of_work():
        given = [begin(each, Lane(), tools=tools) for each in (mira, olga)]

    assert given == [None, None]
    assert not any(sees(each, photo) for each in (mira, olga))
    assert photo.stage not in (Stage.PUBLISHED, Stage.APPROVED, Stage.REJECTED)
    assert apart.list_apart(Apart.ALARM, by=olga) == [photo]
    assert apart.find_alarmed(photo.public_id, by=olga) is photo


def test_an_alarm_is_sounded_whoever_was_quicker(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    seen = db.session.get_one(Photo, photo.id)
    with unit_of_work():
        review.hold(photo, Act(create_account(MODERATOR), photo.version), tools=tools)

    sound(seen, mira, tools)

    assert photo.is_out_of_sight


def test_what_was_public_loses_its_files(mira: Account, tools: Toolbox) -> None:
    photo = create_published()
    tools.public.put(f"media/{photo.public_id}/{photo.media_names[0]}", b"pixels")

    sound(photo, mira, tools)
    Tasks(tools).hide(photo.id)

    assert list(tools.public.list()) == []


def test_what_was_about_to_be_public_again_loses_its_former_files(
    mira: Account, tools: Toolbox
) -> None:
    photo = create_photo(stage=Stage.APPROVED, media_token="former")
    tools.public.put(f"media/{photo.public_id}/former-320.jpg", b"pixels")

    sound(photo, mira, tools)
    Tasks(tools).hide(photo.id)

    assert list(tools.public.list()) == []


def test_nothing_erases_what_is_out_of_sight_while_nobody_decided(
    mira: Account, tools: Toolbox, clock: Clock
) -> None:
    photo = create_photo(stage=Stage.REJECTED)
    sound(photo, mira, tools)
    clock.forward(days=30)

    Tasks(tools).erase(photo.id)

    assert photo.stage is Stage.WAITING


def test_an_organiser_rejects_it_as_any_other(mira: Account, olga: Account, tools: Toolbox) -> None:
    photo = create_photo()
    sound(photo, mira, tools)

    with unit_of_work():
        apart.reject_alarmed(photo, Act(olga, photo.version), reason="hateful", tools=tools)

    assert (photo.stage, photo.reason, photo.apart) == (Stage.REJECTED, "hateful", None)


def test_nothing_of_a_former_rejection_is_told_of_what_an_alarm_erased(
    mira: Account, olga: Account, tools: Toolbox
) -> None:
    wording = saved(ReasonWording(key="ours", mend=Mend.NOTHING, texts={}))
    photo = create_photo(
        stage=Stage.REJECTED, reason="ours", note="Not this one.", reason_wording=wording
    )
    sound(photo, mira, tools)

    with unit_of_work() as unit:
        apart.erase_alarmed(photo, Act(olga, photo.version), tools=tools, unit=unit)

    assert (photo.reason, photo.reason_wording, photo.note) == ("other", None, "")


def test_erasing_leaves_a_hash_by_which_the_same_file_is_out_of_sight(
    mira: Account, olga: Account, tools: Toolbox
) -> None:
    photo = create_photo()
    tools.private.put(f"originals/{photo.public_id}/x", b"bytes")
    sound(photo, mira, tools)

    with unit_of_work() as unit:
        apart.erase_alarmed(photo, Act(olga, photo.version), tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)
    db.session.expire_all()
    again = create_photo(file_hash=photo.file_hash)
    other = create_photo()
    for each in (again, other):
        quarantine.keep_out_of_sight(each, tools=tools)

    assert unit.tasks == [("erase", photo.id, 0)]
    assert photo.stage is Stage.ERASED
    assert list(tools.private.list()) == []
    assert (again.is_out_of_sight, other.is_out_of_sight) == (True, False)
    assert decisions(photo) == ["alarm", "alarm-erase"]


def test_a_file_that_was_rejected_is_known_when_it_comes_again(
    mira: Account, tools: Toolbox, clock: Clock
) -> None:
    photo = create_photo()
    with unit_of_work():
        review.reject(photo, Act(mira, photo.version), reason="child", tools=tools)
    clock.forward(days=8)
    Tasks(tools).erase(photo.id)

    again = create_photo(file_hash=photo.file_hash, same_as_id=photo.id)
    (doubt,) = find_doubts(again)

    assert photo.stage is Stage.ERASED
    assert doubt.key == "rejected-before"
    assert doubt.values["decision"].reason == "child"


def test_a_rejection_that_was_undone_is_none(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    with unit_of_work():
        review.reject(photo, Act(mira, photo.version), reason="child", tools=tools)
        review.undo(photo, Act(mira, photo.version), tools=tools)
        photo.move_to(Stage.WITHDRAWN, at=tools.now())

    again = create_photo(file_hash=photo.file_hash, same_as_id=photo.id)

    assert quarantine.find_rejection(again) is None


def test_three_years_later_not_even_the_hash_is_left(app: Flask, tools: Toolbox) -> None:
    now = tools.now()
    old, young = (
        create_photo(stage=Stage.ERASED, stage_since=now - span)
        for span in (quarantine.HASH_KEPT * 1.001, quarantine.HASH_KEPT * 0.999)
    )
    living = create_photo(
        stage_since=now - quarantine.HASH_KEPT * 2, submission=create_submission()
    )

    Tasks(tools).sweep()
    db.session.expire_all()

    assert old.file_hash is None
    assert young.file_hash is not None
    assert living.file_hash is not None
