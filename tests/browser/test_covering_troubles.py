"""Covering on the phone: what cannot be opened or read, is not covered yet or removed again."""

import io
from typing import Any

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.axe import axe
from tests.browser.covering import begin, open_desk
from tests.browser.sending import answer_all, choose, row, uploads
from tests.browsing import LOOKS, OpenPage
from tests.pictures import make_photo

pytestmark = pytest.mark.browser

#: Tor Browser answers a page that reads a canvas with noise.
POISON = """() => {
CanvasRenderingContext2D.prototype.getImageData = function (x, y, width, height) {
  const image = new ImageData(width, height);
  return crypto.getRandomValues(image.data), image;
};}"""


@pytest.fixture
def covering(add: Page) -> Page:
    """The form with "Cover faces first" chosen."""
    return begin(add)


def test_a_photo_that_the_browser_cannot_open_is_never_sent(covering: Page) -> None:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(buffer)

    choose(covering, buffer.getvalue(), name="IMG_2231.HEIC", kind="")

    expect(row(covering, 1)).to_contain_text("This browser cannot open this photo")
    expect(covering.locator("[data-cover-all]")).to_be_hidden()
    assert uploads() == 0


def test_a_browser_that_gives_out_noise_sends_nothing_and_says_what_to_do(covering: Page) -> None:
    covering.evaluate(POISON)
    choose(covering, make_photo())
    dialog = open_desk(covering)

    dialog.get_by_role("button", name="No face in it").click()

    expect(dialog.get_by_role("alert")).to_contain_text("gives out noise instead of pictures")
    assert uploads() == 0


def test_a_second_tap_says_nothing_about_the_next_photo(covering: Page) -> None:
    choose(covering, make_photo(), make_photo())
    dialog = open_desk(covering)

    dialog.get_by_role("button", name="No face in it").dblclick()

    expect(dialog.locator("[data-count]")).to_have_text("Photo 1 of 1")
    expect(covering.locator("[data-is=held]")).to_have_count(1)


def test_who_removes_a_photo_has_no_more_to_cover(covering: Page) -> None:
    choose(covering, make_photo(), make_photo())
    expect(covering.locator("[data-cover-all]")).to_have_text("Cover 2 photos")

    row(covering, 1).get_by_role("button", name="Remove").click()

    expect(covering.locator("[data-cover-all]")).to_have_text("Cover 1 photo")
    look_at = open_desk(covering)
    look_at.get_by_role("button", name="No face in it").click()
    expect(row(covering, 1)).to_contain_text("Safe on our server")
    assert uploads() == 1


@pytest.mark.parametrize("look_of", LOOKS)
def test_axe_finds_nothing_in_the_window(
    open_page: OpenPage, address: str, look_of: dict[str, Any]
) -> None:
    page = open_page(**look_of)
    page.goto(f"{address}/add/")
    begin(page, "Someone may be at risk")
    choose(page, make_photo(), make_photo())
    expect(page.locator("[data-is=held]")).to_have_count(2)
    before = axe(page)

    dialog = open_desk(page)
    empty = axe(page)
    dialog.get_by_role("button", name="Add a strip").click()

    assert (before, empty, axe(page)) == ([], [], [])


def test_what_is_not_covered_yet_is_not_handed_over(covering: Page) -> None:
    choose(covering, make_photo())
    answer_all(covering, city="Vilnius")

    covering.locator("[data-send]").click()

    expect(covering.locator("[data-notice]")).to_have_text("Photo 1 is not covered yet.")
    expect(row(covering, 1).get_by_role("button", name="Cover")).to_be_focused()
