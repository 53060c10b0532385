"""The board of the moderators: what waits, who is where, and where one begins."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import event

from gallery.db import db, unit_of_work
from gallery.journey import amend, audit, leases
from gallery.journey.lanes import Lane
from gallery.models import MODERATOR, Account, How, Lease, Photo, Scope, Stage
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_account,
    create_edition,
    create_photo,
    create_published,
    create_submission,
    create_turin,
)
from tests.house import Clock, signed_in

PACE = ("Decided in the last ten minutes", "At this pace it takes")


@pytest.fixture
def jonas(app: Flask) -> Account:
    """Another moderator."""
    return create_account(MODERATOR, name="Jonas")


def piles(page: str) -> list[list[str]]:
    """The rows of the board: place, how many, how long, sensitive ones, who is there."""
    rows = BeautifulSoup(page, "html.parser").select(".pile")
    return [[" ".join(each.text.split()) for each in row.select("th, td")][:5] for row in rows]


def begin(browser: FlaskClient, lane: str = "waiting") -> str:
    """Press a button of the board; say where that leads."""
    return str(browser.post("/review/begin", data={"lane": lane}).location)


def test_what_waits_is_shown_by_action_and_city(moderator: FlaskClient) -> None:
    early = create_submission(sent_at=NOON - timedelta(hours=3), how=How.AT_RISK)
    create_photo(submission=early)
    create_photo()
    create_photo(
        city=create_turin(), submission=create_submission(sent_at=NOON - timedelta(days=2))
    )
    create_photo(city=None)
    create_photo(edition=None)
    create_photo(stage=Stage.HELD)

    page = moderator.get("/review/").text

    assert "photos wait" in page
    assert piles(page) == [
        ["Turin Italy", "1", "2 days", "", ""],
        ["Vilnius Lithuania", "2", "3 hours", "1 sensitive", ""],
        ["Without a place", "1", "1 minute", "", ""],
        ["Vilnius Lithuania", "1", "1 minute", "", ""],
    ]


def test_an_empty_board_says_so(moderator: FlaskClient) -> None:
    answer = moderator.get("/review/")

    assert answer.status_code == 200
    assert "All decided" in answer.text


def test_one_begins_with_the_photo_that_waited_longest(moderator: FlaskClient) -> None:
    create_photo()
    oldest = create_photo(submission=create_submission(sent_at=NOON - timedelta(hours=1)))

    assert begin(moderator) == f"/review/{oldest.public_id}"


def test_one_begins_with_a_city_and_goes_on_in_it(moderator: FlaskClient) -> None:
    create_photo()
    photos = [create_photo(city=create_turin(), country="it") for _ in range(2)]

    first = begin(moderator, "waiting/2010-12/it/turin")
    said = {"version": str(photos[0].version)}
    following = [
        moderator.post(f"/review/{photo.public_id}/hold", data=said).location for photo in photos
    ]

    assert first == f"/review/{photos[0].public_id}"
    assert following == [f"/review/{photos[1].public_id}", "/review/"]


def test_who_begins_somewhere_else_lets_go_of_what_they_had(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    photo, elsewhere = create_photo(), create_photo(city=create_turin(), country="it")
    begin(moderator)

    begin(moderator, "waiting/2010-12/it/turin")

    assert leases.take(jonas, Lane(), tools=tools) == [photo]
    assert elsewhere.stage is Stage.WAITING


def test_two_moderators_are_never_led_to_the_same_photos(
    app: Flask, moderator: FlaskClient, jonas: Account
) -> None:
    photos = [create_photo() for _ in range(leases.SIZE + 1)]

    ways = [begin(moderator), begin(signed_in(app, jonas))]

    assert ways == [f"/review/{each.public_id}" for each in (photos[0], photos[leases.SIZE])]
    assert "Jonas is looking at photo 17" in moderator.get("/review/").text


def test_two_moderators_are_never_led_to_the_same_question(
    app: Flask, moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    asked, waiting = create_published(), create_photo()
    with unit_of_work() as unit:
        amend.ask_cover(asked, "the man on the left", tools=tools, unit=unit)

    ways = [begin(moderator), begin(signed_in(app, jonas))]

    assert ways == [f"/review/{each.public_id}" for each in (asked, waiting)]


def test_who_takes_a_decision_back_has_the_photo_again(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    photo = create_photo()
    moderator.post(f"/review/{photo.public_id}/hold", data={"version": str(photo.version)})

    moderator.post(f"/review/{photo.public_id}/undo", data={"version": str(photo.version)})

    assert leases.take(jonas, Lane(), tools=tools) == []


@pytest.mark.parametrize("lane", ["", "approved", "waiting/2010-12", "../office", "waiting/\x00"])
def test_what_is_no_lane_leads_nowhere(moderator: FlaskClient, lane: str) -> None:
    assert moderator.post("/review/begin", data={"lane": lane}).status_code == 404


def test_a_photo_that_a_colleague_has_says_so_and_can_be_taken_over(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    photos = [create_photo() for _ in range(3)]
    leases.take(jonas, Lane(), tools=tools)
    db.session.commit()
    at = f"/review/{photos[1].public_id}"

    page = moderator.get(at).text
    answer = moderator.post(f"{at}/take-over")

    assert "Jonas is looking at photos 1 to 3" in page
    assert f'action="{at}/take-over"' in page
    assert answer.location == at
    assert f'action="{at}/take-over"' not in moderator.get(at).text
    assert len(leases.list_photos(jonas, stage=Stage.WAITING)) == 2


def test_looking_keeps_what_one_has_and_an_open_page_alone_does_not(
    moderator: FlaskClient, clock: Clock
) -> None:
    photo = create_photo()
    at = begin(moderator)

    clock.forward(seconds=100)
    moderator.get("/review/now")
    moderator.get(f"{at}/preview-640.jpg")
    idle = db.session.get_one(Lease, photo.id).until
    moderator.get(at)

    assert idle == NOON + leases.LONG
    assert db.session.get_one(Lease, photo.id).until == clock() + leases.LONG


def test_an_open_page_alone_keeps_nobody_signed_in(moderator: FlaskClient, clock: Clock) -> None:
    clock.forward(minutes=20)
    was_in = moderator.get("/review/now").status_code
    clock.forward(minutes=11)

    assert (was_in, moderator.get("/review/now").status_code) == (200, 302)


def test_a_page_that_stays_open_learns_what_waits_and_who_is_where(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    for _ in range(2):
        create_photo()
    leases.take(jonas, Lane(), tools=tools)
    db.session.commit()

    now = moderator.get("/review/now").json

    assert now == {
        "title": "(2) Review queue — Free Belarus",
        "waiting": "2",
        "seats": "Jonas is looking at photos 1 to 2",
    }
    assert f"<title>{now['title']}</title>" in moderator.get("/review/").text


def test_the_pace_of_the_last_ten_minutes_tells_how_long_it_takes(
    moderator: FlaskClient, jonas: Account, clock: Clock
) -> None:
    photos = [create_photo() for _ in range(8)]
    for number, act in enumerate(("approve", "reject", "cover", "hold", "approve") * 2):
        decide_late(photos[0], jonas, act, minutes=number)
    decide_late(photos[0], jonas, "approve", minutes=10)
    few = figures(moderator.get("/review/").text)
    for _ in range(2):
        decide_late(photos[0], jonas, "approve", minutes=1)

    enough = figures(moderator.get("/review/").text)

    assert [name in few for name in PACE] == [False, False]
    assert [enough[name] for name in PACE] == ["10", "8 minutes"]


def test_a_pace_tells_nothing_of_what_is_decided_elsewhere(app: Flask, jonas: Account) -> None:
    here, away = create_photo(), create_photo(city=create_turin())
    browser = signed_in(app, create_account(MODERATOR, scopes=[Scope(country="lt")]))
    for _ in range(10):
        decide_late(away, jonas, "hold", minutes=1)
    others = figures(browser.get("/review/").text)
    for _ in range(10):
        decide_late(here, jonas, "hold", minutes=1)

    own = figures(browser.get("/review/").text)

    assert PACE[0] not in others
    assert own[PACE[0]] == "10"


def test_who_is_new_is_told_what_the_choices_mean_until_ten_decisions_are_made(
    app: Flask, jonas: Account
) -> None:
    photo, browser = create_photo(), signed_in(app, jonas)
    seen = [first_words(browser)]
    for decided in (1, 8, 1):
        for _ in range(decided):
            decide_late(photo, jonas, "approve", minutes=1)
        seen.append(first_words(browser))

    assert seen == ["open", "folded", "folded", "gone"]


def first_words(browser: FlaskClient) -> str:
    """Whether the board explains the choices."""
    found = BeautifulSoup(browser.get("/review/").text, "html.parser").select_one(".first")
    if found is None:
        return "gone"
    return "open" if found.has_attr("open") else "folded"


def decide_late(photo: Photo, by: Account, act: str, *, minutes: int) -> None:
    """Write down a decision of some minutes ago."""
    at = NOON - timedelta(minutes=minutes)
    with unit_of_work():
        audit.note(photo.id, act, at=at, tools=current_app.extensions["toolbox"], by=by)


def figures(page: str) -> dict[str, str]:
    """What stands above the list of cities."""
    found = BeautifulSoup(page, "html.parser").select(".board__figure, .board__fact")
    return {each.dt.text: each.dd.text for each in found if each.dt and each.dd}


def test_a_large_board_asks_the_database_no_more_than_a_small_one(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    sent = [create_submission() for _ in range(3)]
    for number in range(60):
        create_photo(submission=sent[number % 3], edition=None if number % 2 else create_edition())
    leases.take(jonas, Lane(), tools=tools)
    db.session.commit()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    moderator.get("/review/")

    assert len(asked) <= 28


@pytest.mark.parametrize("queue", ["held", "asked", "reported", "messages"])
def test_where_nothing_lies_what_waits_is_shown(moderator: FlaskClient, queue: str) -> None:
    create_photo()

    page = moderator.get(f"/review/{queue}").text

    assert "photo waits" in page
    assert "All decided" not in page
