"""A sensitive photo needs two people who see the very same, and nothing counts for the second."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from gallery.db import UnitOfWork, db, unit_of_work
from gallery.errors import Incomplete
from gallery.images.covers import Box
from gallery.journey import amend, care, marking, publish, review
from gallery.journey.amend import Wishes
from gallery.journey.lanes import Lane
from gallery.journey.review import Act, Corrections
from gallery.journey.review_queue import begin
from gallery.models import (
    MODERATOR,
    Account,
    Faces,
    How,
    Mark,
    Photo,
    Precision,
    Stage,
    Submission,
)
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_submission
from tests.house import Clock
from tests.journey.test_review import decisions

VILNIUS = 593116  # in the gazetteer of GeoNames
HEAD = Box(0.1, 0.2, 0.05, 0.08)
SENSITIVE = {
    "marked": {"mark": Mark.CHILD},
    "listed": {"city": None, "country": "by"},
    "by its camera": {"camera_country": "ru"},
}


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


@pytest.fixture
def jonas(app: Flask) -> Account:
    """Another one."""
    return create_account(MODERATOR, name="Jonas")


@pytest.fixture
def photo(app: Flask) -> Photo:
    """A waiting photo in which a child can be recognised."""
    return create_photo(mark=Mark.CHILD)


def approve(photo: Photo, by: Account, tools: Toolbox) -> UnitOfWork:
    with unit_of_work() as unit:
        review.approve(photo, Act(by, photo.version), tools=tools, unit=unit)
    return unit


@pytest.mark.parametrize("said", SENSITIVE.values(), ids=SENSITIVE.keys())
def test_the_first_approval_publishes_nothing_and_the_second_does(
    mira: Account, jonas: Account, tools: Toolbox, said: dict[str, object]
) -> None:
    photo = create_photo(**said)

    first = approve(photo, mira, tools)
    waiting = (photo.stage, photo.first_approver, first.tasks)
    approve(photo, jonas, tools)

    assert waiting == (Stage.WAITING, mira, [])
    assert photo.stage is Stage.APPROVED
    assert decisions(photo) == ["approve-first", "approve"]


def test_what_may_put_somebody_at_risk_needs_two_people(mira: Account, tools: Toolbox) -> None:
    photo = create_photo(submission=create_submission(how=How.AT_RISK))

    approve(photo, mira, tools)

    assert photo.stage is Stage.WAITING


def test_what_is_not_sensitive_needs_one(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()

    approve(photo, mira, tools)

    assert photo.stage is Stage.APPROVED


def test_nobody_is_their_own_second_person(mira: Account, photo: Photo, tools: Toolbox) -> None:
    approve(photo, mira, tools)

    with pytest.raises(Incomplete, match="second-person-needed"):
        approve(photo, mira, tools)

    assert photo.stage is Stage.WAITING


@pytest.fixture
def unmarked(mira: Account, jonas: Account, tools: Toolbox) -> Photo:
    """A photo that Jonas marked; Mira marked it otherwise, and then took the mark off."""
    found = create_photo()
    for by, said in ((jonas, Mark.CHILD), (mira, Mark.DANGER), (mira, None)):
        with unit_of_work():
            marking.mark(found, Act(by, found.version), said, tools=tools)
    return found


def test_who_takes_anothers_mark_off_does_not_publish_alone(
    mira: Account, jonas: Account, unmarked: Photo, tools: Toolbox
) -> None:
    approve(unmarked, mira, tools)
    alone = unmarked.stage
    with pytest.raises(Incomplete, match="second-person-needed"):
        approve(unmarked, mira, tools)
    approve(unmarked, jonas, tools)

    assert (alone, unmarked.stage) == (Stage.WAITING, Stage.APPROVED)


def test_who_finds_no_mark_any_more_needs_nobody(
    jonas: Account, unmarked: Photo, tools: Toolbox
) -> None:
    approve(unmarked, jonas, tools)

    assert unmarked.stage is Stage.APPROVED


def test_who_moves_it_out_of_a_listed_country_does_not_publish_alone(
    mira: Account, jonas: Account, tools: Toolbox
) -> None:
    photo = create_photo(city=None, country="by")
    with unit_of_work():
        said = Corrections(geoname_id=VILNIUS)
        review.correct(photo, Act(mira, photo.version), said, tools=tools)

    approve(photo, mira, tools)
    alone = (care.is_sensitive(photo), photo.stage)
    approve(photo, jonas, tools)

    assert alone == (False, Stage.WAITING)
    assert photo.stage is Stage.APPROVED


def test_a_mark_of_ones_own_is_taken_off_alone(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    for said in (Mark.CHILD, None):
        with unit_of_work():
            marking.mark(photo, Act(mira, photo.version), said, tools=tools)

    approve(photo, mira, tools)

    assert photo.stage is Stage.APPROVED


def _cover(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.cover(photo, act, covers=[HEAD], crop=None, tools=tools)


def _say_no_face(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.confirm_faces(photo, act, faces=Faces.NONE, tools=tools)


def _describe(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.correct(photo, act, Corrections(description="A poet"), tools=tools)


def _move(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.correct(photo, act, Corrections(country_only="lt"), tools=tools)


def _amend(photo: Photo, act: Act, tools: Toolbox) -> None:
    amend.correct(photo, Wishes(day=date(2010, 12, 17)), tools=tools)


def _hold(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.hold(photo, act, tools=tools)


def _undo(photo: Photo, act: Act, tools: Toolbox) -> None:
    review.undo(photo, act, tools=tools)


@pytest.mark.parametrize("change", [_cover, _say_no_face, _describe, _move, _amend, _hold, _undo])
def test_whatever_changes_in_between_takes_the_first_approval_back(
    mira: Account,
    jonas: Account,
    photo: Photo,
    tools: Toolbox,
    change: Callable[[Photo, Act, Toolbox], None],
) -> None:
    approve(photo, mira, tools)

    with unit_of_work():
        change(photo, Act(mira, photo.version), tools)
    approve(photo, jonas, tools)

    assert photo.stage in (Stage.WAITING, Stage.HELD)
    assert photo.first_approver is jonas


def test_undoing_the_second_approval_takes_both_back(
    mira: Account, jonas: Account, photo: Photo, tools: Toolbox
) -> None:
    approve(photo, mira, tools)
    approve(photo, jonas, tools)

    with unit_of_work():
        review.undo(photo, Act(jonas, photo.version), tools=tools)
    approve(photo, jonas, tools)

    assert photo.stage is Stage.WAITING


def test_a_mark_is_another_version_and_can_be_taken_off(
    mira: Account, photo: Photo, tools: Toolbox
) -> None:
    before = photo.version

    with unit_of_work():
        marking.mark(photo, Act(mira, photo.version), None, tools=tools)

    assert photo.version == before + 1
    assert not care.is_sensitive(photo)


def test_a_photo_that_became_sensitive_after_its_approval_is_not_published_by_one_person(
    mira: Account, tools: Toolbox, clock: Clock
) -> None:
    photo = create_photo()
    approve(photo, mira, tools)
    photo.submission.how, photo.submission.precision = How.AT_RISK, Precision.COUNTRY
    db.session.commit()
    clock.forward(seconds=11)

    with unit_of_work():
        work = publish.claim(photo.id, tools=tools)

    assert work is None
    assert photo.stage is Stage.WAITING


def test_a_former_first_approval_does_not_count_for_a_photo_that_was_not_sensitive_meanwhile(
    mira: Account, photo: Photo, tools: Toolbox, clock: Clock
) -> None:
    approve(photo, mira, tools)
    with unit_of_work():
        marking.mark(photo, Act(mira, photo.version), None, tools=tools)
    approve(photo, mira, tools)
    photo.mark = Mark.DANGER
    db.session.commit()
    clock.forward(seconds=11)

    with unit_of_work():
        work = publish.claim(photo.id, tools=tools)

    assert work is None


def test_who_approved_first_is_shown_other_photos_and_colleagues_are_shown_this_one(
    mira: Account, jonas: Account, photo: Photo, tools: Toolbox
) -> None:
    other = create_photo()
    with unit_of_work():
        begin(mira, Lane(), tools=tools)

    approve(photo, mira, tools)
    with unit_of_work():
        for_mira, for_jonas = (begin(each, Lane(), tools=tools) for each in (mira, jonas))

    assert for_mira is other
    assert for_jonas is photo


def test_the_database_chooses_what_is_sensitive_as_the_house_does(app: Flask) -> None:
    photos = [create_photo(**said) for said in ({}, *SENSITIVE.values())]
    photos.append(create_photo(submission=create_submission(how=How.AT_RISK)))
    photos.append(create_photo(city=None, country=None))
    joined = db.session.query(Photo).join(Submission)

    chosen = set(joined.filter(care.are_sensitive()))
    others = set(joined.filter(~care.are_sensitive()))

    assert chosen == {photo for photo in photos if care.is_sensitive(photo)}
    assert len(chosen) == 4
    assert others == set(photos) - chosen
