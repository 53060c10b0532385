"""Everything that the rows of a SQLite database say, to search in."""

import sqlite3
from contextlib import closing
from pathlib import Path

#: A virtual table has no rows of its own: what it knows lies in the tables beside it.
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'"
)


def read_rows(path: Path) -> bytes:
    """Return every row of every table as it is written in Python."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute(TABLES)]
        rows = [row for name in names for row in database.execute(f'SELECT * FROM "{name}"')]
    return "\n".join(map(repr, rows)).encode()
