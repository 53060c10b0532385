"""A passkey in Chromium, with a virtual authenticator: set up, used, refused without it."""

import pytest
from flask import Flask
from flask_security.utils import hash_password
from playwright.sync_api import Page, expect

from gallery.models import MODERATOR, Photo
from gallery.toolbox import Toolbox
from tests.axe import axe
from tests.browsing import OpenPage
from tests.factories import create_account, create_photo, put_original
from tests.pictures import make_photo

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "mira@example.org", "four words nobody joins"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True,
}  # fmt: skip


@pytest.fixture
def site(address: str, app: Flask) -> str:
    """The house by its name: browsers take no passkeys for a number. Mira has a password."""
    create_account(MODERATOR, email=EMAIL, password=hash_password(PASSWORD))
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A waiting photo with its original."""
    found = create_photo()
    put_original(found, make_photo())
    return found


def with_device(page: Page) -> Page:
    """Give a browser a device that holds passkeys, with a finger on it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def say_password(page: Page, site: str) -> None:
    """Sign in with the first half."""
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def ask_for_original(page: Page, address: str) -> None:
    """Ask for the original of a photo: its page asks who it is."""
    page.goto(address)
    page.get_by_text("The original", exact=True).click()
    page.get_by_label("Why", exact=True).select_option("detail")
    page.eval_on_selector("[data-tool=original] form", "form => form.target = '_self'")
    page.get_by_role("button", name="Look at the original").click()
    expect(page.get_by_role("button", name="Use your passkey")).to_be_visible()


def show_once_more(page: Page, site: str) -> None:
    """Come to one's own keys: who can use the device may change them."""
    page.goto(f"{site}/account/second-factor/")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_a_passkey_is_set_up_and_signs_in_and_nothing_else_does(
    open_page: OpenPage, site: str, photo: Photo
) -> None:
    page = with_device(open_page(viewport={"width": 390, "height": 844}))

    say_password(page, site)
    found = axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    found += axe(page)
    code = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="I have them. Go on").click()
    page.goto(f"{site}/account/")
    expect(page.get_by_text("this one")).to_be_visible()
    found += axe(page)
    page.get_by_role("button", name="Sign out").click()
    say_password(page, site)
    found += axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/review/**")
    ask_for_original(page, f"{site}/review/{photo.public_id}")
    found += axe(page)
    show_once_more(page, site)

    wide = {"width": 1280, "height": 900}
    stranger = with_device(open_page(viewport=wide, color_scheme="dark"))
    say_password(stranger, site)
    stranger.get_by_role("button", name="Use your passkey").click()
    expect(stranger.get_by_text("Your device did not do it.")).to_be_visible()
    found += axe(stranger)
    stranger.get_by_label("Code").fill(code)
    stranger.keyboard.press("Enter")
    stranger.wait_for_url("**/review/**")

    assert found == []
