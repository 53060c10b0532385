"""The field for a city: suggestions while typing, by keys, by finger, and without either."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.axe import axe

pytestmark = pytest.mark.browser


@pytest.fixture
def city(sending: Page) -> Locator:
    """The field, on a page that shows it."""
    sending.locator("[data-add]").evaluate("(form) => form.classList.add('is-begun')")
    return sending.get_by_role("combobox", name="City")


def options(page: Page) -> Locator:
    return page.locator("[data-suggestions] [role=option]")


def number(page: Page) -> str:
    """The city that will be sent."""
    return page.locator("[data-geoname-id]").input_value()


def test_keys_choose_a_city(sending: Page, city: Locator) -> None:
    city.press_sequentially("Vilni")
    expect(options(sending).first).to_contain_text("Vilnius Lithuania")
    expect(city).to_have_attribute("aria-expanded", "true")

    city.press("ArrowDown")
    marked = options(sending).first
    expect(marked).to_have_attribute("aria-selected", "true")
    expect(city).to_have_attribute("aria-activedescendant", marked.get_attribute("id") or "")
    city.press("Enter")

    expect(city).to_have_value("Vilnius, Lithuania")
    assert number(sending) == "593116"
    expect(city).to_have_attribute("aria-expanded", "false")
    expect(city).not_to_have_attribute("aria-activedescendant", "city-list-0")


def test_a_finger_chooses_a_city_in_any_script(sending: Page, city: Locator) -> None:
    city.press_sequentially("Վիլնյուս")

    options(sending).first.click()

    assert number(sending) == "593116"
    expect(city).to_be_focused()


def test_what_was_typed_last_counts(sending: Page, city: Locator) -> None:
    city.press_sequentially("Vilnius")
    options(sending).first.click()

    city.press_sequentially("x")

    assert number(sending) == ""


def test_escape_closes_the_list_and_keeps_the_words(sending: Page, city: Locator) -> None:
    city.press_sequentially("Vilnius")
    expect(options(sending).first).to_be_visible()

    city.press("Escape")

    expect(options(sending).first).to_be_hidden()
    expect(city).to_have_value("Vilnius")


def test_an_answer_that_comes_late_does_not_show(sending: Page, city: Locator) -> None:
    city.press_sequentially("Vilni")
    expect(options(sending).first).to_be_visible()

    with sending.expect_response("**/add/cities?q=Minsk"):
        with sending.expect_request("**/add/cities?q=Minsk"):
            city.fill("Minsk")
        city.press("Tab")

    expect(options(sending).first).to_be_hidden()


def test_suggestions_are_large_enough_for_a_finger_and_plain_to_axe(
    sending: Page, city: Locator
) -> None:
    city.press_sequentially("San")
    expect(options(sending)).to_have_count(8)

    boxes = [option.bounding_box() for option in options(sending).all()]

    assert min(box["height"] for box in boxes if box) >= 44
    assert axe(sending) == []


def test_without_suggestions_it_is_a_plain_field(sending: Page, city: Locator) -> None:
    sending.route("**/add/cities*", lambda route: route.abort())

    city.press_sequentially("Vilnius")

    expect(city).to_have_value("Vilnius")
    expect(options(sending)).to_have_count(0)
