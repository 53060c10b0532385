"""The map comes closer: no city vanishes, no circles meet, and whoever scrolls is not held up."""

import json
import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gallery.places import atlas
from tests.browsing import OpenPage

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
GATHER = """async ([cities, unit]) => {
  const here = document.querySelector("script[src*='js/map.js']").src;
  const { gather } = await import(here.replace("map.js", "map-circles.js"));
  const all = cities.map(([x, y, photos]) => ({ x, y, photos }));
  return gather(all, unit).map(({ x, y, photos, cities }) => [x, y, photos, cities.length]);
}"""
#: What is in sight, in the map's units; each circle's middle, radius in pixels, number of cities.
DRAWN = """() => {
  const { x, y, width, height } = document.querySelector(".map__svg").viewBox.baseVal;
  const dots = [...document.querySelectorAll(".map__dot")].map((dot) => {
    const { left, top, width } = dot.getBoundingClientRect();
    const number = dot.parentNode.querySelector(".map__number")?.textContent ?? "1";
    return [left + width / 2, top + width / 2, dot.r.baseVal.value, Number(number)];
  });
  return [[x, y, x + width, y + height], dots];
}"""


@pytest.fixture
def world(open_page: OpenPage, site: str) -> Page:
    """The map, brought to life, on a phone."""
    page = open_page(**PHONE)
    page.goto(f"{site}/map/")
    expect(page.locator(".map.is-live")).to_be_visible()
    return page


def figures_of(page: Page) -> dict[str, Any]:
    """Return what the script was told of the cities."""
    said: dict[str, Any] = json.loads(page.request.get(f"{page.url}cities.json").text())
    return said


def settle(page: Page) -> tuple[list[float], list[list[float]]]:
    """Return what is drawn once the next picture is."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    frame, dots = page.evaluate(DRAWN)
    return frame, dots


def test_the_script_gathers_as_the_server_does(world: Page) -> None:
    chance = random.Random(3)
    spots = [
        (chance.uniform(-50, 75), chance.uniform(-180, 180), chance.randint(1, 50))
        for _ in range(400)
    ]
    told = [[*atlas.project(lat, lon), photos] for lat, lon, photos in spots]
    dots = [atlas.Dot(lat, lon, photos, None) for lat, lon, photos in spots]

    for unit in (2.0, 1.0, 0.25):
        ours = [
            (each.x, each.y, each.weight, each.count) for each in atlas.cluster(dots, unit=unit)
        ]
        theirs = world.evaluate(GATHER, [told, unit])

        assert len(theirs) == len(ours)
        for one, other in zip(theirs, ours, strict=True):
            assert one == pytest.approx(other, abs=1e-6)


def test_no_city_vanishes_and_no_circles_meet_wherever_one_looks(world: Page) -> None:
    cities = figures_of(world)["cities"]
    chance = random.Random(5)
    world.locator(".map").focus()
    world.keyboard.press("0")
    for _ in range(20):
        key = chance.choice(["+", "+", "-", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"])
        world.keyboard.press(key)

        (left, top, right, bottom), dots = settle(world)

        seen = [each for each in cities if left <= each[2] <= right and top <= each[3] <= bottom]
        assert sum(number for *_, number in dots) >= len(seen)
        for at, (x, y, radius, _) in enumerate(dots):
            for other_x, other_y, other, _ in dots[:at]:
                apart = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
                assert apart >= max(radius, 12) + max(other, 12) - 0.5


def test_a_circle_parts_into_its_cities_and_a_city_leads_to_its_photos(world: Page) -> None:
    world.locator(".map__link:has(.map__number)").first.click()
    expect(world.locator(".map.is-closer")).to_be_visible()
    expect(world.locator(".map__link:focus")).to_have_count(1)

    for _ in range(12):
        if world.locator(".map__link:focus:has(.map__number)").count() == 0:
            break
        world.keyboard.press("Enter")
        settle(world)
        expect(world.locator(".map__link:focus")).to_have_count(1)
    city = world.locator(".map__link:focus")
    name = str(city.get_attribute("aria-label")).partition(",")[0]
    city.press("Enter")

    expect(world.locator("h1")).to_contain_text(name)


def test_a_wheel_that_passes_the_map_scrolls_the_page(open_page: OpenPage, site: str) -> None:
    page = open_page(viewport={"width": 1280, "height": 500}, reduced_motion="reduce")
    page.goto(f"{site}/map/")
    expect(page.locator(".map.is-live")).to_be_visible()
    page.locator(".map").hover()
    before, _ = settle(page)

    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 100")

    assert settle(page)[0] == before
    page.locator(".map").focus()
    page.mouse.wheel(0, -200)
    page.wait_for_function(
        "(width) => document.querySelector('.map__svg').viewBox.baseVal.width < width",
        arg=before[2] - before[0],
    )


def test_the_map_of_a_year_shows_its_cities_alone(world: Page) -> None:
    world.locator(".chips__link", has_text="2010").click()

    expect(world.locator("h1")).to_have_text("Where it happened in 2010")
    expect(world.locator(".map.is-live")).to_be_visible()
    links = world.locator(".map__link").evaluate_all("(all) => all.map((one) => one.href.baseVal)")
    assert links
    assert all(each.startswith("/2010/") for each in links)
