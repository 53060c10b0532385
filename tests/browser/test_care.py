"""How to send decides what the page keeps, shows and lets be answered."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from gallery.journey.send import AT_RISK_WAIT
from tests.browser.sending import choose, row
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.house import Clock
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
RISK = "Someone may be at risk"


def begin(page: Page, how: str) -> None:
    """Choose how, and wait for the script."""
    page.get_by_label(how).check()
    expect(page.locator("[data-add].is-scripted")).to_be_visible()


def test_the_choice_is_remembered_for_this_visit(add: Page) -> None:
    begin(add, "Cover faces first")

    add.reload()

    expect(add.get_by_label("Cover faces first")).to_be_checked()


def test_of_somebody_at_risk_nothing_is_remembered(add: Page) -> None:
    begin(add, "Cover faces first")
    begin(add, RISK)
    assert add.evaluate("sessionStorage.length + localStorage.length") == 0

    add.reload()

    expect(add.locator("[name=how]:checked")).to_have_count(0)


def test_at_risk_answers_can_only_be_made_more_careful(add: Page) -> None:
    begin(add, RISK)
    choose(add, make_photo())
    expect(row(add, 1).get_by_role("button", name="Cover")).to_be_visible()

    add.get_by_label("Country only").focus()
    add.keyboard.press("ArrowUp")
    add.get_by_label("Do not keep my original").click(force=True)

    expect(add.get_by_label("Country only")).to_be_checked()
    expect(add.get_by_label("Do not keep my original")).to_be_checked()
    expect(add.get_by_label("Publish not before")).not_to_have_value("")


def test_at_risk_a_phone_with_a_wrong_clock_waits_as_long_as_any_other(
    page: Page, address: str, clock: Clock
) -> None:
    create_edition()
    page.clock.install(time=datetime(1999, 1, 1))
    page.goto(f"{address}/add/")

    begin(page, RISK)

    day = (clock() + AT_RISK_WAIT).date().isoformat()
    expect(page.locator("[name=publish_not_before]")).to_have_value(day)
    assert page.locator("[name=publish_not_before]").get_attribute("min") == day


def test_at_risk_the_page_tells_nothing_in_its_title_and_is_left_at_once(add: Page) -> None:
    begin(add, RISK)
    choose(add, make_photo())
    expect(add).to_have_title("Photos")

    add.get_by_text("Leave quickly").click()

    expect(add).to_have_url("about:blank")


def test_who_covers_first_after_all_is_told_what_becomes_of_photos_on_their_way(
    sending: Page,
) -> None:
    choose(sending, make_photo())
    expect(row(sending, 1)).to_contain_text("Safe on our server")

    sending.get_by_label("Cover faces first").check()

    expect(sending.locator("[data-change]")).to_contain_text("is being taken back from our server")
    expect(row(sending, 1)).to_contain_text("Not covered yet.")


def test_photos_that_wait_to_be_covered_wait_once_after_a_stronger_choice(add: Page) -> None:
    begin(add, "Cover faces first")
    choose(add, make_photo(), make_photo())
    expect(add.locator("[data-cover-all]")).to_have_text("Cover 2 photos")

    add.get_by_label(RISK).check()

    expect(add.locator("[data-cover-all]")).to_have_text("Cover 2 photos")
    expect(add.locator("[data-is=held] [data-cover]:visible")).to_have_count(2)
    add.locator("[data-cover-all]").click()
    expect(add.locator("dialog [data-count]")).to_have_text("Photo 1 of 2")


def test_without_a_script_only_sending_as_taken_is_offered(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(java_script_enabled=False)

    page.goto(f"{address}/add/")

    expect(page.get_by_label("Send as taken")).to_be_enabled()
    for way in ("Cover faces first", RISK):
        expect(page.get_by_label(way)).to_be_disabled()
    words = page.locator("noscript").all_inner_texts()
    assert words.count("This needs JavaScript, which is switched off here.") == 2
