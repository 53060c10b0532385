"""Pages that a visitor saw open without a network; what was taken back does not live on there."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browser.sending import wait_until
from tests.browsing import OpenPage, served
from tests.factories import create_published

pytestmark = pytest.mark.browser

KEPT = """async (name) => {
  const kept = await (await caches.open(name)).keys();
  return kept.map(({ url }) => decodeURI(new URL(url).pathname)).sort();
}"""
PAGES = "visited pages"
#: All pictures that a visit showed are here too.
HAS_SHOWN = f"""async () => {{
  const kept = await ({KEPT})("visited parts");
  const shown = [...document.images].filter((each) => each.complete && each.naturalWidth);
  return shown.length && shown.every((each) => kept.includes(new URL(each.currentSrc).pathname));
}}"""
ARE_DRAWN = "() => [...document.images].slice(0, 4).every((each) => each.naturalWidth > 1)"
#: Nothing may be left behind here; whether a worker was asked for nevertheless is noted.
CAREFUL = """
Object.defineProperty(navigator, "globalPrivacyControl", { value: true });
ServiceWorkerContainer.prototype.register = async () => { window.wasAsked = true; };
"""
BEGIN = """async () => {
  const { src } = document.querySelector("script[type=module]");
  await import(src.replace("gallery.js", "visited.js"));
}"""
UNVISITED = ("/search/?q=vilnius", "/add/", "/receipt/", "/photos/nobody/report")


class Line:
    """A gallery that can be reached until the line is cut."""

    def __init__(self, app: Flask) -> None:
        self._stack = ExitStack()
        self.address = self._stack.enter_context(served(app))

    def cut(self) -> None:
        """Let nobody reach it any more."""
        self._stack.close()


@pytest.fixture
def line(exhibition: Flask) -> Iterator[Line]:
    """A line to the exhibition."""
    line = Line(exhibition)
    yield line
    line.cut()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page whose worker may work."""
    return open_page(service_workers="allow", reduced_motion="reduce")


def visit(page: Page, address: str, *, pages: int) -> None:
    """Open a page, and wait until so many are kept."""
    page.goto(address)
    wait_until(page, f"async (count) => (await ({KEPT})('{PAGES}')).length === count", pages)


def test_what_was_seen_opens_without_a_line_and_nothing_else_is_kept(
    page: Page, line: Line
) -> None:
    visit(page, f"{line.address}/2009/", pages=1)
    wait_until(page, HAS_SHOWN)
    visit(page, f"{line.address}/be/about/", pages=2)
    for path in UNVISITED:
        page.goto(line.address + path)
    visit(page, f"{line.address}/map/", pages=3)

    line.cut()

    page.goto(f"{line.address}/2009/")
    page.reload()  # within five minutes the browser would have it anyway
    expect(page.get_by_text("this is the page as you saw it on")).to_be_visible()
    wait_until(page, ARE_DRAWN)
    page.goto(f"{line.address}/be/2012/")
    expect(page.get_by_role("heading", name="Няма злучэння")).to_be_visible()
    links = page.locator("[data-kept-pages] a")
    expect(links).to_have_count(3)
    assert axe(page) == []
    assert page.evaluate(KEPT, PAGES) == ["/2009/", "/be/about/", "/map/"]
    page.get_by_role("link", name="2009", exact=True).click()
    expect(page.locator(".photo-card").first).to_be_visible()
    page.goto(f"{line.address}/search/")
    page.get_by_role("button", name="Forget these pages").click()
    expect(links).to_have_count(0)
    assert page.evaluate("caches.keys()") == []


def test_what_was_taken_back_is_dropped_with_every_page_that_told_of_it(
    page: Page, address: str, tools: Toolbox
) -> None:
    photo, _stays = create_published(), create_published()
    visit(page, f"{address}/2010/", pages=1)
    visit(page, f"{address}/photos/{photo.public_id}", pages=2)
    visit(page, f"{address}/about/", pages=3)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    page.evaluate("""async () => {
      (await navigator.serviceWorker.ready).active.postMessage({ isOnline: true });
    }""")

    wait_until(page, f"async () => (await ({KEPT})('{PAGES}')).join() === '/about/'")


def test_who_asks_to_leave_nothing_behind_is_kept_nothing(page: Page, site: str) -> None:
    page.add_init_script(CAREFUL)
    page.goto(f"{site}/2009/")

    page.evaluate(BEGIN)

    assert page.evaluate("window.wasAsked") is None
