"""A gallery for demonstrations: the real clock, a short time to undo, small pictures."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from config import Settings
from gallery.app import create_app
from gallery.campaigns import change_campaign
from gallery.commands.init import prepare
from gallery.db import db, unit_of_work
from gallery.demo import making
from gallery.toolbox import Toolbox, utc_now
from tests.demo.doing import choose_small
from tests.house import CAMPAIGN, Browser


@pytest.fixture
def setup() -> str:
    """SQLite and folders, unless a test asks for both set-ups."""
    return "folders"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A short time to undo, as nobody does."""
    return replace(settings, undo_seconds=1)


@pytest.fixture
def clock() -> Callable[..., object]:
    """The real time: the undo time must pass."""
    return utc_now


@pytest.fixture
def gallery(settings: Settings, tools: Toolbox) -> Iterator[Flask]:
    """An empty gallery as ``gallery init`` makes it, with the guards of the database."""
    app = create_app(settings, tools=tools)
    app.test_client_class = Browser
    with app.app_context():
        prepare(app, tools=tools)
        with unit_of_work():
            change_campaign(CAMPAIGN)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures a fourth as wide and high: drawing them takes most of the time."""
    monkeypatch.setattr(making, "choose_sendings", choose_small)
