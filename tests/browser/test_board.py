"""The board in Chromium, and what pages that stay open learn by themselves."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gallery.db import db
from gallery.journey import leases
from gallery.journey.lanes import Lane
from gallery.models import MODERATOR, Lease
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import LOOKS, OpenPage, cookies_of
from tests.factories import create_account, create_photo, create_turin
from tests.house import Clock, signed_in


@pytest.fixture
def desk(app: Flask, open_page: OpenPage, address: str) -> Page:
    """A moderator's page; its clock is the test's."""
    page = open_page()
    page.context.add_cookies(cookies_of(signed_in(app, create_account(MODERATOR)), address))
    page.clock.install()
    create_photo()
    page.goto(f"{address}/review/")
    return page


def test_an_open_page_learns_what_waits_and_who_is_where(
    desk: Page, app: Flask, tools: Toolbox
) -> None:
    expect(desk).to_have_title("(1) Review queue — Free Belarus")
    create_photo()
    leases.take(create_account(MODERATOR, name="Jonas"), Lane(), tools=tools)
    db.session.commit()

    desk.clock.run_for(31_000)

    expect(desk).to_have_title("(2) Review queue — Free Belarus")
    expect(desk.locator("[data-waiting]")).to_have_text("2")


def test_who_is_still_at_work_keeps_what_they_have(desk: Page, clock: Clock) -> None:
    desk.get_by_role("button", name="Begin", exact=True).click()
    expect(desk.locator("[data-review]")).to_be_visible()
    desk.wait_for_load_state()  # its scripts have begun
    clock.forward(seconds=100)
    desk.mouse.move(40, 40)
    desk.keyboard.press("Shift")

    with desk.expect_response("**/review/now") as renewed:
        desk.clock.run_for(31_000)
    with desk.expect_response("**/review/now") as asked:
        desk.clock.run_for(31_000)

    db.session.rollback()
    assert (renewed.value.request.method, asked.value.request.method) == ("POST", "GET")
    assert db.session.query(Lease).one().until == clock() + leases.LONG


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look['viewport']['width']}")
def test_axe_finds_nothing_wrong(
    app: Flask, open_page: OpenPage, address: str, tools: Toolbox, look: dict[str, object]
) -> None:
    page = open_page(**look)
    page.context.add_cookies(cookies_of(signed_in(app, create_account(MODERATOR)), address))
    photo = create_photo()
    create_photo(city=create_turin(), country="by")
    create_photo(city=None, edition=None)
    leases.take(create_account(MODERATOR, name="Jonas"), Lane(), tools=tools)
    db.session.commit()

    page.goto(f"{address}/review/")
    found = axe(page)
    page.goto(f"{address}/review/{photo.public_id}")

    assert found + axe(page) == []
