"""Moderators are told once a day what has waited too long: numbers, and never twice."""

import logging
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import apart, digests, leases
from gallery.journey.lanes import Lane
from gallery.journey.reporting import Said, report_photo
from gallery.models import MODERATOR, ORGANISER, TRAINEE, Account, How, Photo, ReportKind, Scope
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_account,
    create_photo,
    create_published,
    create_submission,
    create_turin,
)
from tests.house import Clock
from tests.mailbox import Mailbox
from uploads_worker.tasks import Tasks

DAY = NOON.date()


def create_reader(role: str = MODERATOR, **said: Any) -> Account:
    """Somebody who has signed in."""
    return create_account(role, **{"seen_on": DAY, **said})


def create_waiting(hours: int = 0, **said: Any) -> Photo:
    """A photo that waits for so many hours."""
    sent = {name: said.pop(name) for name in ("how",) if name in said}
    submission = create_submission(sent_at=NOON - timedelta(hours=hours), **sent)
    return create_photo(submission=submission, **said)


def sweep(worker: Tasks, clock: Clock, **span: float) -> None:
    """Let time pass, and do what is owed then."""
    clock.forward(**span)
    worker.sweep()
    for name, number in worker.tools.queue.sent:  # type: ignore[attr-defined]
        if name == "digest":
            worker.run(name, number)
    worker.tools.queue.sent.clear()  # type: ignore[attr-defined]


def readers(mailbox: Mailbox) -> list[str]:
    """Who was written to."""
    return [str(message["To"]) for message in mailbox.messages]


def text_of(message: EmailMessage) -> str:
    """What a message says."""
    return str(message.get_content()).replace("\r\n", "\n")


def test_one_message_says_how_much_waits_where_and_nothing_of_what_it_is(
    worker: Tasks, mailbox: Mailbox, clock: Clock, tools: Toolbox
) -> None:
    create_reader(ORGANISER, email="olga@example.org", name="Olga")
    oldest = create_waiting(50, how=How.AT_RISK)
    asked = create_waiting(30, city=create_turin())
    create_waiting(1, city=None)
    with unit_of_work() as unit:
        apart.ask_organisers(asked, "Is it ours?", by=create_account(MODERATOR), tools=tools)
        report_photo(create_published(), Said(ReportKind.OTHER, "rude"), tools=tools, unit=unit)

    sweep(worker, clock, hours=1)

    (message,) = mailbox.messages
    text = text_of(message)
    assert (message["To"], message["Subject"]) == ("olga@example.org", "4 photos wait")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://example.org/account/>"
    assert text.split("\n\n")[1:3] == [
        "4 photos wait.\nThe oldest waits: 2 days\nSensitive: 1\nReported: 1\nFor organisers: 1",
        "By city and action day:\nVilnius, Lithuania, December 2010: 1\n"
        "Turin, Italy, December 2010: 1\nWithout a place, December 2010: 1",
    ]
    assert "https://example.org/review/\n" in text
    assert "more than 24 hours" in text
    assert not any(secret in message.as_string() for secret in (oldest.public_id, "rude", "ours?"))


def test_nobody_is_told_before_something_waited_too_long(
    worker: Tasks, mailbox: Mailbox, clock: Clock
) -> None:
    create_reader()
    create_waiting(22)

    sweep(worker, clock, hours=1)
    too_soon = len(mailbox.messages)
    sweep(worker, clock, hours=1)

    assert (too_soon, len(mailbox.messages)) == (0, 1)


def test_a_report_that_waits_too_long_is_told_where_no_photo_does(
    worker: Tasks, mailbox: Mailbox, clock: Clock, tools: Toolbox
) -> None:
    create_reader()
    with unit_of_work() as unit:
        report_photo(create_published(), Said(ReportKind.CHILD), tools=tools, unit=unit)

    sweep(worker, clock, hours=24)

    (message,) = mailbox.messages
    assert message["Subject"] == "1 photo waits"
    assert "By city" not in text_of(message)


def test_one_is_told_once_a_day(worker: Tasks, mailbox: Mailbox, clock: Clock) -> None:
    create_reader()
    create_waiting(30)
    told = []

    for _ in range(5):
        sweep(worker, clock, hours=8)
        told.append(len(mailbox.messages))

    assert told == [1, 1, 1, 2, 2]


def test_each_is_told_of_their_own_places_in_their_language(
    worker: Tasks, mailbox: Mailbox, clock: Clock
) -> None:
    italy = [Scope(country="it")]
    create_reader(email="ida@example.org", language="it", scopes=italy)
    create_reader(email="vera@example.org", language="xx")
    create_waiting(30)
    create_waiting(30, city=create_turin())

    sweep(worker, clock, hours=1)

    said = {str(each["To"]): text_of(each) for each in mailbox.messages}
    assert "Turin, Italia, December 2010: 1" in said["ida@example.org"]
    assert "Buongiorno,\n\n1 foto attende." in said["ida@example.org"]
    assert "Vilnius" not in said["ida@example.org"]
    assert "https://example.org/it/review/" in said["ida@example.org"]
    assert "Vilnius, Lithuania" in said["vera@example.org"]


