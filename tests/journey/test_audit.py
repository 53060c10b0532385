"""The log of decisions: each change of it is found, whoever made it."""

import ast
import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from gallery.db import db, unit_of_work
from gallery.journey import audit, checking, dropping
from gallery.journey.checking import Checked, Checker, Known
from gallery.models import MODERATOR, Decision, DecisionCut, DecisionHead
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.factories import NOON, create_account
from tests.house import Clock

COUNT = 8


@pytest.fixture
def log(app: Flask, tools: Toolbox) -> None:
    """A log of some decisions."""
    write(tools)


def write(tools: Toolbox, count: int = COUNT) -> None:
    """Add decisions, some of them in one unit of work."""
    person = create_account(MODERATOR)
    for photo in range(0, count, 2):
        with unit_of_work():
            audit.note(photo, "hold", at=tools.now(), tools=tools)
            said = {"reason": "child", "details": {"b": ["ž", 1], "a": None}}
            audit.note(photo + 1, "reject", at=tools.now(), tools=tools, by=person, **said)


def checked(tools: Toolbox, known: Known | None = None) -> Checked:
    """Check the log as it is now."""
    db.session.rollback()
    return checking.check_log(tools.keys, known=known)


def found(tools: Toolbox) -> list[tuple[str, int, int]]:
    """Return what is wrong with the log, and where."""
    return [(each.what, each.first, each.last) for each in checked(tools).troubles]


def run(*statements: str) -> None:
    """Change the database past the gallery (these tables have no triggers)."""
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_log_that_nobody_touched_is_whole(log: None, tools: Toolbox) -> None:
    done = checked(tools)

    assert (done.count, done.number, done.troubles) == (COUNT, COUNT, [])


def test_numbers_have_no_gaps_and_each_names_the_one_before(log: None, tools: Toolbox) -> None:
    rows = db.session.scalars(select(Decision).order_by(Decision.id)).all()

    assert [row.number for row in rows] == list(range(1, COUNT + 1))
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]


CHANGES = {
    "UPDATE decision SET act = 'approve' WHERE number = 3": [("changed", 3, 3)],
    "UPDATE decision SET account_id = NULL WHERE number = 4": [("changed", 4, 4)],
    "UPDATE decision SET details = '{}' WHERE number = 4": [("changed", 4, 4)],
    "UPDATE decision SET at = '2010-12-20 12:00:01' WHERE number = 4": [("changed", 4, 4)],
    "UPDATE decision SET hash = (SELECT hash FROM decision WHERE number = 2) WHERE number = 5": [
        ("changed", 5, 5)
    ],
    "DELETE FROM decision WHERE number BETWEEN 3 AND 4": [("missing", 3, 4)],
    "DELETE FROM decision WHERE number = 1": [("missing", 1, 1)],
    "DELETE FROM decision WHERE number > 6": [("newest", 7, 8)],
    "DELETE FROM decision": [("newest", 1, 8)],
    "UPDATE decision SET number = 20 WHERE number = 3": [("missing", 3, 3), ("missing", 9, 19)],
    "UPDATE decision_head SET number = 7": [("head", 0, 0)],
    "UPDATE decision_head SET seal = 'x'": [("head", 0, 0)],
    "DELETE FROM decision_head": [("no-head", 0, 0)],
}


def test_a_change_is_found_where_it_was_made(log: None, tools: Toolbox) -> None:
    told = {change: after(tools, change)[: len(CHANGES[change])] for change in CHANGES}

    assert told == CHANGES


def after(tools: Toolbox, change: str) -> list[tuple[str, int, int]]:
    """Return what is found after a change that is undone at once."""
    with db.engine.connect() as connection:
        connection.execute(text(change))
        done = Checker(connection, tools.keys).check(lambda *_: None)
        connection.rollback()
    return [(each.what, each.first, each.last) for each in done.troubles]


def test_two_that_changed_places_are_found_with_the_places_they_had(
    log: None, tools: Toolbox
) -> None:
    places = "UPDATE decision SET number = {} WHERE number = {}"
    run(places.format(99, 2), places.format(2, 7), places.format(7, 99))

    moved = [(each.what, each.first, each.was) for each in checked(tools).troubles]

    assert moved == [("moved", 2, 7), ("moved", 7, 2)]


ADDED = (
    "INSERT INTO decision (id, photo_id, act, details, at, number, previous, hash)"
    " VALUES (999, 1, 'approve', '{}', '2010-12-20 12:00:00', %s)"
)


@pytest.mark.parametrize("place", ["NULL, NULL, NULL", "9, 'x', 'y'"])
def test_one_that_the_gallery_did_not_write_is_found(log: None, tools: Toolbox, place: str) -> None:
    run(ADDED % place)

    [trouble, *_] = checked(tools).troubles

    assert (trouble.what, trouble.row) == ("added", 999)


