"""Senders who want to are told once per batch of decisions; then their address is forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import BadInput
from gallery.journey import letters
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Letter, Photo, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_submission
from tests.house import Clock
from tests.mailbox import Mailbox
from uploads_worker.tasks import Tasks

EMAIL = "vera@example.org"


@pytest.fixture
def submission(app: Flask, tools: Toolbox) -> Submission:
    """Photos of somebody who wants to hear from us."""
    submission = create_submission()
    with unit_of_work():
        letters.keep_email(submission, EMAIL, language="en", tools=tools)
    return submission


def decide(photo: Photo, stage: Stage, clock: Clock) -> None:
    """Let a photo have come into a stage now."""
    photo.stage, photo.stage_since = stage, clock()
    db.session.commit()


def sweep(worker: Tasks, clock: Clock, *, seconds: float) -> None:
    """Let time pass, and do what is owed then."""
    clock.forward(seconds=seconds)
    worker.sweep()
    for name, number in worker.tools.queue.sent:  # type: ignore[attr-defined]
        if name == "letter":
            worker.post.letter(number)
    worker.tools.queue.sent.clear()  # type: ignore[attr-defined]


def test_a_batch_is_told_in_one_message_that_tells_nothing(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    photos = [create_photo(submission=submission) for _ in range(3)]
    for photo in photos:
        decide(photo, Stage.PUBLISHED, clock)
        sweep(worker, clock, seconds=4)

    sweep(worker, clock, seconds=10)

    (message,) = mailbox.messages
    text = message.get_content()
    assert (message["To"], message["From"]) == (EMAIL, "team@example.org")
    assert "there is an answer about 3 photos." in text
    assert "https://example.org/receipt/" in text
    assert "This was our last message. Your address is erased now." in text
    assert not any(photo.public_id in text for photo in photos)
    assert "Vilnius" not in message.as_string()
    assert db.session.query(Letter).count() == 0


def test_a_letter_is_in_the_language_of_its_reader(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock, tools: Toolbox
) -> None:
    with unit_of_work():
        letters.keep_email(submission, EMAIL, language="pl", tools=tools)
    decide(create_photo(submission=submission), Stage.PUBLISHED, clock)

    sweep(worker, clock, seconds=10)

    (message,) = mailbox.messages
    assert message["Subject"] == "Jest dla Ciebie odpowiedź"
    assert "https://example.org/pl/receipt/" in message.get_content()


def test_nothing_is_told_while_a_decision_can_be_undone(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    decide(create_photo(submission=submission), Stage.REJECTED, clock)

    sweep(worker, clock, seconds=9)

    assert mailbox.messages == []


def test_what_is_decided_later_is_another_message(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    early, late = (create_photo(submission=submission) for _ in range(2))
    decide(early, Stage.PUBLISHED, clock)

    sweep(worker, clock, seconds=60)
    too_soon = len(mailbox.messages)
    sweep(worker, clock, seconds=300)
    sweep(worker, clock, seconds=300)
    decide(late, Stage.REJECTED, clock)
    sweep(worker, clock, seconds=20)

    assert too_soon == 0
    words = [message.get_content() for message in mailbox.messages]
    assert ["We write again" in text for text in words] == [True, False]
    assert db.session.query(Letter).count() == 0


def test_a_question_is_told_and_the_address_kept_for_what_follows(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    photo = create_photo(submission=submission, question="Who is it?")
    decide(photo, Stage.HELD, clock)

    sweep(worker, clock, seconds=310)

    assert len(mailbox.messages) == 1
    assert db.session.query(Letter).count() == 1


def test_a_server_that_is_down_is_tried_again_and_less_and_less_often(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    decide(create_photo(submission=submission), Stage.PUBLISHED, clock)
    mailbox.answers = ["451 Try again later"] * 2
    tried = []

    for _minute in range(9):
        sweep(worker, clock, seconds=60)
        tried.append((len(mailbox.answers), len(mailbox.messages)))

    # After two minutes, then after four.
    assert tried == [(1, 0)] * 2 + [(0, 0)] * 4 + [(0, 1)] * 3
    assert db.session.query(Letter).count() == 0


def test_an_address_at_which_nobody_reads_is_forgotten(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    decide(create_photo(submission=submission), Stage.PUBLISHED, clock)
    mailbox.refusals = ["550 No such user"]

    sweep(worker, clock, seconds=60)

    assert mailbox.messages == []
    assert db.session.query(Letter).count() == 0


def test_two_workers_do_not_send_the_same_letter(
    submission: Submission, clock: Clock, tools: Toolbox
) -> None:
    decide(create_photo(submission=submission), Stage.PUBLISHED, clock)
    clock.forward(seconds=60)
    letter = db.session.query(Letter).one()

    with unit_of_work():
        claims = [letters.claim(letter.id, tools=tools) for _ in range(2)]

    assert [claim is not None for claim in claims] == [True, False]


def test_a_letter_whose_run_was_killed_is_sent_again_under_the_same_name(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock, tools: Toolbox
) -> None:
    decide(create_photo(submission=submission), Stage.PUBLISHED, clock)
    clock.forward(seconds=60)
    with unit_of_work():
        work = letters.claim(db.session.query(Letter).one().id, tools=tools)

    sweep(worker, clock, seconds=301)

    assert work is not None
    assert [message["Message-ID"] for message in mailbox.messages] == [f"<{work.name}@example.org>"]


def test_with_the_last_photo_the_address_goes(submission: Submission, tools: Toolbox) -> None:
    photos = [create_photo(submission=submission) for _ in range(2)]
    left = []

    for photo in photos:
        with unit_of_work() as unit:
            withdraw_photo(photo, tools=tools, unit=unit)
        left.append(db.session.query(Letter).count())

    assert left == [1, 0]


def test_after_30_days_the_address_goes_whatever_is_left(
    worker: Tasks, mailbox: Mailbox, submission: Submission, clock: Clock
) -> None:
    create_photo(submission=submission)

    sweep(worker, clock, seconds=timedelta(days=30).total_seconds())
    kept = db.session.query(Letter).count()
    sweep(worker, clock, seconds=timedelta(days=1).total_seconds())

    assert (kept, db.session.query(Letter).count(), mailbox.messages) == (1, 0, [])


@pytest.mark.parametrize(
    "email", ["", "vera", "vera@", "a@b@c.org", "v e@ra.org", "v@ra.org\nBcc: x@y.org", "x" * 255]
)
def test_what_is_no_address_is_not_kept(app: Flask, tools: Toolbox, email: str) -> None:
    with pytest.raises(BadInput), unit_of_work():
        letters.keep_email(create_submission(), email, language="en", tools=tools)


def test_an_address_cannot_be_read_in_what_is_kept(submission: Submission, tmp_path: Path) -> None:
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("gallery.sqlite*"))

    assert kept
    assert EMAIL.encode() not in kept
