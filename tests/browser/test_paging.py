"""The next photos in a real browser: by themselves, when asked for, and after coming back."""

import pytest
from playwright.sync_api import Page, expect

from gallery.journey import visit
from tests.browsing import OpenPage

pytestmark = pytest.mark.browser

FOUND = "() => [...document.querySelectorAll('[data-viewer]')].map((a) => a.pathname)"
TOP = "(photo) => photo.getBoundingClientRect().top"
#: As far as the next ones begin to come, and not so far that something would move in sight.
DOWN = "scrollBy({ top: 600, behavior: 'instant' })"


@pytest.fixture
def gallery(open_page: OpenPage, site: str, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A year of four pages, under an address of its own: pages are kept."""
    monkeypatch.setitem(visit.find_photos.__kwdefaults__, "limit", 9)
    page = open_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}/2009/?few")
    return page


def scroll_down(gallery: Page) -> None:
    expect(gallery.locator("[data-viewer]")).to_have_count(18)
    gallery.evaluate(DOWN)
    expect(gallery.locator("[data-viewer]")).to_have_count(27)


def test_two_pages_come_by_themselves_and_the_rest_when_asked_for(gallery: Page) -> None:
    photos = gallery.locator("[data-viewer]")
    scroll_down(gallery)

    gallery.locator("[data-next]").focus()
    gallery.keyboard.press("Enter")
    expect(photos.nth(27)).to_be_focused()

    expect(gallery.get_by_role("status")).to_contain_text("Photos 1–")
    found = gallery.evaluate(FOUND)
    assert len(found) == len(set(found))


def test_who_comes_back_finds_the_same_photos_at_the_same_place(gallery: Page, site: str) -> None:
    scroll_down(gallery)
    photo = gallery.locator("[data-viewer]").nth(14)
    photo.scroll_into_view_if_needed()
    gallery.wait_for_url("**/2009/?after=*")
    found, top = gallery.evaluate(FOUND), photo.evaluate(TOP)

    gallery.goto(f"{site}/about/")
    gallery.go_back()
    expect(gallery.locator("[data-viewer]")).to_have_count(27)
    gallery.wait_for_load_state("networkidle")

    assert gallery.evaluate(FOUND) == found
    assert abs(photo.evaluate(TOP) - top) < 5
