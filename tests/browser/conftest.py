"""Where participants stand: at the form, and with a way chosen."""

import pytest
from playwright.sync_api import Page

from tests.browser.sending import choose_how
from tests.factories import create_edition


@pytest.fixture
def add(page: Page, address: str) -> Page:
    """The form."""
    create_edition()
    page.goto(f"{address}/add/")
    return page


@pytest.fixture
def sending(add: Page) -> Page:
    """The form with "Send as taken" chosen."""
    choose_how(add)
    return add
