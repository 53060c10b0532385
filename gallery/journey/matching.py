"""Ask the full text index of either database, in its own language; photos come by their place.

An expression is made of our own tokens alone, never of what somebody typed: nothing in it can be
taken for more than it is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import TextClause, select, text

from gallery.db import db
from gallery.journey.spans import span_of_token
from gallery.models import SearchEntry
from gallery.models.search import INDEX

#: So few photos of SQLite's index are told apart by their entries, not by asking it again.
FEW = 250
#: Places that PostgreSQL walks through in order before it looks for all that fits.
FAR = 10_000
INSIDE = "place > :first AND place < :last"


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


@dataclass(frozen=True)
class Weighed:
    """How many photos fit; where they are few also which: the tier and the place of each."""

    count: int
    found: list[tuple[int, int]] | None = None


@dataclass(frozen=True)
class Look:
    """In which order, beyond which place; whether few photos can fit at all."""

    newest: bool = True
    after: int | None = None
    is_rare: bool = False


class Index(Protocol):
    """What the two databases have in common."""

    def write(self, node: Node) -> str:
        """Write an expression in the language of the database."""

    def places(self, node: Node, look: Look, *, limit: int) -> list[int]:
        """Return the places of photos that an expression fits, in order."""

    def weigh(self, tiers: Sequence[Node], *, most: int) -> Weighed:
        """Count the photos that the last tier fits, but no further than ``most``.

        Each tier holds the one before; a photo is of the first one that fits.
        """


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

    def places(self, node: Node, look: Look, *, limit: int) -> list[int]:
        """Walk the index until there are enough."""
        newest, after = look.newest, look.after
        beyond = f"AND rowid {'<' if newest else '>'} :after" if after is not None else ""
        asked = text(
            f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :asked {beyond}"
            f" ORDER BY rowid {'DESC' if newest else 'ASC'} LIMIT :limit"
        )
        return _numbers(asked, asked=self.write(node), after=after, limit=limit)

    def weigh(self, tiers: Sequence[Node], *, most: int) -> Weighed:
        """Walk the index until there are enough."""
        places = self.places(tiers[-1], Look(), limit=most)
        few = len(places) <= FEW
        return Weighed(len(places), _tell_apart(places, tiers) if few else None)


class Tsvector:
    """PostgreSQL's: it knows how rare each token is, but not how rare several are together.

    So it is never left to choose between walking in order and looking for all that fits: where it
    guessed wrong it would read a million rows. ``MATERIALIZED`` lets it plan as if all were wanted,
    and stop nevertheless as soon as there are enough.
    """

    def write(self, node: Node) -> str:
        """Write a tsquery."""
        return _write(node, (" & ", " | ", " & !"))

    def places(self, node: Node, look: Look, *, limit: int) -> list[int]:
        """Look for what fits near by, in order; then among all that fits."""
        order, (first, last) = "DESC" if look.newest else "ASC", _span(node)
        if look.after is not None and look.newest:
            last = min(last, look.after)
        elif look.after is not None:
            first = max(first, look.after)
        said = {"asked": self.write(node), "first": first, "last": last, "limit": limit}
        if look.is_rare:
            return _numbers(_fitting(order), **said)
        found = _numbers(_near(order), **said)
        if len(found) == limit or not _numbers(_beyond(order), first=first, last=last):
            return found
        return _numbers(_fitting(order), **said)

    def weigh(self, tiers: Sequence[Node], *, most: int) -> Weighed:
        """Take what fits in whatever order it comes."""
        better = enumerate(tiers[:-1])
        cases = [f"WHEN tokens @@ CAST(:tier{at} AS tsquery) THEN {at}" for at, _ in better]
        last = len(tiers) - 1
        tier = f"CASE {' '.join(cases)} ELSE {last} END" if cases else str(last)
        asked = text(
            "WITH fitting AS MATERIALIZED ("
            "SELECT place, tokens FROM search_entry WHERE tokens @@ CAST(:asked AS tsquery))"
            f" SELECT {tier}, place FROM fitting LIMIT :most"
        )
        said = {f"tier{at}": self.write(node) for at, node in enumerate(tiers[:-1])}
        rows = db.session.execute(asked, {**said, "asked": self.write(tiers[-1]), "most": most})
        found = [(tier, place) for tier, place in rows]
        return Weighed(len(found), found if len(found) < most else None)


def _near(order: str) -> TextClause:
    """Ask for what fits among the next ones, in order."""
    return text(
        f"SELECT place FROM (SELECT place, tokens FROM search_entry WHERE {INSIDE}"
        f" ORDER BY place {order} LIMIT {FAR}) AS near"
        f" WHERE tokens @@ CAST(:asked AS tsquery) ORDER BY place {order} LIMIT :limit"
    )


def _beyond(order: str) -> TextClause:
    """Ask whether there is anything beyond those."""
    return text(
        f"SELECT place FROM search_entry WHERE {INSIDE} ORDER BY place {order} OFFSET {FAR} LIMIT 1"
    )


def _fitting(order: str) -> TextClause:
    """Ask for the first ones of all that fits."""
    return text(
        "WITH fitting AS MATERIALIZED ("
        "SELECT place FROM search_entry WHERE tokens @@ CAST(:asked AS tsquery))"
        f" SELECT place FROM fitting WHERE {INSIDE} ORDER BY place {order} LIMIT :limit"
    )


def fits(node: Node, tokens: Collection[str]) -> bool:
    """Whether a photo with these tokens is meant."""
    if isinstance(node, str):
        return node in tokens
    if isinstance(node, Without):
        return fits(node.wanted, tokens) and not fits(node.unwanted, tokens)
    enough = all if isinstance(node, Every) else any
    return enough(fits(part, tokens) for part in node.parts)


def _tell_apart(places: Sequence[int], tiers: Sequence[Node]) -> list[tuple[int, int]]:
    """Return the tier and the place of each photo, by what its entry says."""
    if len(tiers) == 1:
        return [(0, place) for place in places]
    wanted = select(SearchEntry.place, SearchEntry.tokens).where(SearchEntry.place.in_(places))
    told = []
    for place, tokens in db.session.execute(wanted):
        here, last = set(tokens.split()), len(tiers) - 1
        tier = next((at for at, node in enumerate(tiers) if fits(node, here)), last)
        told.append((tier, place))
    return told


def _span(node: Node) -> tuple[int, int]:
    """Return the places between which everything lies that an expression fits."""
    if isinstance(node, str):
        return span_of_token(node)
    if isinstance(node, Without):
        return _span(node.wanted)
    spans = [_span(part) for part in node.parts]
    firsts, lasts = zip(*spans, strict=True)
    if isinstance(node, Every):
        return max(firsts), min(lasts)
    return min(firsts), max(lasts)


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
