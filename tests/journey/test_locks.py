"""Two units of work at once on PostgreSQL: what one holds, the other goes around."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask, current_app
from sqlalchemy import text

from gallery.db import UnitOfWork, db, lock_row, unit_of_work
from gallery.journey import proposals
from gallery.journey.counting import count_photo
from gallery.journey.credit import correct_credit
from gallery.journey.review import Act
from gallery.models import MODERATOR, Account, Photo, Proposal, Stage
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_account,
    create_photo,
    create_published,
    create_submission,
    saved,
)
from tests.web.test_receipt import CODE

pytestmark = pytest.mark.contract
PATIENCE = 10  # seconds


@pytest.fixture
def setup() -> str:
    """PostgreSQL: SQLite lets one write at a time."""
    return "servers"


def together(app: Flask, *acts: Callable[[], None]) -> None:
    """Do several things at once, each in a unit of work of its own."""

    def in_a_unit(act: Callable[[], None]) -> None:
        with app.app_context(), unit_of_work():
            act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(in_a_unit, act) for act in acts]:
            done.result(3 * PATIENCE)


def wait_for_waiting() -> None:
    """Wait until another unit waits for something that this one holds."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(PATIENCE * 100):
        if db.session.scalar(waiting):
            return
        Event().wait(0.01)
    raise TimeoutError


def rename(photo: Photo, by: Account, tools: Toolbox) -> None:
    """Correct the name beside all photos of a receipt."""
    correct_credit(photo, "Ana", was="", by=by, tools=tools, unit=UnitOfWork())


def accept_name(photo: Photo, by: Account, tools: Toolbox) -> None:
    """Show the name that the sender asked for beside all photos of a receipt."""
    proposals.accept(photo, Act(by, photo.version), tools=tools, unit=UnitOfWork())


def withdraw_all(photo: Photo, by: Account, tools: Toolbox) -> None:
    """Take all photos of a receipt back, at the door."""
    browser = current_app.test_client()
    answer = browser.post("/receipt/withdraw", data={"code": CODE, "photo": "all"})
    assert answer.status_code == 200


@pytest.mark.parametrize("verb", [rename, accept_name, withdraw_all])
def test_what_is_done_to_all_photos_of_a_receipt_waits_for_who_has_one(
    app: Flask, tools: Toolbox, verb: Callable[[Photo, Account, Toolbox], None]
) -> None:
    submission = create_submission(receipt_hash=tools.keys.receipt_hash(CODE))
    first, last = [create_published(submission=submission).id for _ in range(2)]
    moderator = create_account(MODERATOR).id
    saved(Proposal(photo_id=first, asked_at=NOON, credit="Ana"))
    has_one = Event()

    def decide() -> None:
        photo = db.session.get_one(Photo, last)
        lock_row(photo)
        has_one.set()
        wait_for_waiting()
        count_photo(photo, by=-1)
        count_photo(photo, by=+1)
        lock_row(photo.submission)

    def do_all() -> None:
        assert has_one.wait(PATIENCE)
        verb(db.session.get_one(Photo, first), db.session.get_one(Account, moderator), tools)

    together(app, decide, do_all)

    db.session.expire_all()
    assert db.session.get_one(Photo, last).stage is not Stage.PUBLISHED


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

    together(app, record, send)

    db.session.expire_all()
    assert db.session.get_one(Photo, number).size == 2
