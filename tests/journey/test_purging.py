"""Caches in front are told at once of a photo that leaves, again, and until it was done."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from config import Settings
from gallery.db import UnitOfWork, db, unit_of_work
from gallery.journey import apart, listing, publish, purging, reporting, sweep
from gallery.journey.reporting import Said
from gallery.journey.withdraw import withdraw_photo
from gallery.models import MODERATOR, Photo, Purge, ReportKind, Stage
from gallery.queue import MemoryQueue
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_published
from tests.house import Clock
from tests.servers import free_port, wait_for
from uploads_worker.tasks import Tasks

Verb = Callable[[Photo, Toolbox, UnitOfWork], None]
#: A cache's own service: it counts what it is told, and fails as often as its first line says.
RECEIVER = """
import http.server, json, sys
told, faults = [], int(sys.argv[2])
class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global faults
        said = self.rfile.read(int(self.headers["Content-Length"])).decode().split()
        told.append(said)
        faults -= 1
        self.send_response(503 if faults >= 0 else 200)
        self.end_headers()
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())
    def log_message(self, *said): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Service).serve_forever()
"""
COMMAND = """
import sys, urllib.request
urllib.request.urlopen("http://127.0.0.1:PORT/", sys.stdin.buffer.read(), timeout=60)
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, site_url="https://example.org", purge_command="true")


def withdraws(photo: Photo, tools: Toolbox, unit: UnitOfWork) -> None:
    """Its sender takes it back."""
    withdraw_photo(photo, tools=tools, unit=unit)


def is_in_it(photo: Photo, tools: Toolbox, unit: UnitOfWork) -> None:
    """Somebody says that they are in it."""
    reporting.report_photo(photo, Said(ReportKind.IN_IT), tools=tools, unit=unit)


def sounds_alarm(photo: Photo, tools: Toolbox, unit: UnitOfWork) -> None:
    """A moderator takes it out of sight."""
    apart.sound_alarm(photo, by=create_account(MODERATOR), tools=tools, unit=unit)


def renews(photo: Photo, tools: Toolbox, unit: UnitOfWork) -> None:
    """It gets another cover or crop."""
    publish.renew(photo, tools=tools, unit=unit)


def lists_country(_photo: Photo, tools: Toolbox, unit: UnitOfWork) -> None:
    """Its country becomes one where people are in danger."""
    listing.list_country("lt", tools=tools, unit=unit)


@pytest.mark.parametrize("verb", [withdraws, is_in_it, sounds_alarm, renews, lists_country])
def test_whatever_takes_a_photo_away_owes_it_to_caches(
    app: Flask, tools: Toolbox, verb: Verb
) -> None:
    photo = create_published()
    files = [f"https://example.org/media/{photo.public_id}/{name}" for name in photo.media_names]

    with unit_of_work(tools.queue.send) as unit:
        verb(photo, tools, unit)
    with unit_of_work():
        work = purging.claim(tools=tools)

    assert ("purge", 0) in sent(tools)
    assert work is not None
    assert work.photo_ids == (photo.id,)
    assert {*files, "https://example.org/be/2010/lt/vilnius/"} < set(work.addresses)


def test_nothing_is_owed_of_what_was_never_public(app: Flask, tools: Toolbox) -> None:
    photo = create_photo()

    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert ("purge", 0) not in sent(tools)
    assert db.session.query(Purge).count() == 0


def test_without_a_command_nothing_is_kept(app: Flask, tools: Toolbox) -> None:
    photo = create_published()
    silent = replace(tools, settings=replace(tools.settings, purge_command=""))

    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(photo, tools=silent, unit=unit)

    assert ("purge", 0) not in sent(tools)
    assert db.session.query(Purge).count() == 0


def test_it_is_told_twice_a_minute_apart_and_then_forgotten(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    take_down(create_published(), tools=tools)
    seen = []

    for seconds in (0, 30, 31, 600):
        clock.forward(seconds=seconds)
        seen.append(tell(tools))

    assert seen == [True, False, True, False]
    assert db.session.query(Purge).count() == 0


def test_photos_that_leave_together_are_told_together_each_address_once(
    app: Flask, tools: Toolbox
) -> None:
    for _ in range(3):
        take_down(create_published(), tools=tools)

    with unit_of_work():
        work, again = purging.claim(tools=tools), purging.claim(tools=tools)

    assert work is not None
    assert len(work.photo_ids) == 3
    assert len(work.addresses) == len(set(work.addresses))
    assert again is None


def test_a_failed_try_waits_longer_each_time_until_it_is_needless(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    take_down(create_published(), tools=tools)
    waits = []

    while row := db.session.query(Purge).first():
        now = clock.moment
        tell(tools, is_told=False)
        db.session.expire_all()
        row = db.session.query(Purge).first()
        if row is not None:
            waits.append((row.due_at - now).total_seconds())
            clock.moment = row.due_at

    assert waits[:9] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert sum(waits) <= 3600


def test_a_task_that_was_lost_is_sent_again(app: Flask, tools: Toolbox) -> None:
    take_down(create_published(), tools=tools)
    sent(tools).clear()

    with unit_of_work(tools.queue.send) as unit:
        purging.send_again(tools=tools, unit=unit)
        sweep.send_again(tools=tools, unit=unit)

    assert ("purge", 0) in sent(tools)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Callable[[int], str]]:
    """Start a cache's service that fails so often; return the command that tells it."""
    running: list[subprocess.Popen[bytes]] = []

    def start(faults: int) -> str:
        port, command = free_port(), tmp_path / "purge.py"
        running.append(subprocess.Popen([sys.executable, "-c", RECEIVER, str(port), str(faults)]))
        wait_for(port, running[-1])
        command.write_text(COMMAND.replace("PORT", str(port)))
        return f"{sys.executable} {command}"

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_a_real_service_is_told_through_a_real_worker_although_it_fails_at_first(
    app: Flask,
    tools: Toolbox,
    clock: Clock,
    receiver: Callable[[int], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    tools = replace(tools, settings=replace(tools.settings, purge_command=receiver(1)))
    photo = create_published()
    photo_id, page = photo.id, f"https://example.org/photos/{photo.public_id}"
    take_down(photo, tools=tools)
    work = Tasks(tools)

    for seconds in (0, 2, 60):
        clock.forward(seconds=seconds)
        work.run("purge", 0)

    told = received(tools.settings.purge_command)
    assert [page in each for each in told] == [True, True, True]
    assert told[0] == told[1] == told[2]
    assert db.session.query(Purge).count() == 0
    assert [each.message for each in caplog.records if "caches" in each.message] == [
        f"caches in front were told of photo {photo_id}"
    ] * 2
    assert page not in caplog.text


def take_down(photo: Photo, *, tools: Toolbox) -> None:
    """Hide a photo."""
    with unit_of_work(tools.queue.send) as unit:
        publish.take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)


def tell(tools: Toolbox, *, is_told: bool = True) -> bool:
    """Run what is due; whether anything was."""
    with unit_of_work() as unit:
        work = purging.claim(tools=tools)
        if work is not None:
            record = purging.record_told if is_told else purging.record_failed
            record(work, tools=tools, unit=unit)
    return work is not None


def sent(tools: Toolbox) -> list[tuple[str, int]]:
    """Return the tasks that were sent."""
    assert isinstance(tools.queue, MemoryQueue)
    return tools.queue.sent


def received(command: str) -> list[list[str]]:
    """Ask the service what it was told."""
    port = Path(command.split()[1]).read_text().split("127.0.0.1:")[1].split("/")[0]
    with urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
        told: list[list[str]] = json.load(answer)
    return told
