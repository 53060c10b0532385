"""Two units of work at once on PostgreSQL: what one holds, the other goes around."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask

from gallery.db import db, lock_row, unit_of_work
from gallery.models import Photo
from tests.factories import create_photo

pytestmark = pytest.mark.contract
PATIENCE = 10  # seconds


@pytest.fixture
def setup() -> str:
    """PostgreSQL: SQLite lets one write at a time."""
    return "servers"


def test_a_photo_is_recorded_while_its_submission_is_sent(app: Flask) -> None:
    number = create_photo().id
    has_photo, has_submission = Event(), Event()

    def record() -> None:
        photo = db.session.get_one(Photo, number, with_for_update=True)
        photo.size = 1
        db.session.flush()
        has_photo.set()
        assert has_submission.wait(PATIENCE)
        # A row that was written in this unit is compared with what it points at once more.
        photo.size = 2
        db.session.flush()

    def send() -> None:
        assert has_photo.wait(PATIENCE)
        photo = db.session.get_one(Photo, number)
        lock_row(photo.submission)
        has_submission.set()
        photo.colour = "#000000"
        db.session.flush()

    def in_a_unit(act: Callable[[], None]) -> None:
        with app.app_context(), unit_of_work():
            act()

    with ThreadPoolExecutor(2) as pool:
        for done in (pool.submit(in_a_unit, record), pool.submit(in_a_unit, send)):
            done.result(3 * PATIENCE)

    db.session.expire_all()
    assert db.session.get_one(Photo, number).size == 2
