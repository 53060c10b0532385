"""Moderators over a bad line, in Chromium: few bytes, few requests, a larger picture when asked."""

import re

from playwright.sync_api import Page, Request, expect

from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.browser.reviewing import Sit, arrived, fresh, shown
from tests.pictures import make_photo


def sit_saving(sit: Sit) -> tuple[Page, list[str]]:
    """Sit down and ask for small pictures; the addresses that are asked for from then on."""
    page, asked = sit(), list[str]()

    def note(request: Request) -> None:
        asked.append(request.url)

    page.get_by_role("button", name="Bad line? Show small pictures").click()
    page.get_by_text("Pictures are small").wait_for()
    page.wait_for_load_state("networkidle")
    page.on("request", note)
    return page, asked


def is_ours(address: str) -> bool:
    """Whether the server was asked, for more than the sign in the tab."""
    return not address.startswith("blob:") and "/static/" not in address


def test_small_pictures_come_with_the_next_photos_and_keys_decide_as_ever(
    sit: Sit, photos: list[Photo]
) -> None:
    page, asked = sit_saving(sit)
    first, second, third, last = photos
    shown(page, first)

    page.keyboard.press("a")
    shown(page, second)
    for key in "x5":
        page.keyboard.press(key)
    shown(page, third)
    page.keyboard.press("h")
    shown(page, last)
    arrived(page)

    stages = [fresh(photo).stage for photo in photos]
    assert stages == [Stage.APPROVED, Stage.REJECTED, Stage.HELD, Stage.WAITING]
    decisions = ["approve", "reject", "hold"]
    assert [each.rpartition("/")[2] for each in asked if is_ours(each)] == decisions
    expect(page.locator("[data-picture] image")).to_have_attribute("href", re.compile("^blob:"))


def test_one_picture_is_shown_larger_by_a_key(
    sit: Sit, photos: list[Photo], tools: Toolbox
) -> None:
    for photo in photos:
        tools.private.put(f"{photo.preview_key}/small.avif", make_photo(size=(48, 36)))
    page, asked = sit_saving(sit)

    page.keyboard.press("l")

    expect(page.locator("[data-larger]")).to_have_count(0)
    assert [each.rpartition("/")[2] for each in asked if "preview" in each] == ["preview-640.jpg"]
