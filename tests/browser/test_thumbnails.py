"""The thumbnails beside a photo stay, whatever comes back from the server."""

import pytest
from playwright.sync_api import expect

from gallery.models import Photo
from tests.browser.reviewing import Sit, shown

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
