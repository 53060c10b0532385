"""Alembic's environment: our metadata, Flask-Migrate's connection."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import gallery.models  # noqa: F401 - fills the metadata
from gallery.db import WRITES, Instant, Model


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
    )
    with context.begin_transaction():
        context.run_migrations()


engine = current_app.extensions["migrate"].db.engine
with engine.connect().execution_options(**{WRITES: True}) as begun:
    migrate(begun)
