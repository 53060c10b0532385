"""A database that is busy is a reason to try again, and what was asked is not half done."""

import sqlite3
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoneFree

from gallery.db import db, is_passing, read_number
from gallery.journey import review
from gallery.models import Decision, Photo, Stage
from tests.factories import create_photo
from tests.web.test_review import decide
from tests.web.test_uploads import create, draft

__all__ = ["draft"]  # a fixture

SENTENCE = "Please try again in a few seconds: nothing is lost."


def fail(kind: type[DBAPIError], error: BaseException) -> DBAPIError:
    """Return what SQLAlchemy raises for an error of a driver."""
    return kind("SELECT 1", {}, error)


def interrupt(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let a decision end as it ends when others hold its rows: when all is written."""
    decide_on = review.decide

    def interrupted(*said: Any, **named: Any) -> None:
        decide_on(*said, **named)
        raise error

    monkeypatch.setattr(review, "decide", interrupted)


DEADLOCK = fail(OperationalError, psycopg.errors.DeadlockDetected("deadlock detected"))


@pytest.mark.parametrize("error", [DEADLOCK, NoneFree("QueuePool limit")])
def test_a_decision_that_met_another_is_undone_whole_and_asked_for_again(
    moderator: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    photo = create_photo()
    with monkeypatch.context() as now:
        interrupt(now, error)
        met = decide(moderator, photo, "reject", reason="child")
    untouched = db.session.get_one(Photo, photo.id).stage
    again = decide(moderator, photo, "reject", reason="child")

    assert (met.status_code, met.headers["Retry-After"]) == (503, "2")
    assert SENTENCE in met.text
    assert (untouched, again.status_code) == (Stage.WAITING, 302)
    assert db.session.query(Decision).filter_by(act="reject").count() == 1


def test_scripts_hear_the_sentence_alone(
    client: FlaskClient, draft: dict[str, str], busy: None
) -> None:
    answer = create(client, draft, length=10)

    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.text.endswith(SENTENCE)


def test_a_page_that_cannot_be_painted_is_said_in_words(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_answers(*_said: Any, **_named: Any) -> str:
        raise fail(OperationalError, psycopg.OperationalError("connection refused"))

    monkeypatch.setattr("gallery.web.render_template", nobody_answers)
    monkeypatch.setattr("gallery.web.galleries.render_template", nobody_answers, raising=False)
    monkeypatch.setattr("gallery.web.pages.render_template", nobody_answers)
    answer = client.get("/about/")

    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.text.endswith(SENTENCE)


@pytest.fixture
def busy(app: object, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody else writes, for longer than anybody waits (SQLite)."""
    db.session.remove()
    db.engine.dispose()
    monkeypatch.setattr("gallery.db.PATIENCE", 10)
    with db.engine.connect() as other:
        other.exec_driver_sql("COMMIT")
        other.exec_driver_sql("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize(
    ("kind", "error", "passes"),
    [
        (OperationalError, psycopg.errors.SerializationFailure(), True),
        (OperationalError, psycopg.errors.AdminShutdown(), True),
        (OperationalError, psycopg.OperationalError("connection refused"), True),
        (ProgrammingError, psycopg.errors.UndefinedTable(), False),
        (ProgrammingError, psycopg.ProgrammingError("no such thing"), False),
        (OperationalError, psycopg.errors.DiskFull(), False),
    ],
)
def test_only_what_passes_is_asked_for_again(
    kind: type[DBAPIError], error: Exception, *, passes: bool
) -> None:
    assert is_passing(fail(kind, error)) is passes


def test_what_does_not_pass_is_a_fault_of_ours(
    moderator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = create_photo()
    interrupt(monkeypatch, fail(ProgrammingError, psycopg.errors.UndefinedTable()))

    with pytest.raises(ProgrammingError):
        decide(moderator, photo, "reject", reason="child")


def test_a_page_that_cannot_be_looked_for_now_is_asked_for_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_busy() -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise error

    monkeypatch.setattr(db.engine, "raw_connection", be_busy)
    answer = client.get("/about/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_a_number_that_cannot_be_read_fails_as_every_statement_does(app: object) -> None:
    with pytest.raises(OperationalError) as failed:
        read_number("SELECT number FROM nowhere")

    assert is_passing(failed.value) is False
    assert read_number("SELECT 7") == 7
    assert read_number("SELECT year FROM edition") is None
