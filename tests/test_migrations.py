"""The database goes up and down on both engines, and is then what the models say."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from gallery import accounts
from gallery.db import Model, db, prepare_sqlite, unit_of_work
from gallery.journey.audit import note
from gallery.journey.checking import check_log
from gallery.journey.dropping import drop_demonstration
from gallery.keys import Keys
from gallery.models import Account, ActionLink, Decision, Invitation, Photo, Wording
from gallery.models.sealed import seal_with
from gallery.models.search import is_kept_by_us
from tests.architecture import ROOT
from tests.factories import NOON

KEYS = Keys(b"a secret of the tests")
MIGRATIONS = str(ROOT / "gallery" / "migrations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application with an empty database."""
    url = f"sqlite:///{tmp_path / 'gallery.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    app = Flask("empty")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.extensions["toolbox"] = SimpleNamespace(keys=KEYS, now=lambda: NOON)
    db.init_app(app)
    Migrate(app, db, directory=MIGRATIONS)
    with app.app_context():
        seal_with(KEYS, db.engine)
        if request.param == "sqlite":
            prepare_sqlite(db.engine)
    return app


@pytest.fixture
def migrated(empty: Flask) -> Iterator[Flask]:
    """The same, migrated, within its context."""
    with empty.app_context():
        upgrade(directory=MIGRATIONS)
        yield empty
        db.session.remove()
        db.engine.dispose()


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_migrations_make_what_the_models_say(migrated: Flask) -> None:
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection, opts={"include_name": is_kept_by_us})
        differences = compare_metadata(here, Model.metadata)

    assert differences == []


def test_no_index_by_an_expression_is_lost_on_the_way(migrated: Flask) -> None:
    # Nothing compares them on SQLite, where a table that is written anew comes without them.
    names = {each.name for each in Photo.__table__.indexes}  # type: ignore[attr-defined]
    kept = {"sqlite": ("name", "sqlite_master"), "postgresql": ("indexname", "pg_indexes")}
    column, table = kept[db.engine.dialect.name]

    found = db.session.scalars(
        text(f"SELECT {column} FROM {table} WHERE {column} LIKE 'ix_photo%'")
    )

    assert set(found) >= names


def test_going_down_leaves_nothing_and_up_again_works(migrated: Flask) -> None:
    downgrade(directory=MIGRATIONS, revision="base")

    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade(directory=MIGRATIONS)


CHANGES = (
    "UPDATE decision SET act = 'x'",
    "UPDATE decision SET hash = NULL",
    "DELETE FROM decision",
    "UPDATE decision_cut SET last_number = 9",
    "DELETE FROM decision_cut",
)


def test_the_database_itself_refuses_to_change_a_decision(migrated: Flask) -> None:
    tools = migrated.extensions["toolbox"]
    for photo_id in (1, 2):
        with unit_of_work():
            note(photo_id, "approve", at=NOON, tools=tools)
    with unit_of_work():
        drop_demonstration([1], tools=tools)

    for change in CHANGES:
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(change))
        db.session.rollback()
    assert check_log(KEYS).is_whole


def test_a_decision_cannot_be_changed_through_its_row(migrated: Flask) -> None:
    with unit_of_work():
        note(1, "approve", at=NOON, tools=migrated.extensions["toolbox"])
    db.session.query(Decision).one().act = "reject"

    with pytest.raises(TypeError, match="append-only"):
        db.session.commit()


def test_decisions_from_before_the_chain_are_chained(migrated: Flask) -> None:
    downgrade(directory=MIGRATIONS, revision="0031")
    with db.engine.begin() as connection:
        connection.execute(text(MADE), [{"id": number} for number in (3, 5, 6)])

    upgrade(directory=MIGRATIONS)

    with unit_of_work():
        note(9, "approve", at=NOON, tools=migrated.extensions["toolbox"])
    done = check_log(KEYS)
    assert (done.count, done.number, done.troubles) == (4, 4, [])


MADE = (
    "INSERT INTO decision (id, photo_id, act, reason, details, at)"
    """ VALUES (:id, 7, 'reject', 'child', '{"wording": 2, "b": ["ž"]}',"""
    " '2010-12-20 12:00:00.000123')"
)


@pytest.fixture
def with_mira(migrated: Flask) -> None:
    """The house as it was before e-mail addresses were sealed, with one moderator in it."""
    downgrade(directory=MIGRATIONS, revision="0001")
    with db.engine.begin() as connection:
        for row in BEFORE:
            connection.execute(text(row))


