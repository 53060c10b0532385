"""Deploying costs nobody anything: what is asked meanwhile is answered, what is in work is done."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config import Settings
from gallery.commands.init import is_newest
from gallery.db import db
from gallery.models import Photo, Stage, Upload
from tests.architecture import ROOT
from tests.deploy.releasing import drafts_of, migrate_further, prepared
from tests.deploy.restarting import Askers, restarted_server, send
from tests.pictures import make_photo
from tests.running import environment_of
from tests.servers import PATIENCE, free_port

pytestmark = pytest.mark.contract


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, port=free_port(), uploads_per_second=1000)


def test_nobody_notices_a_restart_and_a_migration(here: Settings, tmp_path: Path) -> None:
    with prepared(here) as app, restarted_server(here) as server:
        people = Askers(here.port, drafts_of(app, 2), every=5)

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
        (draft,) = drafts_of(app, 1)
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
