"""Visitors' pages in a real browser: budgets, nothing foreign, no cookie, for everybody's eyes."""

import math
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Route

from gallery.db import db
from gallery.models import Photo, Stage
from tests.axe import axe
from tests.browser.weighing import weigh
from tests.browsing import LOOKS, OpenPage

pytestmark = pytest.mark.browser

KB = 1000
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
#: Something has been painted.
PAINTED = """() => new Promise((done) => new PerformanceObserver(() => done())
  .observe({ type: "paint", buffered: true }))"""
#: All letters are there, and have been painted if they are at all.
AFTER_LETTERS = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"""
#: Where things stand, from the top and how wide.
PLACES = """() => [...document.querySelectorAll("header *, main, h1, h1 ~ *, h2, footer *")]
  .map((each) => each.getBoundingClientRect()).map(({ top, width }) => [top, width])"""


class Budget(NamedTuple):
    """What a page may weigh at its first view: KB as sent; script and style too."""

    path: str
    total: int
    requests: int
    script: int
    style: int
    shifts: float


BUDGETS = {
    "home": Budget("/", 300, 20, 6, 6, 0.01),
    "year": Budget("/2009/", 450, 28, 4, 6, 0.01),
    "city": Budget("/2010/lt/vilnius/", 450, 28, 4, 6, 0.01),
    "photo": Budget("/photos/{photo}", 250, 10, 2, 6, 0),
    "frame": Budget("/embed/2009/", 120, 12, 1, 2, 0),
    "frame-strip": Budget("/embed/2009/?layout=strip", 120, 12, 1, 2, 0),
    "frame-rows": Budget("/embed/2009/?rows=3&accent=003399", 120, 12, 1, 2, 0),
    "frame-map": Budget("/embed/map/", 120, 12, 1, 2, 0),
}
PAGES = {
    **{name: budget.path for name, budget in BUDGETS.items()},
    "edition": "/2010-12/",
    "country": "/2009/lt/",
    "country-ever": "/cities/pl/",
    "city-ever": "/cities/lt/vilnius/",
    "cities": "/cities/",
    "map": "/map/",
    "about": "/about/",
    "press": "/press/",
    "press-kit": "/press/2009-03/",
    "privacy": "/privacy/",
    "imprint": "/imprint/",
    "embedding": "/embed/",
    "embed-help": "/embed/help/",
    "api": "/api/",
    "second-page": "/2009/?after={photo}",
    "photo-frame": "/embed/photos/{photo}",
    "counter-frame": "/embed/counter/2009/?theme=dark",
    "404": "/1999/",
    "410": "/photos/{withdrawn}",
}


@pytest.fixture(scope="session")
def addresses(exhibition: Flask, site: str) -> dict[str, str]:
    """The whole address of each page by its name."""
    with exhibition.app_context():
        ids = {
            "photo": _id_of(Stage.PUBLISHED),
            "withdrawn": _id_of(Stage.WITHDRAWN),
        }
    return {name: site + path.format(**ids) for name, path in PAGES.items()}


def _id_of(stage: Stage) -> str:
    return str(db.session.query(Photo).filter_by(stage=stage).order_by(Photo.id).first().public_id)


@pytest.mark.parametrize("name", BUDGETS)
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_keeps_within_its_budget(
    open_page: OpenPage, addresses: dict[str, str], name: str, screen: dict[str, object]
) -> None:
    budget = BUDGETS[name]

    weight = weigh(open_page(**screen), addresses[name])

    figures = (weight.total / KB, weight.requests, weight.of("Script") / KB,
               weight.of("Stylesheet") / KB, round(weight.shifts, 4))  # fmt: skip
    print(name, figures, weight.largest_after, "ms")
    assert all(figure <= limit for figure, limit in zip(figures, budget[1:], strict=True)), figures
    assert weight.cookies == []


@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda look: "{viewport[width]}-{color_scheme}".format(**look)
)
def test_axe_finds_nothing_on_any_page(
    open_page: OpenPage, addresses: dict[str, str], look: dict[str, object]
) -> None:
    page = open_page(**look)
    for name, address in addresses.items():
        page.goto(address)

        assert axe(page) == [], name


def test_nothing_moves_while_somebody_reads_on(
    open_page: OpenPage, addresses: dict[str, str]
) -> None:
    for name in ("home", "year"):
        weight = weigh(open_page(**PHONE), addresses[name], scroll=True)

        assert weight.shifts <= 0.01, name


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_picture_that_comes_late_moves_nothing(
    open_page: OpenPage, addresses: dict[str, str], screen: dict[str, object]
) -> None:
    page = open_page(**screen)
    page.route("**/media/**", lambda route: (page.wait_for_timeout(500), route.continue_()))

    assert weigh(page, addresses["photo"]).shifts == 0


@pytest.mark.parametrize("name", ["home", "year", "frame-strip"])
def test_letters_that_come_late_move_nothing(
    open_page: OpenPage, addresses: dict[str, str], name: str
) -> None:
    page = open_page(**PHONE)
    held = list[Route]()
    page.route("**/fonts/**", lambda route: held.append(route))
    page.goto(addresses[name], wait_until="commit")
    page.evaluate(PAINTED)
    before = page.evaluate(PLACES)

    for letters in held:
        letters.continue_()

    page.evaluate(AFTER_LETTERS)
    assert held
    assert page.evaluate(PLACES) == before


def test_no_page_is_wider_than_a_phone(open_page: OpenPage, addresses: dict[str, str]) -> None:
    page = open_page(viewport={"width": 320, "height": 700})
    for name, address in addresses.items():
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_a_year_stands_on_one_line(open_page: OpenPage, addresses: dict[str, str]) -> None:
    page = open_page(**PHONE)
    page.goto(addresses["home"])

    years = page.locator(".year-strip__year")

    heights = years.evaluate_all("(all) => all.map(({ offsetHeight }) => offsetHeight)")
    assert len(heights) == 6
    assert len(set(heights)) == 1


def test_pages_are_whole_without_scripts(open_page: OpenPage, addresses: dict[str, str]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(addresses["year"])
    first = page.locator(".photo-card__link").first.get_attribute("href")

    page.get_by_role("link", name="Next").last.click()

    assert page.locator(".photo-card__link").count() == 5
    assert page.locator(f'.photo-card__link[href="{first}"]').count() == 0


def test_the_map_is_walked_by_keys_and_its_dots_are_links(
    open_page: OpenPage, addresses: dict[str, str]
) -> None:
    page = open_page(**DESK)
    page.goto(addresses["map"])
    page.locator(".map.is-live").wait_for()
    dots = page.locator(".map__link")
    names = [dot.get_attribute("aria-label") for dot in dots.all()]
    page.locator(".map").focus()

    reached = []
    for _ in names:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    assert reached == names
    page.locator('.map__link[aria-label^="Tokyo"]').press("Enter")
    page.wait_for_url("**/cities/jp/tokyo/")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_with_a_map_begins_at_its_top(
    open_page: OpenPage, addresses: dict[str, str], screen: dict[str, object]
) -> None:
    page = open_page(**screen, java_script_enabled=False)
    for name in ("home", "map"):
        page.goto(addresses[name], wait_until="networkidle")

        assert page.evaluate("scrollY") == 0, name
        is_cut = page.evaluate("innerWidth") < 1000
        assert (page.locator(".map").evaluate("(map) => map.scrollLeft") > 0) == is_cut, name


def test_no_two_circles_of_the_map_overlap_as_drawn(
    open_page: OpenPage, addresses: dict[str, str]
) -> None:
    page = open_page(**DESK, java_script_enabled=False)
    page.goto(addresses["map"])

    circles = page.evaluate("""() => [...document.querySelectorAll(".map__dot")].map((dot) =>
      [dot.cx.baseVal.value, dot.cy.baseVal.value, dot.r.baseVal.value])""")

    assert len(circles) > 4
    for index, (x, y, radius) in enumerate(circles):
        for other_x, other_y, other_radius in circles[index + 1 :]:
            assert math.dist((x, y), (other_x, other_y)) >= radius + other_radius


def test_the_credit_line_is_copied_at_a_press(
    open_page: OpenPage, addresses: dict[str, str]
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(addresses["photo"])

    page.get_by_role("button", name="Copy the credit").click()
    page.get_by_role("button", name="Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".photo__credit").inner_text()


def test_nothing_is_offered_to_be_copied_where_that_cannot_work(
    open_page: OpenPage, addresses: dict[str, str]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(addresses["embedding"])

    assert not page.locator("[data-copies]").first.is_visible()
