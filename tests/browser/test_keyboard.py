"""A photo is sent, and its receipt code read, with no mouse and no finger."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sending import as_file, photos
from tests.browser.walking import tab_to
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}


def choose_a_photo(page: Page) -> None:
    """Say how to send, and choose a photo; no key drives the window for files."""
    tab_to(page, "[name=how]")
    page.keyboard.press("Space")
    expect(page.locator("[data-add].is-scripted")).to_be_visible()
    tab_to(page, "#photos")
    page.set_input_files("#photos", as_file(make_photo()))
    expect(page.locator("[data-is=safe]")).to_be_visible()


def say_where(page: Page) -> None:
    """Choose a city among those that are suggested."""
    tab_to(page, "#city")
    page.keyboard.type("Vilni")
    expect(page.locator("[data-suggestions] [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#city")).to_have_value(re.compile("Vilnius"))


def test_keys_alone_send_a_photo_and_lead_to_its_code(open_page: OpenPage, address: str) -> None:
    create_edition()
    page = open_page(**PHONE)
    page.goto(f"{address}/add/")

    choose_a_photo(page)
    say_where(page)
    answers = {"edition_id": "ArrowDown", "faces": "ArrowDown", "is_theirs": " ", "is_free": " "}
    for name, key in answers.items():
        tab_to(page, f"[name={name}]")
        page.keyboard.press(key)
    tab_to(page, "[data-send]")
    page.keyboard.press("Enter")
    expect(page.locator(".receipt-code")).to_be_visible()
    tab_to(page, "[data-copy-button]")
    tab_to(page, "[data-see] button")
    page.keyboard.press("Enter")
    expect(page.locator(".sent")).to_have_count(1)

    [photo] = photos()
    assert photo.city is not None
    assert photo.city.name == "Vilnius"
