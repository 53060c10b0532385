"""A thousand changes of the log of decisions, each found: ``python -m tests.bars.tampering``.

Somebody who can write to the database takes its triggers away and changes a field, drops a row or
the newest ones, swaps two, adds one, copies a hash or changes the head. Each change is made, looked
for and undone again, on SQLite and on PostgreSQL; a log that nobody touched must be found whole.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import Connection, CursorResult, text

from gallery.db import db, prepare_sqlite, unit_of_work
from gallery.journey import audit, dropping
from gallery.journey.checking import Checked, Checker, check_log
from gallery.keys import Keys
from gallery.models import MODERATOR, Account
from gallery.models.sealed import seal_with
from gallery.toolbox import Toolbox
from tests.architecture import ROOT
from tests.factories import NOON, create_account

TAMPERINGS, DECISIONS, DROPPED = 1000, 200, 20
ACTS = ("approve", "reject", "hold", "undo", "correct", "cover", "withdraw", "report")
FIELDS = (
    "id", "photo_id", "account_id", "act", "reason", "details", "at", "number", "previous", "hash",
)  # fmt: skip
TRIGGERS = {
    "sqlite": (
        "decision_no_update", "decision_no_delete",
        "decision_cut_no_update", "decision_cut_no_delete",
    ),
    "postgresql": ("decision_append_only ON decision", "decision_cut_append_only ON decision_cut"),
}  # fmt: skip

Way = Callable[[Connection, random.Random], None]


def change_a_field(here: Connection, luck: random.Random) -> None:
    """Write something else into one field of one decision."""
    _set(here, luck.choice(FIELDS), _any(here, luck), luck)


def drop_a_row(here: Connection, luck: random.Random) -> None:
    """Drop one decision."""
    run(here, "DELETE FROM decision WHERE number = :n", n=_any(here, luck))


def drop_the_newest(here: Connection, luck: random.Random) -> None:
    """Drop the newest decisions, one or many."""
    run(here, "DELETE FROM decision WHERE number >= :n", n=_any(here, luck))


def swap_two(here: Connection, luck: random.Random) -> None:
    """Let two decisions change places."""
    one, other = luck.sample(_numbers(here), 2)
    for new, old in ((-1, one), (one, other), (other, -1)):
        run(here, "UPDATE decision SET number = :new WHERE number = :old", new=new, old=old)


def swap_what_two_say(here: Connection, luck: random.Random) -> None:
    """Let two decisions change what they say, but not their places."""
    one, other = luck.sample(_numbers(here), 2)
    said = [run(here, "SELECT * FROM decision WHERE number = :n", n=n).one() for n in (one, other)]
    for number, row in ((one, said[1]), (other, said[0])):
        change = "UPDATE decision SET photo_id = :photo, act = :act WHERE number = :n"
        run(here, change, photo=row.photo_id, act=row.act, n=number)


def insert_one(here: Connection, luck: random.Random) -> None:
    """Add a decision: at the end, without a place, or between others that move on."""
    numbers = _numbers(here)
    place = luck.choice((max(numbers) + 1, None, luck.choice(numbers)))
    if place in numbers:
        for number in sorted((each for each in numbers if each >= place), reverse=True):
            run(here, "UPDATE decision SET number = number + 1 WHERE number = :n", n=number)
    add = (
        "INSERT INTO decision (id, photo_id, act, details, at, number, previous, hash) SELECT"
        " 100000, 1, 'approve', details, at, CAST(:n AS INTEGER), previous, hash FROM decision"
        " WHERE number = :like"
    )
    run(here, add, n=place, like=luck.choice(_numbers(here)))


def copy_a_hash(here: Connection, luck: random.Random) -> None:
    """Write the hash of one decision into another."""
    one, other = luck.sample(_numbers(here), 2)
    hashed = run(here, "SELECT hash FROM decision WHERE number = :n", n=other).scalar_one()
    run(here, "UPDATE decision SET hash = :h WHERE number = :n", h=hashed, n=one)


def change_the_head(here: Connection, luck: random.Random) -> None:
    """Set the head to an older decision or to its seal, or remove it; or go on from too few."""
    number = luck.choice(_numbers(here)[:-1])
    hashed = run(here, "SELECT hash FROM decision WHERE number = :n", n=number).scalar_one()
    way = luck.choice(("number", "hash", "both", "seal", "gone", "with the newest"))
    if way == "gone":
        run(here, "DELETE FROM decision_head")
    if way == "seal":
        run(here, "UPDATE decision_head SET seal = :h", h=hashed)
    if way in ("number", "both", "with the newest"):
        run(here, "UPDATE decision_head SET number = :n", n=number)
    if way in ("hash", "both", "with the newest"):
        run(here, "UPDATE decision_head SET hash = :h", h=hashed)
    if way == "with the newest":
        run(here, "DELETE FROM decision WHERE number > :n", n=number)


def change_what_stands_for_others(here: Connection, luck: random.Random) -> None:
    """Let more or fewer decisions be dropped than were, or forget what was."""
    way = luck.choice(("last_number = last_number + 1", "counts = '{}'", "why = 'retention'", ""))
    if not way:
        run(here, "DELETE FROM decision_cut")
        return
    run(here, f"UPDATE decision_cut SET {way}")
    run(here, "DELETE FROM decision WHERE number <= (SELECT max(last_number) FROM decision_cut)")


WAYS: tuple[Way, ...] = (
    change_a_field, drop_a_row, drop_the_newest, swap_two, swap_what_two_say, insert_one,
    copy_a_hash, change_the_head, change_what_stands_for_others,
)  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'gallery.sqlite'}"


@pytest.fixture
def log(database: str) -> Iterator[Toolbox]:
    """A log as it is in a gallery that ran for a while, with its triggers."""
    with open_log(database) as tools:
        write(tools)
        yield tools


@contextmanager
def open_log(database: str) -> Iterator[Toolbox]:
    """Make the tables, triggers and all; give what the log needs of a toolbox."""
    app = Flask("log")
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    tools = SimpleNamespace(keys=Keys(b"a secret of the tests"), now=lambda: NOON)
    app.extensions["toolbox"] = tools
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "gallery" / "migrations"))
    with app.app_context():
        if database.startswith("sqlite"):
            prepare_sqlite(db.engine)
        seal_with(tools.keys, db.engine)
        upgrade(directory=str(ROOT / "gallery" / "migrations"))
        yield cast(Toolbox, tools)
        db.session.remove()
        db.engine.dispose()


def write(tools: Toolbox, count: int = DECISIONS) -> None:
    """Add decisions of three people and of senders; of some only what stands for them is left."""
    luck, people = random.Random(0), [None, *(create_account(MODERATOR).id for _ in range(3))]
    for number in range(count):
        with unit_of_work():
            who = luck.choice(people)
            by = db.session.get_one(Account, who) if who else None
            at, reason = NOON + timedelta(seconds=number), luck.choice((None, "child", "other"))
            said = {"fields": luck.sample(ACTS, 2)}
            photo, act = number // 3, luck.choice(ACTS)
            audit.note(photo, act, at=at, tools=tools, by=by, reason=reason, details=said)
    with unit_of_work():
        dropping.drop_demonstration(range(DROPPED // 3), tools=tools)


def tamper(tools: Toolbox, way: Way, luck: random.Random) -> tuple[bool, Checked]:
    """Change the log in one way, check it and undo that; say whether anything was changed."""
    with db.engine.connect() as here:
        for trigger in TRIGGERS[here.dialect.name]:
            run(here, f"DROP TRIGGER {trigger}")
        before = everything(here)
        way(here, luck)
        is_changed = everything(here) != before
        done = Checker(here, tools.keys).check(lambda *_: None)
        here.rollback()
    return is_changed, done


def test_every_tampering_is_found(log: Toolbox, database: str) -> None:
    made, found = tamper_often(log, TAMPERINGS)
    whole = check_log(log.keys)

    print(f"\n{database.partition(':')[0]}: {whole.count} decisions, untouched: {whole.troubles}")
    for way in WAYS:
        name = way.__name__.replace("_", " ")
        print(f"  {name:<32} {made[way]:>4} made {found[way]:>4} found")
    print(f"  {'altogether':<32} {made.total():>4} made {found.total():>4} found")
    assert whole.is_whole
    assert (made.total(), found) == (TAMPERINGS, made)


def tamper_often(log: Toolbox, count: int) -> tuple[Counter[Way], Counter[Way]]:
    """Tamper so often in each way in turn; return how often that was done, and found."""
    made: Counter[Way] = Counter()
    found: Counter[Way] = Counter()
    luck, ways = random.Random(count), cycle(WAYS)
    while made.total() < count:
        way = next(ways)
        is_changed, done = tamper(log, way, luck)
        made[way] += is_changed
        found[way] += is_changed and not done.is_whole
    return made, found


def run(here: Connection, statement: str, **values: object) -> CursorResult[Any]:
    """Run plain SQL."""
    return here.execute(text(statement), values)


def everything(here: Connection) -> list[str]:
    """Return all that the log is made of."""
    tables = ("decision", "decision_cut", "decision_head")
    return [str(row) for name in tables for row in run(here, f"SELECT * FROM {name} ORDER BY id")]


def _numbers(here: Connection) -> list[int]:
    """Return the numbers of the decisions that are there."""
    return list(run(here, "SELECT number FROM decision ORDER BY number").scalars())


def _any(here: Connection, luck: random.Random) -> int:
    """Return the number of some decision."""
    return luck.choice(_numbers(here))


def _set(here: Connection, field: str, number: int, luck: random.Random) -> None:
    """Write something else into a field."""
    people = ["NULL", *map(str, run(here, "SELECT id FROM account").scalars())]
    values = {
        "id": str(luck.randrange(10_000, 20_000)),
        "photo_id": str(luck.randrange(DECISIONS)),
        "account_id": luck.choice(people),
        "act": f"'{luck.choice(ACTS)}'",
        "reason": luck.choice(("NULL", "'child'", "'other'", "''")),
        "details": luck.choice(("'{}'", "'[]'", "'1'", '\'{"fields": ["act"]}\'')),
        "at": f"'2010-12-20 12:{luck.randrange(60):02}:{luck.randrange(60):02}+00:00'",
        "number": luck.choice(("NULL", str(luck.randrange(1000, 2000)), "0", "-1")),
        "previous": luck.choice(("NULL", f"'{luck.randbytes(32).hex()}'")),
        "hash": luck.choice(("NULL", f"'{luck.randbytes(32).hex()}'")),
    }
    run(here, f"UPDATE decision SET {field} = {values[field]} WHERE number = :n", n=number)


def main() -> int:
    """Run it on both databases."""
    return int(pytest.main(["-q", "-s", "-p", "no:cacheprovider", str(Path(__file__))]))


if __name__ == "__main__":
    sys.exit(main())