BEFORE = (
    "INSERT INTO account (id, email, name, password, active, fs_uniquifier)"
    " VALUES (7, 'mira@example.org', 'Mira Secret', '!', true, 'x')",
    "INSERT INTO role (id, name) VALUES (1, 'moderator')",
    "INSERT INTO account_role (account_id, role_id) VALUES (7, 1)",
    "INSERT INTO invitation (id, token_hash, role, email, used)"
    " VALUES (1, 'a', 'moderator', 'open@example.org', false),"
    " (2, 'b', 'moderator', 'used@example.org', true)",
    "INSERT INTO edition (id, year, month, name, day, first_day, closes_on, reported_words,"
    " reported_source, is_demonstration) VALUES (1, 2010, 12, 'x', '2010-12-18', '2010-12-18',"
    " '2011-01-31', '', '', false)",
    "INSERT INTO city (id, geoname_id, country, slug, name, region, lat, lon, timezone)"
    " VALUES (1, 593116, 'lt', 'vilnius', 'Vilnius', '', 54.7, 25.3, 'Europe/Vilnius')",
    "INSERT INTO action (id, edition_id, city_id, stage) VALUES (1, 1, 1, 'announced')",
    "INSERT INTO action_link (id, action_id, token, organisation, is_revoked)"
    " VALUES (3, 1, 'token', 'A secret group', false)",
)


def test_accounts_and_links_keep_what_they_say_when_it_is_sealed(
    with_mira: None, migrated: Flask
) -> None:
    upgrade(directory=MIGRATIONS)

    mira = db.session.get_one(Account, 7)
    tools = migrated.extensions["toolbox"]
    assert accounts.find_account("Mira@example.org", tools=tools) is mira
    assert accounts.read_email(mira, tools=tools) == "mira@example.org"
    assert (mira.is_moderator, mira.name) == (True, "Mira Secret")
    assert db.session.get_one(ActionLink, 3).organisation == "A secret group"
    invited = [accounts.read_email(row, tools=tools) for row in db.session.scalars(INVITATIONS)]
    assert invited == ["open@example.org", ""]


INVITATIONS = select(Invitation).order_by(Invitation.id)


def test_what_was_sealed_is_readable_again_on_the_way_back(with_mira: None) -> None:
    upgrade(directory=MIGRATIONS)
    downgrade(directory=MIGRATIONS, revision="0001")

    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT email FROM account")).scalars().all()
        roles = connection.execute(text("SELECT role_id FROM account_role")).scalars().all()
        names = [*connection.execute(text("SELECT name FROM account")).scalars()]
        names += connection.execute(text("SELECT organisation FROM action_link")).scalars()
    assert (found, roles) == (["mira@example.org"], [1])
    assert names == ["Mira Secret", "A secret group"]


def test_nothing_of_an_e_mail_or_a_name_is_left_after_sealing(
    with_mira: None, tmp_path: Path
) -> None:
    before = all_that_is_kept(tmp_path)

    upgrade(directory=MIGRATIONS)

    assert "mira@example.org" in before
    assert "open@example.org" in before
    assert "A secret group" in before
    after = all_that_is_kept(tmp_path)
    assert [
        each for each in ("@example.org", "Mira Secret", "A secret group") if each in after
    ] == []


def all_that_is_kept(folder: Path) -> str:
    """Return the bytes of SQLite's files, journal and all; of PostgreSQL every row."""
    if db.engine.dialect.name == "sqlite":
        return "".join(path.read_bytes().decode("latin-1") for path in folder.glob("*.sqlite*"))
    tables = inspect(db.engine).get_table_names()
    with db.engine.connect() as connection:
        return "".join(
            str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables
        )


def test_the_wording_of_the_day_becomes_the_first_that_is_kept(migrated: Flask) -> None:
    downgrade(directory=MIGRATIONS, revision="0002")
    with db.engine.begin() as connection:
        connection.execute(text(CAMPAIGN))

    upgrade(directory=MIGRATIONS)

    kept = db.session.query(Wording).one()
    assert (kept.version, kept.consent_own, kept.consent_use) == (3, "Mine.", "Yours.")


CAMPAIGN = (
    "INSERT INTO campaign (id, name, headline, headline_taped, lede, about, contact, imprint,"
    " privacy, consent_own, consent_use, consent_version, licence, licence_url, is_demonstration,"
    " gallery_version) VALUES (1, 'x', '', '', '', '', '', '', '', 'Mine.', 'Yours.', 3, 'CC', '',"
    " false, 1)"
)
