"""A gallery with its database, and a release of it that only newer code knows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate, upgrade

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.commands.init import MIGRATIONS, prepare
from gallery.db import db, unit_of_work
from gallery.web.drafts import new_draft
from tests.gazetteer import build_once
from tests.house import CAMPAIGN

LATER = '''"""A revision that only newer code knows: it adds, and takes nothing away."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("photo", sa.Column("later", sa.Integer(), nullable=True))
    op.create_index("ix_photo_later", "photo", ["later"])
'''


@contextmanager
def prepared(settings: Settings) -> Iterator[Flask]:
    """A gallery that takes photos, with its database and gazetteer."""
    shutil.copyfile(build_once(), settings.cities_file)
    app = create_app(settings)
    with app.app_context():
        prepare(app, tools=app.extensions["toolbox"])
        with unit_of_work():
            begin_campaign()
            change_campaign(CAMPAIGN)
        yield app
        db.session.remove()
        db.engine.dispose()


def drafts_of(app: Flask, count: int) -> list[str]:
    """Make drafts, as pages carry them."""
    with app.test_request_context():
        return [new_draft() for _ in range(count)]


def migrate_further(app: Flask, folder: Path) -> None:
    """Bring the database to a revision that this code does not know."""
    shutil.copytree(MIGRATIONS, folder)
    head = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
    (folder / "versions" / "9999_later.py").write_text(LATER.format(head=head))
    Migrate(app, db, directory=str(folder), render_as_batch=True)
    upgrade(directory=str(folder))
