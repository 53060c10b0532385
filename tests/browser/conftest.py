"""Where people stand: participants at the form, visitors in a gallery made once for all."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from gallery.images.darkroom import DarkRoom
from gallery.places.cities import Cities
from tests.browser.exhibition import open_exhibition
from tests.browser.sending import choose_how
from tests.browsing import served
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


@pytest.fixture(scope="session")
def exhibition(
    tmp_path_factory: pytest.TempPathFactory, cities: Cities, dark_room: DarkRoom
) -> Flask:
    """A gallery with sixty published photos; visitors change nothing in it."""
    return open_exhibition(
        tmp_path_factory.mktemp("exhibition"), cities=cities, dark_room=dark_room
    )


@pytest.fixture(scope="session")
def site(exhibition: Flask) -> Iterator[str]:
    """Where the exhibition listens."""
    with served(exhibition) as address:
        yield address
