"""A draft is handed over: what is asked, what is kept, what is said at the end."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Incomplete
from gallery.journey import receive
from gallery.journey.send import AT_RISK_WAIT, Answers, send_submission
from gallery.journey.withdraw import find_receipt
from gallery.models import FaceWish, How, Photo, Precision, Source, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_edition, create_photo, create_submission
from tests.journey.test_receive import receive_file, stored
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

DAY = datetime(2010, 12, 18, 14, 30)
VILNIUS = 593116
WISHES = Answers(faces=FaceWish.AGREED, is_theirs=True, is_free=True)
ALL = Answers(geoname_id=VILNIUS, faces=FaceWish.AGREED, is_theirs=True, is_free=True)


@pytest.fixture
def draft(app: Flask, tools: Toolbox) -> Submission:
    """A draft that was just begun, in the month of an edition."""
    create_edition()
    with unit_of_work():
        receive.begin_submission("a draft", link_token=None, tools=tools)
    return db.session.query(Submission).one()


def add(draft: Submission, data: bytes, *, tools: Toolbox) -> None:
    """Let a photo come in and be read."""
    receive_file(draft, stored(data, tools=tools), tools=tools)
    for photo in db.session.query(Photo).filter_by(stage=Stage.RECEIVED):
        Tasks(tools).examine(photo.id)


def send(draft: Submission, answers: Answers, *, tools: Toolbox, code: str = "") -> str:
    with unit_of_work(tools.queue.send) as unit:
        draft = db.session.get_one(Submission, draft.id)
        return send_submission(draft, answers, tools=tools, unit=unit, code=code)


def test_a_sent_draft_is_found_by_its_code(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)

    code = send(draft, ALL, tools=tools)

    assert find_receipt(code, tools=tools).id == draft.id


def test_a_code_that_is_said_is_taken(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)
    said = tools.keys.receipt_code_of("a draft")

    assert send(draft, ALL, tools=tools, code=said) == said
    assert find_receipt(said, tools=tools).id == draft.id


def test_nothing_is_sent_twice(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)
    send(draft, ALL, tools=tools)

    with pytest.raises(Conflict):
        send(draft, ALL, tools=tools)


@pytest.mark.parametrize(
    ("answers", "key", "field"),
    [
        (WISHES, "photo-needs-city", "city"),
        (Answers(geoname_id=VILNIUS), "faces-not-said", "faces"),
        (
            Answers(geoname_id=VILNIUS, faces=FaceWish.HIDE, is_theirs=True),
            "permission-not-given",
            "is_free",
        ),
        (
            Answers(geoname_id=VILNIUS, faces=FaceWish.HIDE, is_free=True),
            "permission-not-given",
            "is_theirs",
        ),
    ],
)
def test_the_first_missing_answer_is_named(
    draft: Submission, tools: Toolbox, answers: Answers, key: str, field: str
) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)

    with pytest.raises(Incomplete) as asked:
        send(draft, answers, tools=tools)

    assert (asked.value.key, asked.value.values["field"]) == (key, field)
    assert not db.session.get_one(Submission, draft.id).is_sent


def test_a_photo_without_a_day_asks_for_an_edition(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(), tools=tools)

    with pytest.raises(Incomplete) as asked:
        send(draft, ALL, tools=tools)

    assert asked.value.key == "photo-needs-edition"


def test_the_day_of_the_said_edition_is_the_photos_day(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(), tools=tools)
    edition = create_edition()

    send(draft, Answers(**{**vars(ALL), "edition_id": edition.id}), tools=tools)

    photo = db.session.query(Photo).one()
    assert (photo.day, photo.edition_id) == (date(2010, 12, 18), edition.id)


def test_a_photo_that_was_not_read_yet_asks_for_patience_or_a_city(
    draft: Submission, tools: Toolbox
) -> None:
    receive_file(draft, stored(make_photo(taken_at=DAY), tools=tools), tools=tools)

    with pytest.raises(Incomplete) as asked:
        send(draft, WISHES, tools=tools)

    assert (asked.value.key, asked.value.values["field"]) == ("photo-being-read", "city")


def test_who_answers_city_and_day_waits_for_no_worker(draft: Submission, tools: Toolbox) -> None:
    receive_file(draft, stored(make_photo(), tools=tools), tools=tools)

    send(draft, Answers(**{**vars(ALL), "day": DAY.date()}), tools=tools)

    assert db.session.query(Photo).one().is_placed


def test_without_a_readable_photo_nothing_is_sent(draft: Submission, tools: Toolbox) -> None:
    add(draft, b"%PDF-1.4 a document", tools=tools)

    with pytest.raises(Incomplete) as asked:
        send(draft, ALL, tools=tools)

    assert asked.value.key == "no-photos"


def test_an_unfinished_upload_is_waited_for(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)
    receive.begin_upload(db.session.get_one(Submission, draft.id), length=10, tools=tools)
    db.session.commit()

    with pytest.raises(Incomplete) as asked:
        send(draft, ALL, tools=tools)

    assert asked.value.key == "still-sending"


def test_of_photos_with_the_same_bytes_one_is_sent(app: Flask, tools: Toolbox) -> None:
    draft = create_submission(sent_at=None, consent_version=None)
    create_edition()
    day = {"submission": draft, "camera_day": DAY.date()}
    first, twin = (create_photo(file_hash="f" * 64, **day) for _ in range(2))
    other = create_photo(**day)

    send(draft, ALL, tools=tools)

    stages = [db.session.get_one(Photo, each.id).stage for each in (first, twin, other)]
    assert stages == [Stage.WAITING, Stage.WITHDRAWN, Stage.WAITING]


def test_at_risk_means_country_only_later_and_no_original(
    draft: Submission, tools: Toolbox
) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)

    send(draft, Answers(**{**vars(ALL), "how": How.AT_RISK}), tools=tools)

    sent = db.session.query(Submission).one()
    assert (sent.how, sent.precision, sent.keeps_original) == (
        How.AT_RISK,
        Precision.COUNTRY,
        False,
    )
    assert sent.publish_not_before == NOON.date() + AT_RISK_WAIT


def test_who_is_at_risk_may_only_ask_for_more_care(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)
    soon = {"precision": Precision.CITY, "publish_not_before": NOON.date()}

    send(draft, Answers(**{**vars(ALL), "how": How.AT_RISK, **soon}), tools=tools)

    sent = db.session.query(Submission).one()
    assert sent.precision is Precision.COUNTRY
    assert sent.publish_not_before == NOON.date() + AT_RISK_WAIT


def test_who_sends_as_taken_may_ask_for_care_too(draft: Submission, tools: Toolbox) -> None:
    add(draft, make_photo(taken_at=DAY), tools=tools)
    later = date(2011, 1, 15)
    care = {"precision": Precision.COUNTRY, "publish_not_before": later, "keeps_original": False}

    send(draft, Answers(**{**vars(ALL), **care}), tools=tools)

    sent = db.session.query(Submission).one()
    assert (sent.how, sent.precision) == (How.AS_TAKEN, Precision.COUNTRY)
    assert (sent.publish_not_before, sent.keeps_original) == (later, False)


def test_a_day_that_nobody_said_is_the_editions_and_says_so(
    draft: Submission, tools: Toolbox
) -> None:
    add(draft, make_photo(), tools=tools)

    send(draft, replace(ALL, edition_id=create_edition().id), tools=tools)

    photo = db.session.query(Photo).one()
    assert (photo.day, photo.day_source) == (date(2010, 12, 18), Source.EDITION)
