"""What is asked with every decision reads few rows, however many photos there are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from gallery.db import db
from gallery.journey import leases, proposals, review, sheets, steps
from gallery.journey.sheets import Wanted
from gallery.models import MODERATOR, Account, Photo, Stage
from tests.factories import NOON, create_account, create_photo

ASKED: dict[str, Callable[[Account, Photo], object]] = {
    "what somebody has": lambda me, photo: leases.list_photos(me, stage=Stage.WAITING),
    "where somebody goes": lambda me, photo: steps.list_steps(me, stage=Stage.WAITING),
    "what senders ask": lambda me, photo: proposals.find_asked(me, free_at=NOON),
    "how many ask": lambda me, photo: proposals.count_asked(me),
    "what somebody decided": lambda me, photo: review.count_decided(me, since=NOON),
    "what came together": lambda me, photo: sheets.count_photos(
        Wanted(beside=photo.public_id), by=me
    ),
}
#: Ways through all photos, all that wait, all that lie in the queue, or all that was decided.
LONG_WAYS = ("SCAN photo", "photo_stage_since", "photo_apart", "SCAN decision", "decision_at ")


@pytest.fixture
def asked(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    """What the database is asked."""
    heard: list[tuple[str, Any]] = []

    def hear(_conn: Any, _cursor: Any, statement: str, said: Any, *_: Any) -> None:
        heard.append((statement, said))

    event.listen(db.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(db.engine, "before_cursor_execute", hear)


@pytest.mark.parametrize("question", ASKED)
def test_no_question_of_a_decision_goes_through_all_photos(
    question: str, asked: list[tuple[str, Any]]
) -> None:
    me, photo = create_account(MODERATOR), create_photo()
    _ = (me.sees_all, photo.public_id)  # read again after the commit, before we listen
    asked.clear()

    ASKED[question](me, photo)

    ways = [way for statement, said in asked[:] for way in plan(statement, said)]
    assert ways
    assert [way for way in ways if any(each in f"{way} " for each in LONG_WAYS)] == []


def plan(statement: str, said: Any) -> list[str]:
    """Return by which ways SQLite answers a statement."""
    if not statement.startswith("SELECT"):
        return []
    connection = db.session.connection()
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", said)]