@pytest.mark.parametrize(
    "said",
    [
        {"active": False},
        {"wants_digest": False},
        {"seen_on": None},
        {"scopes": [Scope(country="it")]},
        {"role": TRAINEE},
    ],
)
def test_who_cannot_act_or_does_not_want_it_is_not_told(
    worker: Tasks, mailbox: Mailbox, clock: Clock, said: dict[str, Any]
) -> None:
    create_reader(**said)
    create_waiting(30)

    sweep(worker, clock, hours=1)

    assert mailbox.messages == []


def test_what_needs_somebody_else_after_me_is_not_told_to_me(
    worker: Tasks, mailbox: Mailbox, clock: Clock
) -> None:
    first, second = create_reader(), create_reader(email="second@example.org")
    photo = create_waiting(30, how=How.AT_RISK)
    photo.approved_first_by, photo.approved_first_on = first, photo.version
    db.session.commit()

    sweep(worker, clock, hours=1)

    assert readers(mailbox) == ["second@example.org"]
    assert second.told_at == clock()


def test_who_is_at_work_is_told_once_they_have_gone(
    worker: Tasks, mailbox: Mailbox, clock: Clock, tools: Toolbox
) -> None:
    reader = create_reader()
    create_waiting(30)
    with unit_of_work():
        leases.take(reader, Lane(), tools=tools)

    sweep(worker, clock, seconds=60)
    at_work = len(mailbox.messages)
    sweep(worker, clock, seconds=120)

    assert (at_work, len(mailbox.messages)) == (0, 1)


@pytest.mark.parametrize("setting", [{"digest_hours": 0}, {"mail_url": ""}])
def test_it_can_be_off(
    worker: Tasks, mailbox: Mailbox, clock: Clock, setting: dict[str, Any]
) -> None:
    create_reader()
    create_waiting(30)
    has_mail = "mail_url" not in setting
    mail = worker.tools.mail if has_mail else None
    settings = replace(worker.tools.settings, **setting)

    sweep(Tasks(replace(worker.tools, settings=settings, mail=mail)), clock, hours=1)

    assert mailbox.messages == []


def test_a_crash_between_two_messages_sends_none_twice(
    worker: Tasks, mailbox: Mailbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_reader(email="first@example.org")
    create_reader(email="second@example.org")
    create_waiting(30)
    crash = pytest.MonkeyPatch()
    crash.setattr(digests, "record_sent", killed)
    with pytest.raises(KeyboardInterrupt):
        sweep(worker, clock, hours=1)
    crash.undo()

    sweep(worker, clock, minutes=1)

    assert readers(mailbox) == ["first@example.org", "second@example.org"]


def killed(*_said: Any) -> None:
    """Die at once, after the server has taken the message."""
    db.session.rollback()
    raise KeyboardInterrupt


def test_two_workers_do_not_send_the_same_digest(app: Flask, tools: Toolbox) -> None:
    reader = create_reader()
    create_waiting(30)

    with unit_of_work():
        claims = [digests.claim(reader.id, tools=tools) for _ in range(2)]

    assert [claim is not None for claim in claims] == [True, False]


def test_a_server_that_is_down_is_tried_again_later_and_no_address_is_logged(
    worker: Tasks, mailbox: Mailbox, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    reader = create_reader(email="vera@example.org")
    create_waiting(30)
    mailbox.answers = ["451 Try again later"] * 2
    tried = []

    with caplog.at_level(logging.DEBUG, "gallery"):
        for _minute in range(9):
            sweep(worker, clock, seconds=60)
            tried.append((len(mailbox.answers), len(mailbox.messages)))

    # After two minutes, then after four.
    assert tried == [(1, 0)] * 2 + [(0, 0)] * 4 + [(0, 1)] * 3
    assert f"account {reader.id}" in caplog.text
    assert "vera" not in caplog.text
    assert (reader.tell_tries, reader.tell_not_before) == (0, None)


def test_an_address_at_which_nobody_reads_is_not_tried_before_tomorrow(
    worker: Tasks, mailbox: Mailbox, clock: Clock
) -> None:
    create_reader()
    create_waiting(30)
    mailbox.refusals = ["550 No such user"]

    sweep(worker, clock, hours=1)
    sweep(worker, clock, hours=20)
    today = len(mailbox.messages)
    sweep(worker, clock, hours=4)

    assert (today, len(mailbox.messages)) == (0, 1)
