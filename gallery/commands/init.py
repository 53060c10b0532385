"""``gallery init``: make or update the database and the gazetteer, one process at a time."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import text

from gallery.campaigns import begin_campaign
from gallery.commands.here import alone, gallery_here
from gallery.commands.search import mend_search
from gallery.db import db, unit_of_work
from gallery.errors import GalleryError
from gallery.journey.reindexing import is_behind
from gallery.toolbox import Toolbox

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
LOCK_NUMBER = 0x756E7369  # "unsi": our advisory lock on PostgreSQL


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Prepare this installation."""
    with gallery_here() as (app, tools):
        prepare(app, tools=tools)


def prepare(app: Flask, *, tools: Toolbox) -> None:
    """Bring the schema to the newest revision, begin the campaign, let its photos be found."""
    with alone(tools.settings), _database_lock():
        if not is_newest():
            Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
            upgrade(directory=str(MIGRATIONS))
        with app.app_context():
            with unit_of_work():
                begin_campaign()
            if is_behind():
                mend_search()


def is_newest() -> bool:
    """Whether the database has the newest schema that we know, or one that only newer code knows.

    While machines are brought up to date one after the other, the older ones go on: a migration
    never takes away what the code before it uses (CONTRIBUTING.md).
    """
    known = ScriptDirectory(str(MIGRATIONS))
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    older = {each.revision for each in known.walk_revisions()} - {known.get_current_head()}
    return here is not None and here not in older


def require_newest() -> None:
    """Refuse to work on an old schema."""
    if not is_newest():
        raise GalleryError("the database is not up to date; run: gallery init")


@contextmanager
def _database_lock() -> Iterator[None]:
    """Hold PostgreSQL's advisory lock; SQLite is on this machine anyway."""
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:n)"), {"n": LOCK_NUMBER})
        yield
        connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": LOCK_NUMBER})
