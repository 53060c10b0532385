"""What was read for one page is known to the others, and never longer than it is true."""

from contextlib import nullcontext

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, inspect

from gallery.campaigns import change_campaign, the_campaign
from gallery.db import db, know_already, unit_of_work
from gallery.journey.care import gallery_version
from gallery.journey.publish import take_down
from gallery.journey.visit import all_editions
from gallery.models import Edition, Stage
from gallery.texts import NAMES, change_text
from gallery.toolbox import Toolbox
from gallery.web.known_facts import CAMPAIGN
from tests.factories import create_edition, create_published, create_turin

WORDS = dict.fromkeys(NAMES, "")


def test_what_one_page_has_read_no_other_reads_again(app: Flask, client: FlaskClient) -> None:
    create_published()
    asked: list[str] = []
    client.get("/")
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    client.get("/map/")
    on_the_map = [*asked]
    client.get("/2010/")

    assert on_the_map == []
    assert any("FROM photo" in each for each in asked)
    assert not any("FROM edition" in each or "FROM campaign" in each for each in asked)


def test_a_page_that_is_drawn_after_a_withdrawal_knows_nothing_of_before(
    client: FlaskClient, tools: Toolbox
) -> None:
    create_published()
    photo = create_published(edition=create_edition(year=2009), city=create_turin())
    before = client.get("/").text

    with unit_of_work() as unit:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    assert "Turin" in before
    assert "Turin" not in client.get("/map/").text
    assert "1 photo from 1 city" in client.get("/cities/").text


@pytest.mark.parametrize("begins", [True, False])
def test_what_is_changed_and_not_committed_is_known_to_nobody_else(
    app: Flask, *, begins: bool
) -> None:
    edition, known = create_edition(), dict[str, object]()
    know_already(known)

    with unit_of_work() if begins else nullcontext():
        db.session.get_one(Edition, edition.id).name = "Not yet"
        said = [each.name for each in all_editions()]

    assert said == ["Not yet"]
    assert known == {}


def test_a_unit_of_work_decides_on_what_is_true_now(app: Flask) -> None:
    edition = create_edition()
    know_already({"editions": ()})

    with unit_of_work():
        found = [each.id for each in all_editions()]

    assert found == [edition.id]


def test_what_organisers_change_is_on_every_page_that_is_drawn_afterwards(
    client: FlaskClient,
) -> None:
    client.get("/")
    client.get("/be/")

    with unit_of_work():
        change_campaign({"name": "Statues of Vilnius"})
        change_text(
            "be", WORDS | {"lede": "Помнікі гавораць"}, is_read=False, campaign=the_campaign()
        )

    assert "Statues of Vilnius" in client.get("/map/").text
    assert "Помнікі гавораць" in client.get("/be/about/").text


def test_what_is_known_of_the_campaign_belongs_to_no_session(client: FlaskClient) -> None:
    client.get("/")
    db.session.remove()
    known = client.application.extensions["known_facts"].under(gallery_version())

    campaign = known[CAMPAIGN]

    assert inspect(campaign).session is None
    assert campaign.name
    assert campaign.listed_countries
