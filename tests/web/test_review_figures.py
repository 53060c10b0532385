"""Lanes on the board: what is sensitive, what organisers are asked; and nothing beyond a scope."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import apart, leases
from gallery.journey.lanes import Lane
from gallery.models import MODERATOR, Account, Bulk, BulkStage, How, Photo, Scope, Stage
from gallery.models.stage import REVIEWABLE
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_bulk,
    create_photo,
    create_submission,
    create_turin,
)
from tests.house import signed_in
from tests.web.test_review import decide
from tests.web.test_review_board import begin


@pytest.fixture
def jonas(app: Flask) -> Account:
    """Another moderator."""
    return create_account(MODERATOR, name="Jonas")


@pytest.fixture
def italian(app: Flask) -> FlaskClient:
    """The browser of somebody who sees Italy alone."""
    return signed_in(app, create_account(MODERATOR, scopes=[Scope(country="it")]))


def lanes(page: str) -> dict[str, str]:
    """The lanes above the list of cities: name and number."""
    found = BeautifulSoup(page, "html.parser").select(".board__figure")
    return {each.dt.text: each.dd.text.split()[0] for each in found if each.dt and each.dd}


def create_sensitive() -> Photo:
    """A photo for which somebody may be in danger."""
    return create_photo(submission=create_submission(how=How.AT_RISK))


def ask(photo: Photo, by: Account, tools: Toolbox) -> None:
    """Let organisers decide about a photo."""
    with unit_of_work():
        apart.ask_organisers(photo, "Is it ours?", by=by, tools=tools)


def test_what_is_sensitive_is_a_lane_that_says_two_people_approve(moderator: FlaskClient) -> None:
    create_photo()
    photos = [create_sensitive() for _ in range(2)]
    page = moderator.get("/review/").text

    first = begin(moderator, "waiting/sensitive")
    following = [decide(moderator, photo, "hold").location for photo in photos]

    assert lanes(page) == {"Sensitive": "2"}
    assert "Two people approve each of them, one after the other." in page
    assert first == f"/review/{photos[0].public_id}"
    assert following == [f"/review/{photos[1].public_id}", "/review/"]


def test_what_one_approved_first_is_in_the_lane_of_the_others_only(
    app: Flask, moderator: FlaskClient, jonas: Account
) -> None:
    photo = create_sensitive()
    begin(moderator, "waiting/sensitive")

    decide(moderator, photo, "approve")

    assert lanes(moderator.get("/review/").text) == {}
    other = signed_in(app, jonas)
    assert begin(other, "waiting/sensitive") == f"/review/{photo.public_id}"


def test_what_organisers_are_asked_is_a_lane_of_theirs_at_whatever_stage(
    moderator: FlaskClient, organiser: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    create_photo()
    asked = [create_photo(stage=stage) for stage in REVIEWABLE]
    for photo in asked:
        ask(photo, jonas, tools)
    page, ways = organiser.get("/review/").text, []

    for photo in asked:
        ways.append(begin(organiser, "waiting/asked"))
        decide(organiser, photo, "give-back")

    assert lanes(page)["Asked by moderators"] == str(len(asked))
    assert ways == [f"/review/{each.public_id}" for each in asked]
    assert "Asked by moderators" not in moderator.get("/review/").text
    assert begin(moderator, "waiting/asked") == "/review/"


def test_what_is_illegal_is_a_number_that_leads_organisers_to_the_list(
    moderator: FlaskClient, organiser: FlaskClient
) -> None:
    decide(moderator, create_photo(), "alarm")

    page = organiser.get("/review/").text

    assert lanes(page) == {"Illegal or shocking": "1"}
    assert 'href="/office/alarms/"' in page


def test_who_goes_through_a_lane_is_named_beside_it(
    moderator: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    photo = create_sensitive()
    with unit_of_work():
        leases.take(jonas, Lane(kind="sensitive"), tools=tools)

    page = BeautifulSoup(moderator.get("/review/").text, "html.parser")

    assert [each.text for each in page.select(".board__who")] == ["Jonas"]
    assert "Jonas is looking at sensitive photos" in page.text
    assert "Jonas is looking at this photo" in moderator.get(f"/review/{photo.public_id}").text


def test_nobody_learns_where_a_colleague_is_beyond_their_own_places(
    italian: FlaskClient, jonas: Account, tools: Toolbox
) -> None:
    moved, own = create_photo(), create_photo(city=create_turin())
    create_photo()
    with unit_of_work():
        leases.take(jonas, Lane(Stage.WAITING, "2010-12", "lt/vilnius"), tools=tools)
    moved.city, moved.country = create_turin(), "it"  # while Jonas goes through Vilnius
    db.session.commit()

    pages = [italian.get(at).text for at in ("/review/", "/review/now", f"/review/{own.public_id}")]

    assert ["Jonas is looking at photo 1" in page for page in pages] == [True] * 3
    assert not any("Vilnius" in page or "lt/vilnius" in page for page in pages[:2])
    assert "looking at photo 2" not in pages[0]


def test_what_is_proposed_beyond_ones_own_places_is_not_there(
    italian: FlaskClient, moderator: FlaskClient
) -> None:
    row = create_bulk(create_photo(), create_photo(city=create_turin()))
    at = f"/review/bulk/{row.public_id}"

    answers = [
        italian.get(at), italian.post(f"{at}/confirm"), italian.post(f"{at}/decline"),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404] * 3
    assert db.session.get_one(Bulk, row.id).stage is BulkStage.PROPOSED
    assert lanes(italian.get("/review/").text) == {}
    assert at not in italian.get("/review/bulk/").text
    assert lanes(moderator.get("/review/").text) == {"Waits for a second person": "1"}
    assert moderator.get(at).status_code == 200
