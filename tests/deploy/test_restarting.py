"""Deploying costs nobody anything: what is asked meanwhile is answered, what is in work is done."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import func, select

from config import Settings
from gallery.app import create_app
from gallery.campaigns import begin_campaign, change_campaign
from gallery.commands.init import MIGRATIONS, is_newest, prepare
from gallery.db import db, unit_of_work
from gallery.models import Photo, Stage, Upload
from gallery.web.drafts import new_draft
from tests.architecture import ROOT
from tests.deploy.restarting import Askers, restarted_server, send
from tests.gazetteer import build_once
from tests.house import CAMPAIGN
from tests.pictures import make_photo
from tests.running import environment_of
from tests.servers import PATIENCE, free_port

pytestmark = pytest.mark.contract
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


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, port=free_port(), uploads_per_second=1000)


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


def drafts(app: Flask, count: int) -> list[str]:
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


def test_nobody_notices_a_restart_and_a_migration(here: Settings, tmp_path: Path) -> None:
    with prepared(here) as app, restarted_server(here) as server:
        people = Askers(here.port, drafts(app, 2), every=5)

        with people.asking(4):
            people.until(20)
            migrate_further(app, tmp_path / "later")
            server.restart()  # as older code: its machine has not had its turn
            people.until(people.asked + 20)

        kept = db.session.scalar(select(func.count(Upload.id)))
        assert people.failed == []
        assert kept == people.sent
        assert max(server.drained) <= 30
        assert is_newest()  # or newer


def test_a_worker_that_is_told_to_stop_finishes_the_photo_in_its_hands(here: Settings) -> None:
    with prepared(here) as app, restarted_server(here):
        (draft,) = drafts(app, 1)
        for _ in range(3):
            assert send(here.port, draft, make_photo(size=(2400, 1800))) == 201
        worker = subprocess.Popen(
            [sys.executable, "-m", "gallery", "worker"], cwd=ROOT, env=environment_of(here)
        )
        claimed = select(func.count(Photo.id)).where(Photo.claim.is_not(None))
        while not db.session.scalar(claimed):
            db.session.rollback()

        worker.send_signal(signal.SIGTERM)
        status = worker.wait(timeout=PATIENCE)

        db.session.rollback()
        stages = db.session.scalars(select(Photo.stage)).all()
        assert status == 0
        assert db.session.scalar(claimed) == 0
        assert Stage.WAITING in stages
        assert Stage.RECEIVED in stages  # it began no other
