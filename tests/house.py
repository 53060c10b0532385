"""The places and people of the tests: a gallery of one's own, and who may come to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event, make_url
from werkzeug.test import TestResponse

from config import Settings
from gallery import sessions
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.db import Model, db, unit_of_work
from gallery.images.darkroom import DarkRoom
from gallery.keys import Keys
from gallery.models import MODERATOR, ORGANISER, Account
from gallery.places.cities import Cities
from gallery.queue import MemoryQueue
from gallery.storage import open_store
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account
from tests.once import TEMPLATES, share_statements
from tests.servers import new_bucket

CAMPAIGN = {
    "name": "Free Belarus",
    "contact": "team@example.org",
    "imprint": "A group, a street, a city",
    "consent_own": "I took these photos, or the person who did said yes.",
    "consent_use": "Anyone may use them with credit.",
}


class Browser(FlaskClient):
    """A browser whose every request has a context of its own, as on a real server.

    Inside the test's context requests would share ``g``: who is signed in, the campaign.
    """

    def open(self, *said: Any, **named: Any) -> TestResponse:
        """Ask, and let the test see what that changed."""
        db.session.rollback()
        with self.application.app_context():
            answer = super().open(*said, **named)
        db.session.expire_all()
        return answer


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.moment

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture(scope="session")
def dark_room() -> Iterator[DarkRoom]:
    """The real dark room, started at first use."""
    room = DarkRoom()
    yield room
    room.close()


@pytest.fixture
def setup() -> str:
    """How the house is set up: ``memory`` here; end-to-end tests ask for both real ones."""
    return "memory"


@pytest.fixture
def settings(setup: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """The settings of ``memory``, ``folders`` (SQLite) or ``servers`` (PostgreSQL, S3)."""
    if setup == "memory":
        return Settings(data_dir=tmp_path, storage_url="memory:", public_storage_url="memory:")
    if setup == "folders":
        return Settings(data_dir=tmp_path)
    endpoint = request.getfixturevalue("rclone_s3")
    return Settings(
        data_dir=tmp_path,
        database_url=request.getfixturevalue("postgres_url"),
        storage_url=new_bucket(endpoint),
        public_storage_url=new_bucket(endpoint),
        queue_url=request.getfixturevalue("redis_url"),
    )


@pytest.fixture
def tools(settings: Settings, cities: Cities, dark_room: DarkRoom, clock: Clock) -> Toolbox:
    """Real tools; only the clock stands still, and the queue remembers instead of sending."""
    return choose_tools(settings, cities=cities, dark_room=dark_room, clock=clock)


def choose_tools(
    settings: Settings, *, cities: Cities, dark_room: DarkRoom, clock: Clock
) -> Toolbox:
    """Put the tools of a house together."""
    return Toolbox(
        settings=settings,
        private=open_store(settings.private_store),
        public=open_store(settings.public_store),
        queue=MemoryQueue(),
        cities=cities,
        dark_room=dark_room,
        keys=Keys(b"a secret of the tests"),
        now=clock,
    )


@pytest.fixture(scope="session")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, cities: Cities, dark_room: DarkRoom
) -> Path:
    """A file of SQLite with a campaign alone, to be copied: that is quicker than making it."""
    folder = tmp_path_factory.mktemp("database")
    settings = Settings(data_dir=folder, storage_url="memory:", public_storage_url="memory:")
    tools = choose_tools(settings, cities=cities, dark_room=dark_room, clock=Clock())
    with create_app(settings, tools=tools).app_context():
        fill_database()
        db.session.remove()
        db.engine.dispose()
    return folder / "gallery.sqlite"


@pytest.fixture
def app(tools: Toolbox, empty_database: Path) -> Iterator[Flask]:
    """A gallery with a campaign that takes photos, within its context."""
    with open_house(tools, empty_database) as app:
        yield app


@contextmanager
def open_house(tools: Toolbox, empty_database: Path) -> Iterator[Flask]:
    """Open a gallery with a campaign that takes photos, within its context."""
    url = make_url(tools.settings.database)
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite:
        copyfile(empty_database, str(url.database))
    app = create_app(tools.settings, tools=tools)
    app.config["TESTING"] = True
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = TEMPLATES
    with app.app_context():
        share_statements(db.engine)
        if is_sqlite:
            forgo_durability(db.engine)
        else:
            fill_database()
        yield app
        db.session.remove()
        db.engine.dispose()


def fill_database() -> None:
    """Make all tables, and a campaign that takes photos."""
    Model.metadata.create_all(db.engine)
    with unit_of_work():
        begin_campaign()
        change_campaign(CAMPAIGN)


def forgo_durability(engine: Engine) -> None:
    """Wait for no disk: what a test wrote need not outlive a power cut."""

    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def moderator(app: Flask) -> FlaskClient:
    """A moderator's browser, signed in."""
    return signed_in(app, create_account(MODERATOR))


@pytest.fixture
def organiser(app: Flask) -> FlaskClient:
    """An organiser's browser, signed in; a moment ago they showed that it is they."""
    return made_sure(signed_in(app, create_account(ORGANISER)))


def made_sure(browser: FlaskClient) -> FlaskClient:
    """Let somebody have shown just now that it is they: acts of the office go on at once."""
    now = browser.application.extensions["toolbox"].now().timestamp()
    with browser.session_transaction("/sign-in") as session:
        session["sure"] = now
    return browser


def signed_in(app: Flask, account: Account) -> FlaskClient:
    """Return a browser in which an account is signed in, and that sends a good CSRF token."""
    client, secret, tools = app.test_client(), "a session's secret", app.extensions["toolbox"]
    with unit_of_work():
        token = sessions.begin(account, tools=tools)
    with client.session_transaction("/sign-in") as session:
        session["_user_id"] = token
        session["_fresh"] = True
        session["since"] = session["seen"] = tools.now().timestamp()
        session["csrf_token"] = secret
    token = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(secret)
    client.environ_base["HTTP_X_CSRFTOKEN"] = str(token)
    return client
