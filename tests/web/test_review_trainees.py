"""Trainees suggest: their pages say so, and offer nothing that they may not send."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import amend, leases
from gallery.journey.lanes import Lane
from gallery.journey.reporting import Said, report_photo
from gallery.models import MODERATOR, TRAINEE, FaceWish, Photo, ReportKind
from gallery.toolbox import Toolbox
from gallery.web.guards import FOR_TRAINEES
from tests.factories import (
    create_account,
    create_bulk,
    create_photo,
    create_published,
    create_submission,
)
from tests.house import signed_in

OWN = {"sign_in.sign_out"}


@pytest.fixture
def trainee(app: Flask) -> FlaskClient:
    """The browser of one."""
    return signed_in(app, create_account(TRAINEE, name="Tim"))


@pytest.fixture
def burst(app: Flask, tools: Toolbox) -> list[Photo]:
    """Two photos that look alike; a moderator looks at them, and a sender asks for more covers."""
    sent = create_submission(faces=FaceWish.HIDE)
    photos = [create_photo(submission=sent, likeness="0" * 16) for _ in range(2)]
    db.session.commit()
    leases.take(create_account(MODERATOR, name="Mira"), Lane(), tools=tools)
    with unit_of_work() as unit:
        amend.ask_cover(photos[0], "the man on the left", tools=tools, unit=unit)
    return photos


def pages(trainee: FlaskClient, photo: Photo) -> dict[str, BeautifulSoup]:
    """Every page on which photos are decided."""
    name = photo.public_id
    paths = ("", name, f"sheet/?beside={name}", "sheet/?where=lt/vilnius", f"alike/{name}")
    found = {path: trainee.get(f"/review/{path}") for path in paths}
    return {path: BeautifulSoup(page.text, "html.parser") for path, page in found.items()}


def sent_by(page: BeautifulSoup) -> Iterator[str]:
    """Where the buttons of a page send their forms."""
    for button in page.select("button:not([type=button])"):
        form = page.select_one(f"form#{button['form']}") if "form" in button.attrs else None
        form = form or button.find_parent("form")
        if isinstance(form, Tag) and form.get("method") == "post":
            yield str(button.get("formaction") or form["action"])


def test_every_button_before_a_trainee_does_something(
    app: Flask, trainee: FlaskClient, burst: list[Photo]
) -> None:
    adapter = app.url_map.bind("localhost")

    sent = [each for page in pages(trainee, burst[0]).values() for each in sent_by(page)]

    assert len(sent) > 10
    assert {adapter.match(each, "POST")[0] for each in sent} <= FOR_TRAINEES | OWN


def test_the_buttons_and_keys_of_a_trainee_say_that_they_suggest(
    trainee: FlaskClient, moderator: FlaskClient, burst: list[Photo]
) -> None:
    name = burst[0].public_id
    found, theirs = pages(trainee, burst[0]), pages(moderator, burst[0])

    words = [" ".join(each.text.split()[:2]) for each in found[name].select("main .button")]
    keys = [each.text for each in found[name].select("[data-does]")]
    first = theirs[name].select_one(".decisions > .button")

    assert words[:3] == ["Suggest approval", "Suggest rejection", "Suggest holding"]
    assert keys[:3] == ["suggest approval", "suggest rejection, then 1–9", "suggest holding"]
    assert not {"Approve A", "Reject X", "Hold H", "Hold and"} & set(words)
    assert first
    assert first.text.split()[0] == "Approve"
    for sheet in list(found.values())[2:]:
        assert not sheet.select("main button, main summary")
        assert "Open a photo to say what you would do with it." in sheet.text


def test_what_is_reported_leads_nobody_who_cannot_decide_it(
    trainee: FlaskClient, moderator: FlaskClient, tools: Toolbox
) -> None:
    with unit_of_work() as unit:
        report_photo(create_published(), Said(ReportKind.FACTS), tools=tools, unit=unit)

    pages = [browser.get("/review/") for browser in (moderator, trainee)]
    found = [browser.get("/review/reported").status_code for browser in (moderator, trainee)]

    assert ['href="/review/reported"' in page.text for page in pages] == [True, False]
    assert found == [200, 404]


def test_a_trainees_board_counts_nothing_that_is_not_theirs(
    trainee: FlaskClient, moderator: FlaskClient, burst: list[Photo], tools: Toolbox
) -> None:
    create_bulk(*burst)
    with unit_of_work() as unit:
        report_photo(create_published(), Said(ReportKind.FACTS), tools=tools, unit=unit)
    not_theirs = {"Asked by senders", "Reported", "Waits for a second person"}

    boards = [browser.get("/review/") for browser in (moderator, trainee)]

    shown = [
        {each.text for each in BeautifulSoup(page.text, "html.parser").select("dt")}
        for page in boards
    ]
    assert shown[0] >= not_theirs
    assert shown[1] & not_theirs == set()
    for path in ("asked", "bulk/", "messages", "sheet/preview"):
        assert f'href="/review/{path}' not in boards[1].text
        assert trainee.get(f"/review/{path}").status_code == 404
