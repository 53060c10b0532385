"""A photo is sent, and its receipt code read, with no mouse and no finger."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sending import as_file, photos
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
MOST = 60  # keys from one control to the next that is wanted
#: Whether what has the focus can be seen: it lies under nothing, and says where it is.
IS_SEEN = """() => {
  const { activeElement: one } = document;
  const label = one.labels?.[0];
  const { left, top, width, height } = one.getClientRects()[0]; // of several lines: the first
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const isMarked = getComputedStyle(one).outlineStyle !== "none";
  return isMarked && Boolean(hit) && (one.contains(hit) || Boolean(label?.contains(hit)));
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a control has the focus; every one on the way can be seen."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        is_file = page.evaluate("document.activeElement.type === 'file'")  # its label is marked
        assert is_file or page.evaluate(IS_SEEN), f"under something: {name}"
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"no key leads to {wanted}")


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
