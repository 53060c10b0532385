"""What is taken back goes with all that was known of it, and nothing goes before its day."""

from datetime import date

import pytest
from flask import Flask

from config import Settings
from gallery.db import db, unit_of_work
from gallery.journey import amend, review, sweep, withdraw
from gallery.journey.amend import Wishes
from gallery.journey.review import Act
from gallery.models import MODERATOR, Decision, How, Photo, Precision, SaidBy, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_city,
    create_edition,
    create_link,
    create_photo,
    create_submission,
)
from tests.house import Clock
from uploads_worker.tasks import Tasks


@pytest.fixture
def submission(app: Flask) -> Submission:
    """A submission that says much about its sender."""
    return create_submission(
        credit="Vera", city=create_city(), edition=create_edition(), link=create_link(),
        day=date(2010, 12, 18), consent_language="be", receipt_hash="a hash", how=How.AT_RISK,
        precision=Precision.COUNTRY, publish_not_before=date(2011, 1, 1), keeps_original=False,
        said_country="by", said_by=SaidBy.GUARDIAN,
    )  # fmt: skip


def take_back(photo: Photo, *, tools: Toolbox) -> None:
    """Withdraw a photo and erase it."""
    with unit_of_work() as unit:
        withdraw.withdraw_photo(db.session.get_one(Photo, photo.id), tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)
    db.session.expire_all()


def test_the_last_photo_takes_along_what_its_submission_knew(
    submission: Submission, tools: Toolbox
) -> None:
    take_back(create_photo(submission=submission), tools=tools)
    db.session.refresh(submission)

    kept = {
        name: value
        for name, value in vars(submission).items()
        if value and name not in ("_sa_instance_state", "id", "draft_hash", "receipt_hash", "faces")
    }
    moments = {kept.pop(name) for name in ("begun_at", "sent_at")}
    assert {(each.hour, each.minute) for each in moments} == {(0, 0)}
    as_of_anybody = {
        "how": How.AS_TAKEN, "precision": Precision.CITY, "keeps_original": True,
        "said_by": SaidBy.SELF,
    }  # fmt: skip
    assert kept == as_of_anybody


def test_no_row_says_at_which_hour_somebody_came_back(
    submission: Submission, tools: Toolbox
) -> None:
    photo = create_photo(submission=submission)
    with unit_of_work():
        amend.correct(photo, Wishes(caption="The rider"), tools=tools)

    take_back(photo, tools=tools)

    moments = [photo.stage_since, *(decision.at for decision in db.session.query(Decision))]
    assert len(moments) == 3
    assert {(each.hour, each.minute, each.second) for each in moments} == {(0, 0, 0)}


def test_a_submission_keeps_its_words_while_one_photo_is_left(
    submission: Submission, tools: Toolbox
) -> None:
    first, _left = (create_photo(submission=submission) for _ in range(2))

    take_back(first, tools=tools)

    assert (submission.credit, submission.day) == ("Vera", date(2010, 12, 18))


def test_a_late_task_does_not_erase_what_was_rejected_a_moment_ago(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo, me = create_photo(), create_account(MODERATOR)
    with unit_of_work():
        review.reject(photo, Act(me, photo.version), reason="duplicate", tools=tools)

    Tasks(tools).erase(photo.id)
    db.session.expire_all()

    assert photo.stage is Stage.REJECTED
    assert review.may_be_undone(photo)


def test_a_rejected_photo_is_erased_on_its_day(app: Flask, tools: Toolbox, clock: Clock) -> None:
    photo = create_photo(stage=Stage.REJECTED)
    clock.forward(days=7, seconds=1)

    Tasks(tools).erase(photo.id)
    db.session.expire_all()

    assert photo.stage is Stage.ERASED


def test_taking_back_what_is_taken_back_already_is_as_good(app: Flask, tools: Toolbox) -> None:
    photo = create_photo()
    seen_before = db.session.get_one(Photo, photo.id)
    take_back(photo, tools=tools)

    with unit_of_work() as unit:
        withdraw.withdraw_photo(seen_before, tools=tools, unit=unit)

    assert photo.stage is Stage.ERASED


def test_a_draft_that_is_sent_while_the_sweeper_looks_is_not_dropped(
    app: Flask, tools: Toolbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = create_submission(sent_at=None)
    photo = create_photo(submission=draft)
    clock.forward(hours=25)

    def send_first(row: Submission) -> None:
        row.sent_at = tools.now()

    monkeypatch.setattr(sweep, "lock_row", send_first)
    with unit_of_work() as unit:
        sweep.drop_old_drafts(tools=tools, unit=unit)

    assert db.session.get_one(Photo, photo.id).stage is Stage.WAITING


def test_hiding_late_leaves_the_files_of_a_new_publication(app: Flask, tools: Toolbox) -> None:
    photo = create_photo(stage=Stage.HIDDEN, media_token="old")
    for token in ("old", "new"):
        tools.public.put(f"media/{photo.public_id}/{token}-320.jpg", b"pixels")

    Tasks(tools).hide(photo.id)
    db.session.expire_all()

    assert [each.key for each in tools.public.list()] == [f"media/{photo.public_id}/new-320.jpg"]
    assert photo.media_token is None


def test_an_hour_later_not_even_the_journal_remembers_a_name(
    app: Flask, tools: Toolbox, settings: Settings
) -> None:
    photo = create_photo(submission=create_submission(credit="Vera Secret"))

    def kept() -> bytes:
        return b"".join(path.read_bytes() for path in settings.folder.glob("gallery.sqlite*"))

    assert b"Vera Secret" in kept()
    take_back(photo, tools=tools)
    assert b"Vera Secret" in kept()  # the journal holds it

    Tasks(tools).sweep()

    assert b"Vera Secret" not in kept()
