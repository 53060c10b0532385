"""Senders change what they sent: at once while nothing is decided, afterwards as a proposal."""

from datetime import date

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Incomplete
from gallery.journey import amend, proposals, review
from gallery.journey.amend import Wishes
from gallery.journey.counting import read_city_tallies
from gallery.journey.review import Act
from gallery.journey.withdraw import photos_of_receipt, withdraw_photo
from gallery.models import (
    MODERATOR,
    Account,
    Faces,
    FaceWish,
    Photo,
    Precision,
    Proposal,
    Source,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_city,
    create_photo,
    create_published,
    create_submission,
)

TURIN = 3165524


@pytest.fixture
def me(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR)


def correct(photo: Photo, said: Wishes, *, tools: Toolbox) -> bool:
    with unit_of_work():
        return amend.correct(photo, said, tools=tools)


def ask_cover(photo: Photo, *, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        amend.ask_cover(photo, "the man on the left", tools=tools, unit=unit)


@pytest.mark.parametrize("stage", amend.OPEN)
def test_before_a_decision_a_change_applies(app: Flask, tools: Toolbox, stage: Stage) -> None:
    photo = create_photo(stage=stage)
    said = Wishes(geoname_id=TURIN, day=date(2010, 12, 19), caption="The rider", statue="Rider")

    applied = correct(photo, said, tools=tools)

    assert applied
    assert (photo.city.name, photo.country, photo.place_source) == ("Turin", "it", Source.SENDER)  # type: ignore[union-attr]
    assert (photo.day, photo.caption, photo.statue.name) == (  # type: ignore[union-attr]
        date(2010, 12, 19),
        "The rider",
        "Rider",
    )


@pytest.mark.parametrize("stage", amend.DECIDED)
def test_afterwards_nothing_changes_before_a_moderator_said_yes(
    app: Flask, tools: Toolbox, stage: Stage
) -> None:
    photo = create_photo(stage=stage)

    applied = correct(photo, Wishes(geoname_id=TURIN, caption="The rider"), tools=tools)

    assert not applied
    assert (photo.city.name, photo.caption, photo.stage) == ("Vilnius", "", stage)  # type: ignore[union-attr]
    assert db.session.query(Proposal).one().geoname_id == TURIN


@pytest.mark.parametrize("stage", [Stage.REFUSED, Stage.REJECTED, Stage.WITHDRAWN, Stage.RECEIVED])
def test_what_is_not_shown_or_not_read_yet_cannot_be_changed(
    app: Flask, tools: Toolbox, stage: Stage
) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(Conflict):
        correct(photo, Wishes(caption="The rider"), tools=tools)


def test_an_accepted_place_moves_the_tallies_and_gives_new_names(
    me: Account, tools: Toolbox
) -> None:
    photo = create_published()
    correct(photo, Wishes(geoname_id=TURIN), tools=tools)

    with unit_of_work() as unit:
        proposals.accept(photo, Act(me, photo.version), tools=tools, unit=unit)

    assert (photo.city.name, photo.stage) == ("Turin", Stage.APPROVED)  # type: ignore[union-attr]
    assert unit.tasks == [("publish", photo.id, 0)]
    assert not any(read_city_tallies().values())
    assert db.session.query(Proposal).count() == 0


def test_an_accepted_day_of_no_edition_leaves_the_photo_in_its_own(
    me: Account, tools: Toolbox
) -> None:
    photo = create_published()
    edition = photo.edition
    correct(photo, Wishes(day=date(2001, 1, 1)), tools=tools)

    with unit_of_work() as unit:
        proposals.accept(photo, Act(me, photo.version), tools=tools, unit=unit)

    assert photo.day == date(2001, 1, 1)
    assert photo.edition is edition is not None


def test_a_declined_proposal_leaves_all_as_it_was(me: Account, tools: Toolbox) -> None:
    photo = create_published()
    correct(photo, Wishes(caption="An advertisement"), tools=tools)

    with unit_of_work():
        proposals.decline(photo, Act(me, photo.version), tools=tools)

    assert (photo.caption, photo.stage) == ("", Stage.PUBLISHED)
    assert db.session.query(Proposal).count() == 0


def test_two_moderators_do_not_decide_the_same_proposal(me: Account, tools: Toolbox) -> None:
    photo = create_published()
    correct(photo, Wishes(caption="The rider"), tools=tools)
    act = Act(me, photo.version)
    with unit_of_work():
        proposals.decline(photo, act, tools=tools)

    with pytest.raises(Conflict), unit_of_work() as unit:
        proposals.accept(photo, act, tools=tools, unit=unit)


def test_a_name_disappears_at_once_from_all_that_was_sent_together(
    app: Flask, tools: Toolbox
) -> None:
    sent = create_submission(credit="Vera")
    photos = [create_published(submission=sent), create_photo(submission=sent)]

    with unit_of_work() as unit:
        applied = amend.change_name(photos, "", tools=tools, unit=unit)

    assert (applied, sent.credit) == (True, "")
    assert [photo.stage for photo in photos] == [Stage.APPROVED, Stage.WAITING]
    assert unit.tasks == [("publish", photos[0].id, 0)]


def test_nobody_approves_a_name_that_they_have_not_read(me: Account, tools: Toolbox) -> None:
    sent = create_submission(credit="Vera")
    photo, looked = create_photo(submission=sent), Act(me, 1)
    with unit_of_work() as unit:
        amend.change_name([photo], "Ivan Ivanov, Gomel", tools=tools, unit=unit)

    with pytest.raises(Conflict), unit_of_work() as unit:
        review.approve(photo, looked, tools=tools, unit=unit)

    assert photo.stage is Stage.WAITING


def test_another_name_on_what_is_public_waits_for_a_moderator(me: Account, tools: Toolbox) -> None:
    sent = create_submission(credit="")
    photos = [create_published(submission=sent) for _ in range(2)]

    with unit_of_work() as unit:
        applied = amend.change_name(photos, "Vera", tools=tools, unit=unit)
    before = sent.credit
    with unit_of_work() as unit:
        proposals.accept(photos[0], Act(me, photos[0].version), tools=tools, unit=unit)

    assert (applied, before, sent.credit) == (False, "", "Vera")
    assert {photo.stage for photo in photos} == {Stage.APPROVED}


@pytest.mark.parametrize(
    ("stage", "then"),
    [
        (Stage.PUBLISHED, Stage.HIDDEN),
        (Stage.APPROVED, Stage.WAITING),
        (Stage.WAITING, Stage.WAITING),
        (Stage.HELD, Stage.HELD),
    ],
)
def test_who_asks_for_more_covering_hides_the_photo_first(
    me: Account, tools: Toolbox, stage: Stage, then: Stage
) -> None:
    agreed = create_submission(faces=FaceWish.AGREED)
    create = create_published if stage is Stage.PUBLISHED else create_photo
    more = {} if stage is Stage.PUBLISHED else {"stage": stage}
    photo = create(submission=agreed, faces_confirmed=Faces.NONE, **more)

    ask_cover(photo, tools=tools)

    assert (photo.stage, photo.may_be_shown) == (then, False)
    assert proposals.find_asked(create_account()) is photo
    with pytest.raises(Incomplete), unit_of_work() as unit:
        review.approve(photo, Act(me, photo.version), tools=tools, unit=unit)


def test_once_it_is_covered_and_approved_nothing_is_asked_any_more(
    me: Account, tools: Toolbox
) -> None:
    photo = create_published()
    ask_cover(photo, tools=tools)

    with unit_of_work() as unit:
        review.confirm_faces(photo, Act(me, photo.version), faces=Faces.NONE, tools=tools)
        review.approve(photo, Act(me, photo.version), tools=tools, unit=unit)

    assert photo.stage is Stage.APPROVED
    assert db.session.query(Proposal).count() == 0


def test_more_covering_is_on_top_of_what_senders_ask(app: Flask, tools: Toolbox) -> None:
    first, second = create_published(), create_published()
    correct(first, Wishes(caption="The rider"), tools=tools)

    ask_cover(second, tools=tools)

    assert proposals.find_asked(create_account()) is second
    assert proposals.count_asked(create_account()) == 2


def test_an_answer_lets_the_photo_wait_again(me: Account, tools: Toolbox) -> None:
    photo = create_photo()
    with unit_of_work():
        review.hold(photo, Act(me, photo.version), question="Who is it?", tools=tools)

    with unit_of_work():
        amend.answer(photo, "My uncle", tools=tools)

    assert (photo.stage, photo.question, photo.answer) == (Stage.WAITING, "Who is it?", "My uncle")


def test_question_and_answer_are_forgotten_with_the_decision(me: Account, tools: Toolbox) -> None:
    photo = create_photo(question="Who is it?", answer="My uncle")

    with unit_of_work() as unit:
        review.approve(photo, Act(me, photo.version), tools=tools, unit=unit)

    assert (photo.question, photo.answer) == ("", "")


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.HELD])
def test_nobody_answers_what_was_not_asked(app: Flask, tools: Toolbox, stage: Stage) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(Conflict), unit_of_work():
        amend.answer(photo, "Something", tools=tools)


