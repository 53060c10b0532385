"""The database goes up and down on both engines, and is then what the models say."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from gallery.db import Model, db, prepare_sqlite
from gallery.models import Decision
from tests.architecture import ROOT
from tests.factories import NOON, create_photo

MIGRATIONS = str(ROOT / "gallery" / "migrations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application with an empty database."""
    url = f"sqlite:///{tmp_path / 'gallery.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    app = Flask("empty")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    Migrate(app, db, directory=MIGRATIONS)
    with app.app_context():
        if request.param == "sqlite":
            prepare_sqlite(db.engine)
    return app


@pytest.fixture
def migrated(empty: Flask):
    """The same, migrated, within its context."""
    with empty.app_context():
        upgrade(directory=MIGRATIONS)
        yield empty
        db.session.remove()
        db.engine.dispose()


def test_migrations_make_what_the_models_say(migrated: Flask) -> None:
    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Model.metadata)

    assert differences == []


def test_going_down_leaves_nothing_and_up_again_works(migrated: Flask) -> None:
    downgrade(directory=MIGRATIONS, revision="base")

    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade(directory=MIGRATIONS)


@pytest.mark.parametrize("change", ["UPDATE decision SET act = 'x'", "DELETE FROM decision"])
def test_the_database_itself_refuses_to_change_a_decision(migrated: Flask, change: str) -> None:
    photo = create_photo()
    db.session.add(Decision(photo_id=photo.id, act="approve", at=NOON))
    db.session.commit()

    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(change))


def test_a_decision_cannot_be_changed_through_its_row(migrated: Flask) -> None:
    photo = create_photo()
    decision = Decision(photo_id=photo.id, act="approve", at=NOON)
    db.session.add(decision)
    db.session.commit()
    decision.act = "reject"

    with pytest.raises(TypeError, match="append-only"):
        db.session.commit()
