"""What a photo says of itself is shown before the server has read it."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.sending import choose, row
from tests.pictures import make_photo

pytestmark = pytest.mark.browser
TAKEN = datetime(2010, 3, 26, 14, 30)
VILNIUS = (54.6892, 25.2798)


def test_place_and_day_are_read_on_the_phone(sending: Page) -> None:
    asked: list[Request] = []
    sending.on("request", lambda request: asked.append(request))

    choose(sending, make_photo(taken_at=TAKEN, place=VILNIUS), make_photo())

    expect(row(sending, 1).locator("[data-name]")).to_have_text("Vilnius, 26 March 2010")
    expect(row(sending, 1)).to_contain_text("IMG_1.jpg · read on your phone")
    expect(row(sending, 2).locator("[data-name]")).to_have_text("IMG_1.jpg")
    told = [request.post_data for request in asked if "near" in request.url and request.post_data]
    assert told == ['{"lat":54.7,"lon":25.3}']  # no closer than a town


@pytest.mark.parametrize("way", ["Cover faces first", "Someone may be at risk"])
def test_nothing_is_read_where_faces_are_covered_first(add: Page, way: str) -> None:
    asked: list[str] = []
    add.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    add.get_by_label(way).check()
    expect(add.locator("[data-add].is-scripted")).to_be_visible()

    choose(add, make_photo(taken_at=TAKEN, place=VILNIUS))

    expect(row(add, 1).get_by_role("button", name="Cover")).to_be_visible()
    assert not [each for each in asked if "POST" in each or "reading.js" in each]


def test_a_day_has_no_word_where_the_browser_does_not_speak_the_language(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/be/add/")
    page.locator("[name=how][value=as-taken]").check()
    expect(page.locator("[data-add].is-scripted")).to_be_visible()

    choose(page, make_photo(taken_at=TAKEN))

    expect(row(page, 1).locator("[data-name]")).to_have_text("26.03.2010")
    expect(row(page, 1).locator("[data-state]")).to_contain_text("0,1")
