"""Ask the full text index of either database, in its own language; photos come by their place.

An expression is made of our own tokens alone, never of what somebody typed: nothing in it can be
taken for more than it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import TextClause, text

from gallery.db import db
from gallery.models.search import INDEX


@dataclass(frozen=True)
class Every:
    """All of these have to be there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any:
    """One of these has to be there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Without:
    """The one, where the other is not."""

    wanted: "Node"
    unwanted: "Node"


Node = str | Every | Any | Without


class Index(Protocol):
    """What the two databases have in common."""

    def write(self, node: Node) -> str:
        """Write an expression in the language of the database."""

    def places(self, node: Node, *, newest: bool, after: int | None, limit: int) -> list[int]:
        """Return the places of photos that an expression fits, beyond ``after``, in order."""

    def count(self, node: Node, *, most: int) -> int:
        """Count the photos that an expression fits, but no further than ``most``."""


def every(parts: Iterable[Node]) -> Node:
    """Join what all has to be there."""
    return _join(Every, parts)


def any_of(parts: Iterable[Node | None]) -> Node | None:
    """Join what may stand for each other; None stands for what nothing has."""
    found = tuple(dict.fromkeys(part for part in parts if part is not None))
    return _join(Any, found) if found else None


def index_here() -> Index:
    """Return the index of the database at hand."""
    return Tsvector() if db.engine.dialect.name == "postgresql" else Fts5()


class Fts5:
    """SQLite's. Its rows are numbered by place, so that they come in order by themselves."""

    def write(self, node: Node) -> str:
        """Write an FTS5 query."""
        return _write(node, (" AND ", " OR ", " NOT "))

    def places(self, node: Node, *, newest: bool, after: int | None, limit: int) -> list[int]:
        """Walk the index until there are enough."""
        beyond = f"AND rowid {'<' if newest else '>'} :after" if after is not None else ""
        asked = text(
            f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :asked {beyond}"
            f" ORDER BY rowid {'DESC' if newest else 'ASC'} LIMIT :limit"
        )
        return _numbers(asked, asked=self.write(node), after=after, limit=limit)

    def count(self, node: Node, *, most: int) -> int:
        """Walk the index until there are enough."""
        return len(self.places(node, newest=True, after=None, limit=most))


class Tsvector:
    """PostgreSQL's: it knows how rare each token is, and chooses the way by that."""

    def write(self, node: Node) -> str:
        """Write a tsquery."""
        return _write(node, (" & ", " | ", " & !"))

    def places(self, node: Node, *, newest: bool, after: int | None, limit: int) -> list[int]:
        """Let the database choose between the index and the order of places."""
        beyond = f"AND place {'<' if newest else '>'} :after" if after is not None else ""
        asked = text(
            f"SELECT place FROM search_entry WHERE tokens @@ CAST(:asked AS tsquery) {beyond}"
            f" ORDER BY place {'DESC' if newest else 'ASC'} LIMIT :limit"
        )
        return _numbers(asked, asked=self.write(node), after=after, limit=limit)

    def count(self, node: Node, *, most: int) -> int:
        """Count in whatever order they come."""
        asked = text(
            "SELECT count(*) FROM (SELECT 1 FROM search_entry"
            " WHERE tokens @@ CAST(:asked AS tsquery) LIMIT :limit) AS found"
        )
        return _numbers(asked, asked=self.write(node), limit=most)[0]


def _join(kind: type[Every] | type[Any], parts: Iterable[Node]) -> Node:
    """Join parts; one alone is itself."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else kind(found)


def _write(node: Node, signs: Sequence[str]) -> str:
    """Write an expression with a language's signs for and, or, and not."""
    if isinstance(node, str):
        return node
    if isinstance(node, Without):
        return f"({_write(node.wanted, signs)}){signs[2]}({_write(node.unwanted, signs)})"
    sign = signs[0] if isinstance(node, Every) else signs[1]
    return f"({sign.join(_write(part, signs) for part in node.parts)})"


def _numbers(statement: TextClause, **values: object) -> list[int]:
    """Return the numbers that the database answers with."""
    said = {name: value for name, value in values.items() if value is not None}
    return list(db.session.scalars(statement, said))
