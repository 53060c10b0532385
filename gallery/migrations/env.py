"""Alembic's environment: our metadata, Flask-Migrate's connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import gallery.models  # noqa: F401 - fills the metadata
from gallery.db import WRITES, Instant, Model
from gallery.models.search import is_kept_by_us


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our types as what they are in the database."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
        compare_type=True,
        include_name=is_kept_by_us,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            require_whole(connection)


@contextmanager
def unlinked(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew without deleting what refers to the old one.

    Nor shall it mind that triggers name a table which is missing for a moment.
    Source: sqlite.org/lang_altertable.html, section 7. The pragmas count outside transactions only.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("PRAGMA legacy_alter_table=ON")
    try:
        yield
    finally:
        driver.execute("PRAGMA legacy_alter_table=OFF")
        driver.execute("PRAGMA foreign_keys=ON")
        # What was there before must not stay readable in the journal.
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def require_whole(connection: Connection) -> None:
    """Refuse to go on when a row refers to nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"rows refer to nothing: {broken[:5]}")


engine = current_app.extensions["migrate"].db.engine
with engine.connect().execution_options(**{WRITES: True}) as begun, unlinked(begun):
    migrate(begun)
