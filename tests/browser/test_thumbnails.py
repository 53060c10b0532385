"""The thumbnails beside a photo stay, whatever comes back from the server."""

import pytest
from playwright.sync_api import expect

from gallery.models import Photo
from tests.browser.reviewing import Sit, fresh, shown

pytestmark = pytest.mark.browser


def test_a_refused_form_leaves_every_thumbnail_its_picture(sit: Sit, photos: list[Photo]) -> None:
    page = sit()
    shown(page, photos[0])

    page.keyboard.press("c")
    page.get_by_role("combobox", name="City").fill("Nowhere at all")
    page.keyboard.press("Enter")

    expect(page.locator(".note.is-wrong").filter(visible=True).first).to_be_visible()
    expect(page.locator("[data-queue] a")).to_have_count(len(photos))
    expect(page.locator("[data-queue] a img")).to_have_count(len(photos))


def test_what_is_corrected_brings_this_photo_alone_and_the_queue_stays(
    sit: Sit, photos: list[Photo]
) -> None:
    page = sit()
    shown(page, photos[0])
    queue = page.locator("[data-queue]").element_handle()

    page.keyboard.press("e")
    page.get_by_role("textbox", name="Description").fill("Zamenhof with a taped mouth")
    with page.expect_response(f"**/review/{photos[0].public_id}") as coming:
        page.keyboard.press("Enter")

    assert "data-desk" not in coming.value.text()
    expect(page.locator("[data-queue] a img")).to_have_count(len(photos))
    assert queue.evaluate("nav => nav === document.querySelector('[data-queue]')")
    assert fresh(photos[0]).description == "Zamenhof with a taped mouth"


def test_a_thumbnail_that_does_not_come_is_said_in_words_until_it_does(
    sit: Sit, photos: list[Photo]
) -> None:
    lost = photos[2].public_id
    page = sit()
    page.route(f"**/{lost}/preview-*", lambda route: route.abort())

    page.reload()
    tile = page.locator(f"[data-queue] a[href$='{lost}']")
    words, image = tile.locator(".queue__words"), tile.locator("img")
    expect(words).to_have_text(str(image.get_attribute("alt")))
    expect(image).to_be_hidden()
    page.unroute(f"**/{lost}/preview-*")
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(image).to_be_visible()
    expect(words).to_have_count(0)