def test_a_photo_sent_again_takes_the_place_and_belongs_to_the_first_receipt(
    app: Flask, tools: Toolbox
) -> None:
    sent, mended = create_submission(), create_submission()
    photo = create_photo(submission=sent, stage=Stage.REJECTED, reason="child")
    other = create_photo(submission=mended)

    with unit_of_work() as unit:
        amend.replace_photo(photo.public_id, by=mended, tools=tools, unit=unit)

    assert unit.tasks == [("erase", photo.id, 0)]
    assert [each.stage for each in photos_of_receipt(sent)] == [Stage.WITHDRAWN, Stage.WAITING]
    assert photos_of_receipt(mended) == [other]
    assert not amend.is_mendable(photo)


def test_what_was_asked_goes_with_a_withdrawn_photo(app: Flask, tools: Toolbox) -> None:
    photo = create_published(question="Who?", answer="My uncle")
    correct(photo, Wishes(caption="Something private"), tools=tools)

    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert (photo.question, photo.answer) == ("", "")
    assert db.session.query(Proposal).count() == 0


def test_the_city_of_all_is_forgotten_at_once(app: Flask, tools: Toolbox) -> None:
    sent = create_submission(city=create_city())
    photos = [create_published(submission=sent), create_photo(submission=sent)]

    with unit_of_work() as unit:
        amend.show_country_only(photos, tools=tools, unit=unit)

    assert {(photo.city, photo.country) for photo in photos} == {(None, "lt")}
    assert [photo.stage for photo in photos] == [Stage.APPROVED, Stage.WAITING]
    assert (sent.city, sent.precision) == (None, Precision.COUNTRY)
    assert not any(read_city_tallies().values())
