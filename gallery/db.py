"""The ground of every room that keeps rows: the database and the one unit of work."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Row,
    Select,
    TypeDecorator,
    UpdateBase,
    event,
    inspect,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from gallery.fail_points import reach

Task = tuple[str, int, float]  # name, photo id, seconds to wait
Last = Callable[[list[Any]], None]
Plain = Select[*tuple[Any, ...]]  # plain values of tables
WRITES = "gallery_writes"
READ = "gallery_read"  # what a session reads once
LAST = "gallery_last"  # what is left for the end of a unit of work
HELD = "gallery_held"  # the rows that it has locked
#: States of PostgreSQL (appendix A): not in this order, deadlock, too many connections, no lock to
#: be had, shut down or starting; and none.
AGAIN = ("40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "")
PATIENCE = 30_000  # ms that a statement waits for a lock on SQLite

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """What every noun is made from."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, aware on every database (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


db = SQLAlchemy(model_class=Model, disable_autonaming=True)


class UnitOfWork:
    """What is to be done once the rows are committed. Dropped when they are not."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def owe(self, name: str, photo_id: int, *, after: float = 0) -> None:
        """Send a task after the commit, to run no sooner than ``after`` seconds from then."""
        self.tasks.append((name, photo_id, after))


@contextmanager
def unit_of_work(send: Callable[..., None] | None = None) -> Iterator[UnitOfWork]:
    """Commit once at the end, or not at all; then send what is owed through ``send``.

    The session starts afresh: what was read before is read again, so that the unit decides
    on what is true now.
    """
    db.session.rollback()
    db.session.info.pop(LAST, None)
    db.session.info.pop(READ, None)  # there may have been nothing to roll back
    db.session.info[HELD] = set()
    unit = UnitOfWork()
    # A read that turns into a write fails "locked" at once on SQLite, whatever the timeout.
    db.session.connection(execution_options={WRITES: True})
    try:
        yield unit
        _do_what_is_left()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info.pop(HELD, None)
    if unit.tasks:
        reach("promise-made")
    if send is not None:
        for name, photo_id, after in unit.tasks:
            send(name, photo_id, after=after)


def read_once(name: str, read: Callable[[], Any]) -> Any:
    """Read something once in a session; once it writes, commits or starts afresh, again."""
    known: dict[str, Any] = db.session.info.get(READ, {})
    if name in known:
        return known[name]
    found = read()
    # Only now: what was changed before is written at the first read, and then nothing is known.
    db.session.info.setdefault(READ, {})[name] = found
    return found


def know_already(known: dict[str, Any]) -> None:
    """Let a session that has read nothing yet know what others read once, and they what it reads.

    As long as it only reads: what it changes is known to nobody before it commits.
    """
    db.session.info[READ] = known


def read_rows(statement: Plain, **values: object) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read plain values of tables: a fifth of the time that nouns take, where nothing is changed.

    What the session has changed is written first, so that it is read.
    """
    db.session.flush()
    return db.session.connection().execute(statement, values).all()


def read_number(statement: str) -> int | None:
    """Read one number as it is committed, by plain SQL and without a session.

    A page that is kept asks for nothing else: a session would be a fifth of its whole cost. Raises
    what any statement of a session raises.
    """
    driver = db.engine.dialect.loaded_dbapi
    try:
        connection = db.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            row = cursor.fetchone()
        finally:
            connection.close()
    except driver.Error as error:
        raise DBAPIError.instance(statement, None, error, driver.Error) from error
    return int(row[0]) if row else None


@event.listens_for(Session, "after_flush")
@event.listens_for(Session, "after_transaction_end")
def _forget_what_was_read(session: Session, _what: object) -> None:
    """Let what a session read once be read again."""
    session.info.pop(READ, None)


def leave_for_the_end(verb: Last, item: object) -> None:
    """Let a verb be called with all that was left for it, just before the unit of work commits.

    For what needs a lock that every unit takes: whoever takes it last waits for nobody else with
    it, and holds it for a moment only.
    """
    db.session.info.setdefault(LAST, {}).setdefault(verb, []).append(item)


def _do_what_is_left() -> None:
    """Call each verb that something was left for."""
    left: dict[Last, list[Any]] = db.session.info.pop(LAST, {})
    for verb, items in left.items():
        verb(items)


def change_rows(statement: UpdateBase) -> int:
    """Run an update and return how many rows it changed: a compare-and-set changes one or none."""
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def lock_row(row: Model) -> None:
    """Read a row again, and let nobody else change it before this unit of work ends.

    Only the row itself is held: PostgreSQL refuses to lock what came along by an outer join. Rows
    that point at it can still be written (FOR NO KEY UPDATE): else a unit that has a photo and one
    that has its submission would wait for each other, and one of them would fail.
    """
    if not _is_held(row):
        db.session.refresh(row, with_for_update={"of": type(row), "key_share": True})


def _is_held(row: Model) -> bool:
    """Whether a unit of work has locked a row already; on SQLite, where it has the whole database
    for itself, whether it has read it.
    """
    held, state = db.session.info.get(HELD), inspect(row)
    if held is None:
        return False
    is_ours = state.key in held or (db.engine.dialect.name == "sqlite" and not state.expired)
    held.add(state.key)
    return is_ours


def lock_rows(rows: Iterable[Model]) -> None:
    """Lock several rows of one kind as ``lock_row`` does, in the order of their numbers.

    Who changes several takes all of them first, and only then what they point at: then no two
    units of work wait for each other.
    """
    for row in sorted(rows, key=lambda row: inspect(row).identity or ()):
        lock_row(row)


def is_passing(error: DBAPIError) -> bool:
    """Whether the same may work in a moment: others were at these rows, or nobody answered."""
    said: Any = error.orig
    if error.connection_invalidated:
        return True
    if hasattr(said, "sqlstate"):  # PostgreSQL; without a state it was not even reached
        state = said.sqlstate or ("" if isinstance(error, OperationalError) else "none")
        return state in AGAIN or state.startswith("08")
    return getattr(said, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def forget_journal() -> None:
    """Empty SQLite's journal, in which rows that were deleted can still be read.

    Outside any unit of work. While somebody reads it stays, until it is asked for again.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=500")  # nobody else waits long for this
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
    finally:
        connection.close()


def prepare_sqlite(engine: Engine) -> None:
    """Make SQLite durable, quick for readers, forgetful of what is deleted."""

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL lost acknowledged rows in a power cut
            "secure_delete=ON",
            "foreign_keys=ON",
            f"busy_timeout={PATIENCE}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
