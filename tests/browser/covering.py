"""The steps of somebody who covers faces before a photo leaves the phone."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.sending import row


def begin(page: Page, how: str = "Cover faces first") -> Page:
    """Choose how, and wait for the script."""
    page.get_by_label(how).check()
    expect(page.locator("[data-add].is-scripted")).to_be_visible()
    return page


def open_desk(page: Page, number: int = 1) -> Locator:
    """Open the window for a photo, and look at it for a moment."""
    row(page, number).get_by_role("button", name="Cover").click()
    return look(page)


def look(page: Page) -> Locator:
    """Look at the photo until it may be confirmed."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="No face in it")).to_be_visible()
    expect(dialog.locator("[data-do=none]")).to_have_attribute("aria-disabled", "false")
    page.wait_for_timeout(550)
    return dialog