def test_newest_that_are_missing_stay_missing_when_more_are_added(
    log: None, tools: Toolbox
) -> None:
    run("DELETE FROM decision WHERE number > 6")

    write(tools, 2)

    assert found(tools) == [("missing", 7, 8)]


HEADS = (
    "DELETE FROM decision_head",
    "UPDATE decision_head SET number = 6",
    ADDED % "30, 'x', 'y'",
)


def test_newest_that_went_with_the_head_stay_to_be_seen(log: None, tools: Toolbox) -> None:
    run(
        "UPDATE decision_head SET number = 6, hash = (SELECT hash FROM decision WHERE number = 6)",
        "DELETE FROM decision WHERE number > 6",
    )

    write(tools, 2)

    assert found(tools) == [("broken", 7, 7)]


@pytest.mark.parametrize("change", HEADS)
def test_a_head_that_does_not_fit_stops_nobody_and_stays_to_be_seen(
    log: None, tools: Toolbox, change: str
) -> None:
    run(change)

    write(tools, 2)

    assert "broken" in [what for what, *_ in found(tools)]
    assert db.session.scalars(select(DecisionHead.number)).one() > COUNT + 2


def test_a_log_begun_anew_is_found_by_what_was_written_down(log: None, tools: Toolbox) -> None:
    done = checked(tools)
    known = Known(done.number, str(done.hash)[:16])
    run("DELETE FROM decision", "DELETE FROM decision_head")
    write(tools)

    assert checked(tools).is_whole
    assert [each.what for each in checked(tools, known).troubles] == ["unlike"]


def test_what_was_rolled_back_gets_no_place(app: Flask, tools: Toolbox) -> None:
    with unit_of_work():
        try:
            with db.session.begin_nested():
                audit.note(1, "approve", at=NOON, tools=tools)
                raise LookupError
        except LookupError:
            audit.note(2, "approve", at=NOON, tools=tools)

    done = checked(tools)

    assert (done.count, done.number, done.troubles) == (1, 1, [])


def test_decisions_are_kept_for_three_years_then_only_their_numbers(
    log: None, tools: Toolbox, clock: Clock
) -> None:
    clock.forward(days=1)
    write(tools, 2)
    clock.moment += dropping.KEPT - timedelta(days=1)
    with unit_of_work():
        too_early = dropping.drop_old(tools=tools)
    clock.forward(days=1)

    with unit_of_work():
        dropped = dropping.drop_old(tools=tools)

    assert (too_early, dropped) == (0, COUNT)
    assert dropping.count_dropped() == {"2010": {"hold": COUNT // 2, "reject": COUNT // 2}}
    assert (checked(tools).count, checked(tools).troubles) == (2, [])


def test_what_was_tampered_with_is_not_dropped(log: None, tools: Toolbox, clock: Clock) -> None:
    run("UPDATE decision SET act = 'approve' WHERE number = 3")
    clock.moment += dropping.KEPT + timedelta(days=2)
    for _ in range(2):
        with unit_of_work():
            dropping.drop_old(tools=tools)

    assert found(tools) == [("changed", 3, 3)]


def test_decisions_on_invented_photos_leave_a_chain_that_fits(log: None, tools: Toolbox) -> None:
    with unit_of_work():
        dropping.drop_demonstration([0, 1, 4, 7], tools=tools)

    left = db.session.execute(select(DecisionCut.first, DecisionCut.last)).all()
    assert left == [(1, 2), (5, 5), (8, 8)]
    assert (checked(tools).count, checked(tools).troubles) == (COUNT - 4, [])


FORGED = (
    "UPDATE decision_cut SET last_number = 4",
    "UPDATE decision_cut SET counts = '{}'",
    "UPDATE decision_cut SET hash = 'x'",
    "UPDATE decision_cut SET why = 'broken'",
    "DELETE FROM decision_cut",
)


def test_what_stands_for_dropped_decisions_cannot_be_changed(log: None, tools: Toolbox) -> None:
    with unit_of_work():
        dropping.drop_demonstration([1, 2], tools=tools)

    assert [change for change in FORGED if not after(tools, change)] == []


def test_nothing_but_the_log_itself_adds_decisions() -> None:
    files = (path for room in ("gallery", "uploads_worker") for path in (ROOT / room).rglob("*.py"))

    found = [path.name for path in files if adds_decisions(path.read_text())]

    assert found == ["audit.py"]


def adds_decisions(code: str) -> bool:
    """Whether a file makes a decision, or writes into its table."""
    calls = (each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.Call))
    makes = any(isinstance(each.func, ast.Name) and each.func.id == "Decision" for each in calls)
    return makes or bool(re.search(r"insert\(\s*Decision\b|INTO decision\b", code))


def test_details_are_hashed_as_they_are_read_again(log: None, tools: Toolbox) -> None:
    raw = db.session.scalars(text("SELECT details FROM decision WHERE number = 2")).one()

    said = json.loads(raw) if isinstance(raw, str) else raw

    assert said == {"b": ["ž", 1], "a": None}
