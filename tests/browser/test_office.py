"""The pages of those who sign in, in a real browser: accessible at every look, without a script."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from gallery import accounts, starts
from gallery.db import db, unit_of_work
from gallery.models import MODERATOR, ActionStage, Campaign, Stage
from gallery.starts import Person, Wish
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import LOOKS, OpenPage, cookies_of
from tests.factories import (
    create_account,
    create_action,
    create_city,
    create_edition,
    create_link,
    create_photo,
)

CODE = "maple onion river stone lamp wheat"

pytestmark = pytest.mark.browser

PATHS = (
    "/office/", "/office/campaign/", "/office/editions/", "/office/editions/2010-12/",
    "/office/editions/2010-12/lt/vilnius/", "/office/links/1/", "/office/links/2/",
    "/office/starts/", "/office/people/", "/office/people/1/",
    "/office/care/", "/office/engine/", "/account/", "/account/second-factor/",
    "/office/campaign/be/",
)  # fmt: skip


@pytest.fixture
def busy_office(organiser: FlaskClient, tools: Toolbox) -> FlaskClient:
    """An organiser whose campaign has an action day, cities, links, photos and a colleague."""
    edition = create_edition(reported_words="over 70", reported_cities=70)
    create_edition(month=3, name="", day=date(2010, 3, 16))
    create_link(organisation="JEF Vilnius")
    create_link(action=db.session.get_one(type(edition.actions[0]), 1), is_revoked=True)
    grodno = create_city(geoname_id=627904, country="by", slug="hrodna", name="Гродна")
    create_action(city=grodno, stage=ActionStage.ANNOUNCED)
    for stage in (Stage.WAITING, Stage.HELD, Stage.PUBLISHED):
        create_photo(stage=stage)
    create_account(MODERATOR, name="Mira", active=False)
    ask_to_start(tools)
    db.session.query(Campaign).update({"imprint": ""})
    db.session.commit()
    return organiser


def ask_to_start(tools: Toolbox) -> None:
    """Let a group ask to start an action on a day to come."""
    march = {"day": date(2011, 3, 16), "first_day": date(2011, 3, 16)}
    create_edition(year=2011, month=3, name="", closes_on=date(2011, 5, 1), **march)
    person = Person("Mari", "mari@example.org", "For everyone who is not allowed to speak.")
    with unit_of_work():
        wish = Wish(None, 588335, "Students of Tartu", "Two writers", person)
        starts.ask_to_start(wish, code=CODE, tools=tools)


def open_all(open_page: OpenPage, address: str, person: FlaskClient, *paths: str) -> list[str]:
    """Look at pages as a person, at every look; return what axe says of them."""
    found: list[str] = []
    for look in LOOKS:
        page = open_page(**look, java_script_enabled=True)
        page.context.add_cookies(cookies_of(person, address))
        for path in paths:
            answer: Any = page.goto(address + path)
            assert answer.status == 200
            found += [f"{path} {look['viewport']['width']}: {each}" for each in axe(page)]
            found += [f"{path} is too wide"] * is_too_wide(page)
    return found


def is_too_wide(page: Any) -> bool:
    """Whether a page has to be moved sideways to be read."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(wide))


def test_the_office_is_accessible(
    open_page: OpenPage, address: str, busy_office: FlaskClient
) -> None:
    assert open_all(open_page, address, busy_office, *PATHS) == []


def test_the_ways_in_are_accessible(
    open_page: OpenPage, address: str, client: FlaskClient, app: Flask, tools: Toolbox
) -> None:
    with unit_of_work():
        invitation = accounts.invite(MODERATOR, tools=tools)

    assert open_all(open_page, address, client, "/sign-in", f"/sign-up/{invitation}") == []


def test_starting_an_action_is_accessible(
    open_page: OpenPage, address: str, client: FlaskClient, tools: Toolbox
) -> None:
    ask_to_start(tools)
    with unit_of_work():
        starts.confirm(starts.find_start(CODE, tools=tools), tools=tools)

    assert open_all(open_page, address, client, "/start/", "/start/answer") == []
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/start/answer")
    page.get_by_label("Your six words").fill(CODE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Poster to print (A4)").wait_for()
    with page.expect_download() as poster:
        page.get_by_role("button", name="Poster to print (A4)").click()

    assert axe(page) == []
    assert not is_too_wide(page)
    assert poster.value.suggested_filename == "tartu-poster-en.pdf"


def test_a_city_is_found_while_typing_and_added(
    page: Page, address: str, busy_office: FlaskClient
) -> None:
    page.context.add_cookies(cookies_of(busy_office, address))
    page.goto(f"{address}/office/editions/2010-12/")

    page.get_by_label("City", exact=True).press_sequentially("Вільн")
    page.get_by_role("option", name="Vilnius").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add this city").click()

    assert "Vilnius, Lithuania is on the list." in page.get_by_role("status").all_inner_texts()
    assert page.url.endswith("/office/editions/2010-12/lt/vilnius/")
