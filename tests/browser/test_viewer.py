"""The viewer in a real browser: one photo over its gallery, by keys, buttons, swipes and Back."""

import pytest
from playwright.sync_api import Page, expect

from tests.axe import axe
from tests.browser.test_pages import DESK, PHONE
from tests.browsing import OpenPage

pytestmark = pytest.mark.browser

ADDRESS = "() => location.pathname"
FOCUSED = "() => document.activeElement.pathname"
MIRRORED = "document.documentElement.dir = 'rtl'"
#: Dragged with a finger, from one place of the stage to another.
SWIPE = """(stage, by) => {
  const said = (clientX) => ({ isPrimary: true, pointerId: 1, bubbles: true, clientX });
  stage.setPointerCapture = () => {};
  stage.dispatchEvent(new PointerEvent("pointerdown", said(200)));
  stage.dispatchEvent(new PointerEvent("pointerup", said(200 + by)));
}"""


@pytest.fixture
def gallery(open_page: OpenPage, site: str) -> Page:
    """A year of more photos than one page has."""
    page = open_page(**DESK)
    page.goto(f"{site}/2009/")
    return page


def look_at(page: Page, place: int) -> list[str]:
    """Open a photo by its place in the list; return the addresses of all in it."""
    photos = page.locator("[data-viewer]")
    addresses = [str(each) for each in photos.evaluate_all("(all) => all.map((a) => a.pathname)")]
    photos.nth(place).click()
    is_at(page, place + 1)
    return addresses


def is_at(page: Page, number: int, *, of: int = 29) -> None:
    """Wait until this photo is shown."""
    expect(page.locator("[data-count]")).to_have_text(f"{number} of {of}")


def test_it_leads_to_who_may_use_a_photo(gallery: Page) -> None:
    addresses = look_at(gallery, 1)

    gallery.get_by_role("link", name="Use this photo").click()

    gallery.wait_for_url(f"**{addresses[1]}#use")
    expect(gallery.get_by_role("link", name="CC BY 4.0").first).to_be_in_viewport()


def test_keys_turn_to_other_photos_and_escape_returns_to_the_last_one(gallery: Page) -> None:
    addresses = look_at(gallery, 2)
    shown = [gallery.evaluate(ADDRESS)]

    for key, number in (("ArrowRight", 4), ("ArrowLeft", 3), ("Home", 1)):
        gallery.keyboard.press(key)
        is_at(gallery, number)
        shown.append(gallery.evaluate(ADDRESS))
    at_home = gallery.get_by_role("button", name="Previous photo").get_attribute("aria-disabled")
    gallery.keyboard.press("ArrowRight")
    gallery.keyboard.press("Escape")
    gallery.wait_for_url("**/2009/")

    assert shown == [addresses[place] for place in (2, 3, 2, 0)]
    assert at_home == "true"
    assert gallery.evaluate(FOCUSED) == addresses[1]
    assert not gallery.get_by_role("dialog").is_visible()


def test_the_last_one_that_is_here_brings_the_next_page(gallery: Page) -> None:
    look_at(gallery, 0)

    gallery.keyboard.press("End")
    expect(gallery.locator("[data-viewer]")).to_have_count(29)
    gallery.keyboard.press("End")
    is_at(gallery, 29)
    is_end = gallery.get_by_role("button", name="Next photo").get_attribute("aria-disabled")
    gallery.keyboard.press("Escape")
    gallery.wait_for_url("**/2009/?after=*")

    assert is_end == "true"
    assert gallery.locator("[data-viewer]").last.evaluate("(a) => a === document.activeElement")


def test_back_forward_and_a_reload_lead_where_they_should(gallery: Page) -> None:
    addresses = look_at(gallery, 1)

    gallery.go_back()
    expect(gallery.get_by_role("dialog")).to_be_hidden()
    closed = gallery.evaluate(ADDRESS), gallery.evaluate(FOCUSED)
    gallery.go_forward()
    expect(gallery.get_by_role("dialog")).to_be_visible()
    gallery.reload()
    expect(gallery.locator(".photo__title")).to_be_visible()
    reloaded = gallery.evaluate(ADDRESS)
    gallery.go_back()

    expect(gallery.locator("[data-photos]")).to_be_visible()
    assert closed == ("/2009/", addresses[1])
    assert reloaded == addresses[1]


def test_a_finger_turns_and_in_a_mirrored_page_the_other_way(
    open_page: OpenPage, site: str
) -> None:
    for script, by in (("", -90), (MIRRORED, 90)):
        page = open_page(**PHONE)
        page.goto(f"{site}/2009/")
        page.evaluate(script)
        look_at(page, 0)

        page.locator("[data-stage]").evaluate(SWIPE, by)
        is_at(page, 2)
        page.locator("[data-stage]").evaluate(SWIPE, by / 3)  # a tap that slipped

        is_at(page, 2)


def test_the_viewer_says_and_offers_what_a_photo_page_does(gallery: Page) -> None:
    address = look_at(gallery, 1)[1]

    ways = gallery.locator("[data-page], [data-report], [data-download]")
    found = ways.evaluate_all("(all) => all.map((way) => way.href)")
    sizes = gallery.locator("dialog button").evaluate_all(
        "(all) => all.map((each) => Math.min(each.offsetWidth, each.offsetHeight))"
    )

    statuses = [gallery.request.get(each).status for each in found]
    assert statuses == [200] * 3
    assert [each.endswith(address) for each in found] == [True, False, False]
    assert min(sizes) >= 48
    said = gallery.locator("[data-said]")
    expect(said).to_have_text("2 of 29. Photo from Warsaw, 16 March 2009")
    assert axe(gallery) == []


def test_slides_follow_each_other_until_nobody_looks(open_page: OpenPage, site: str) -> None:
    page = open_page(**DESK)
    page.clock.install()
    page.goto(f"{site}/2009/")
    look_at(page, 0)
    play = page.get_by_role("button", name="Slideshow")

    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    page.wait_for_load_state("networkidle")
    page.clock.fast_forward(6_100)
    is_at(page, 2)
    page.evaluate("""() => {
      Object.defineProperty(document, "hidden", { value: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.clock.fast_forward(6_100)

    expect(play).to_have_attribute("aria-pressed", "false")
    is_at(page, 2)


def test_nothing_of_the_viewer_is_fetched_before_it_is_wanted(
    open_page: OpenPage, site: str
) -> None:
    page, asked = open_page(**DESK), list[str]()
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{site}/2009/", wait_until="networkidle")
    at_first = [each for each in asked if "viewer" in each or "slideshow" in each]
    page.locator("[data-viewer]").first.hover()
    expect(page.locator("dialog")).to_be_attached()

    assert at_first == []
