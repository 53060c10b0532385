"""Where photos were taken: a city of one photo, as photo 1, by the map, by the device."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.axe import axe
from tests.browser.sending import choose, choose_how, photos, receipt_code, row
from tests.browsing import LOOKS, OpenPage
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import DAY, examine_all

pytestmark = pytest.mark.browser
KAUNAS = {"latitude": 54.89712, "longitude": 23.88123}


@pytest.fixture
def asked(page: Page) -> Iterator[list[Request]]:
    """What a page asked for: no address may tell a point."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    yield requests
    assert not [each.url for each in requests if "54.8" in each.url or "lat" in each.url]


@pytest.fixture
def unplaced(sending: Page, tools: Toolbox) -> Page:
    """The form with two photos that know no place, and were read."""
    choose(sending, make_photo(taken_at=DAY), make_photo(taken_at=DAY))
    expect(sending.locator("[data-total-words]")).to_contain_text("2 of 2")
    examine_all(tools)
    expect(row(sending, 2)).to_contain_text("Where was this?")
    return sending


def open_row(page: Page, number: int) -> Locator:
    """Open the fields of a photo; return its field for a city."""
    row(page, number).get_by_text("Place and day of this photo").click()
    return row(page, number).get_by_role("combobox", name="City of this photo")


def points(asked: list[Request]) -> list[dict[str, Any]]:
    """The points that a page asked about."""
    return [json.loads(each.post_data or "") for each in asked if each.url.endswith("/near")]


def test_every_photo_has_a_city_of_its_own_or_that_of_the_first(unplaced: Page) -> None:
    first = open_row(unplaced, 1)
    first.press_sequentially("Kauna")
    row(unplaced, 1).get_by_role("option").first.click()
    second = open_row(unplaced, 2)
    row(unplaced, 2).get_by_role("button", name="Same as photo 1").click()
    expect(second).to_have_value("Kaunas, Lithuania")
    assert axe(unplaced) == []
    second.fill("Vilnius")

    unplaced.get_by_label("I took these photos").check()
    unplaced.get_by_label("Anyone may use them").check()
    receipt_code(unplaced)

    assert [photo.city.name for photo in photos()] == ["Kaunas", "Vilnius"]


def test_a_city_is_picked_from_the_map_by_keys(unplaced: Page, asked: list[Request]) -> None:
    unplaced.get_by_role("button", name="Pick on the map").last.click()
    field = unplaced.get_by_role("application", name="Map")
    expect(field).to_be_focused()
    words = unplaced.locator("[data-pick-words]")
    expect(words).to_contain_text("Enter takes")
    for _ in range(4):
        field.press("+")
    for _ in range(3):
        field.press("ArrowRight")
    with unplaced.expect_response("**/add/cities/near") as answer:
        field.press("ArrowDown")
    city = answer.value.json()["cities"][0]
    expect(words).to_have_text(f"{city['name']} is nearest. Enter takes it.")

    field.press("Enter")

    expect(unplaced.get_by_role("combobox", name="City", exact=True)).to_have_value(city["label"])
    assert unplaced.locator("[data-geoname-id]").last.input_value() == str(city["geoname_id"])
    assert points(asked)
    assert all(point[axis] == round(point[axis], 1) for point in points(asked) for axis in "xy")


def test_a_city_is_picked_from_the_map_by_a_finger(unplaced: Page) -> None:
    open_row(unplaced, 1)
    row(unplaced, 1).get_by_role("button", name="Pick on the map").click()
    field = unplaced.get_by_role("application", name="Map")
    expect(unplaced.locator("[data-pick-cities] button").first).to_be_visible()
    with unplaced.expect_response("**/add/cities/near") as answer:
        field.click(position={"x": 60, "y": 60})
    label = answer.value.json()["cities"][0]["label"]

    unplaced.get_by_role("button", name=label).click()

    expect(row(unplaced, 1).get_by_role("combobox")).to_have_value(label)


def test_the_device_tells_its_place_only_after_a_tap_and_coarsely(
    unplaced: Page, asked: list[Request]
) -> None:
    unplaced.context.grant_permissions(["geolocation"])
    unplaced.context.set_geolocation(KAUNAS)
    assert points(asked) == []

    unplaced.get_by_role("button", name="Use where I am now").click()

    expect(unplaced.get_by_role("combobox", name="City", exact=True)).to_have_value(
        "Kaunas, Lithuania"
    )
    assert points(asked) == [{"lat": 54.9, "lon": 23.9}]


def test_a_device_that_tells_nothing_is_no_dead_end(unplaced: Page) -> None:
    unplaced.context.clear_permissions()

    unplaced.get_by_role("button", name="Use where I am now").click()

    expect(unplaced.get_by_text("This phone does not tell where it is.")).to_be_visible()


def test_where_someone_may_be_at_risk_the_device_is_not_asked(add: Page) -> None:
    add.get_by_label("Someone may be at risk").check()
    expect(add.locator("[data-add].is-scripted")).to_be_visible()

    expect(add.locator("[data-here]")).to_be_hidden()
    assert add.locator("[data-here]").get_attribute("hidden") is not None


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_wrong_with_the_map(
    open_page: OpenPage, address: str, look: dict[str, Any]
) -> None:
    create_edition()
    page = open_page(**look)
    page.goto(f"{address}/add/")
    choose_how(page)
    choose(page, make_photo())
    page.get_by_role("button", name="Pick on the map").last.click()
    expect(page.locator("[data-pick-cities] button").first).to_be_visible()

    assert axe(page) == []


def test_the_scripts_of_places_weigh_five_kilobytes_at_most_besides_the_field() -> None:
    scripts = [ROOT / "static/js" / name for name in ("places.js", "places-map.js")]

    assert sum(len(gzip.compress(each.read_bytes())) for each in scripts) <= 5 * 1024
