"""Reports hide so many photos and no more, and leave little behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from gallery.db import db
from gallery.journey import reporting, reports
from gallery.journey.reporting import MOST_AN_HOUR, Said
from gallery.mail import open_mail
from gallery.models import (
    ORGANISER,
    Report,
    ReportKind,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_edition,
    create_published,
)
from tests.house import Clock
from tests.journey.test_reports import OTHER, create_crowd, decide, report
from tests.mailbox import open_mailbox
from uploads_worker.tasks import Tasks


def test_no_more_than_ten_photos_an_hour_are_hidden(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photos = [create_published(edition=create_edition(year=year)) for year in range(2000, 2012)]

    stages = [report(photo, tools) for photo in photos]
    later = create_published(edition=create_edition(year=1999))
    clock.forward(minutes=61)

    assert stages == [Stage.HIDDEN] * MOST_AN_HOUR + [Stage.PUBLISHED] * 2
    assert reports.count_over() == 2
    assert report(later, tools) is Stage.HIDDEN


def test_no_more_than_a_fiftieth_of_an_edition_is_hidden(app: Flask, tools: Toolbox) -> None:
    photos = [create_published() for _ in range(4)]
    create_crowd(96)

    stages = [report(photo, tools) for photo in photos[:4]]
    decide("approve", photos[0], tools)
    photos[0].stage = Stage.PUBLISHED
    db.session.commit()

    assert stages == [Stage.HIDDEN] * 2 + [Stage.PUBLISHED] * 2
    assert report(photos[3], tools) is Stage.HIDDEN


def test_organisers_are_told_once_a_day_that_reports_hide_nothing(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    create_account(ORGANISER, email="olga@example.org")
    settings = replace(tools.settings, mail_from="gallery@example.org")
    for photo in [create_published() for _ in range(2)]:
        report(photo, tools)
    with open_mailbox() as mailbox:
        tasks = Tasks(replace(tools, mail=open_mail(mailbox.url), settings=settings))
        tasks.sweep()
        for hours in (0, 1, 24):
            clock.forward(hours=hours)
            tasks.post.alarm()

    assert ("alarm", 0) in tools.queue.sent  # type: ignore[attr-defined]
    assert [message["To"] for message in mailbox.messages] == ["olga@example.org"] * 2


def test_a_flood_about_one_photo_fills_no_database(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_WORDS", 3)
    photo = create_published()
    for number in range(6):
        report(photo, tools, Said(ReportKind.OTHER, f"sentence {number}"))

    rows = db.session.query(Report).all()
    assert len(rows) == 4
    assert sum(row.times for row in rows) == 6


def test_words_are_erased_a_month_after_the_decision(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo, other = create_published(), create_published()
    for each in (photo, other):
        report(each, tools, OTHER)
    decide("leave", photo, tools)
    clock.forward(days=29)
    Tasks(tools).sweep()
    early = [row.words for row in db.session.query(Report)]
    clock.forward(days=2)
    Tasks(tools).sweep()

    assert early == [OTHER.words] * 2
    assert sorted(row.words for row in db.session.query(Report)) == ["", OTHER.words]


def test_no_moment_is_kept_of_who_reports(app: Flask, tools: Toolbox, clock: Clock) -> None:
    clock.forward(minutes=37, seconds=12)
    photo = create_published()
    report(photo, tools, OTHER)

    assert db.session.query(Report).one().at == clock() - timedelta(minutes=37, seconds=12)
