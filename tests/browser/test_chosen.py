"""What is chosen among many is in sight on a phone, without a script."""

import pytest

from tests.browsing import OpenPage

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def test_a_line_of_chips_begins_at_the_chosen_one(open_page: OpenPage, site: str) -> None:
    page = open_page(**PHONE)

    page.goto(f"{site}/2009/jp/")

    box = page.locator(".chips").get_by_role("link", name="Japan").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
