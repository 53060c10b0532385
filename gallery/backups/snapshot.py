"""The database as it is at one moment, in one file; and back."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, make_url, text

from gallery.db import db
from gallery.errors import GalleryError


@contextmanager
def one_view() -> Iterator[Connection]:
    """Let the session see one state of the database until this ends, whatever others write."""
    db.session.rollback()
    is_sqlite = db.engine.dialect.name == "sqlite"
    options = {} if is_sqlite else {"isolation_level": "REPEATABLE READ"}
    connection = db.session.connection(execution_options=options)
    connection.execute(text("SELECT count(*) FROM photo"))  # from here on
    try:
        yield connection
    finally:
        db.session.rollback()


def write(connection: Connection, path: Path) -> None:
    """Write what a connection sees into a file that only we can read."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if connection.dialect.name != "sqlite":
        number = connection.scalar(text("SELECT pg_export_snapshot()"))
        _run("pg_dump", db.engine.url, "--format=custom", f"--snapshot={number}", f"--file={path}")
        return
    engine = create_engine(f"sqlite:///{path}")
    with closing(engine.raw_connection()) as target:
        # A connection that reads already copies what it sees, not what others wrote since.
        connection.connection.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
    engine.dispose()


def put_back(path: Path, url: str) -> None:
    """Fill PostgreSQL from a file; what an interrupted run has left is replaced."""
    how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run("pg_restore", make_url(url), *how, str(path))


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; a password is in nobody's list of processes."""
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}
    command = [program, f"--dbname={plain}", *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise GalleryError(
            f"{program} is needed for PostgreSQL (Debian: postgresql-client) and cannot be run: "
            f"{error.strerror}"
        ) from error
    if done.returncode:
        raise GalleryError(f"{program} failed: {done.stderr.strip()}")
