"""Photos are covered on the phone before they leave it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sending import choose, row, uploads
from tests.pictures import make_photo

pytestmark = pytest.mark.browser


@pytest.fixture
def covering(add: Page) -> Page:
    """The form with "Cover faces first" chosen."""
    add.get_by_label("Cover faces first").check()
    expect(add.locator("[data-add].is-scripted")).to_be_visible()
    return add


def test_a_photo_leaves_the_phone_only_after_it_was_covered(covering: Page) -> None:
    choose(covering, make_photo())
    expect(row(covering, 1)).to_contain_text("Not covered yet. Nothing has left this phone.")
    assert uploads() == 0

    row(covering, 1).get_by_role("button", name="Cover").click()
    dialog = covering.get_by_role("dialog")
    dialog.get_by_role("button", name="Add a strip").click()
    dialog.get_by_role("button", name="Every face is covered").click()

    expect(row(covering, 1)).to_contain_text("Safe on our server")
    assert uploads() == 1
