"""The wall in a real browser: nobody touches it, and it shows what is true now."""

import pytest
from playwright.sync_api import Page, expect

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.factories import create_published

pytestmark = pytest.mark.browser

#: As when a line comes back: the wall asks at once, not in four seconds.
ASK = "dispatchEvent(new Event('online'))"


def test_new_photos_are_hung_first_and_withdrawn_ones_are_taken_down(
    page: Page, address: str, tools: Toolbox
) -> None:
    first = create_published()
    page.goto(f"{address}/live/2010-12/")
    photos = page.locator("[data-photo]")
    stays = photos.first.element_handle()
    second = create_published()

    page.evaluate(ASK)
    expect(photos).to_have_count(2)
    order = [first.public_id in str(each.get_attribute("data-photo")) for each in photos.all()]
    is_same = photos.last.evaluate("(card, stays) => card === stays", stays)
    with unit_of_work() as unit:
        withdraw_photo(second, tools=tools, unit=unit)
    page.evaluate(ASK)

    expect(photos).to_have_count(1)
    assert (order, is_same) == ([False, True], True)
    assert axe(page) == []
    assert page.context.cookies() == []


def test_a_wall_without_a_line_says_so_and_shows_nothing_after_five_minutes(
    page: Page, address: str
) -> None:
    create_published()
    page.clock.install()
    page.goto(f"{address}/live/2010-12/")
    page.context.set_offline(True)

    page.evaluate(ASK)
    expect(page.locator("[data-lost]")).to_be_visible()
    before = page.locator("[data-photo]").count()
    page.clock.fast_forward(301_000)
    expect(page.locator("[data-photo]")).to_have_count(0)
    page.context.set_offline(False)
    page.evaluate(ASK)

    expect(page.locator("[data-photo]")).to_have_count(1)
    expect(page.locator("[data-lost]")).to_be_hidden()
    assert before == 1
