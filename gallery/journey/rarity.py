"""How rare it is what somebody looks for: limits told by numbers that are kept anyway."""

from collections.abc import Collection

from sqlalchemy import select

from gallery.db import db
from gallery.journey.matching import Any, Every, Node, Without
from gallery.journey.visit import EVER
from gallery.models import CityTally, SearchWord, Tally


class Rarity:
    """The photos of each token: of words, cities, countries and times as they were counted."""

    def __init__(self, node: Node) -> None:
        tokens = set(_tokens_of(node))
        scopes = {_scope_of(token): token for token in tokens if token[0] in "nye"}
        kept = select(Tally.scope, Tally.photos).where(Tally.scope.in_([EVER, *scopes]))
        tallied: dict[str, int] = dict(db.session.execute(kept).all())
        self._all = tallied.pop(EVER, 0)
        self._photos = {token: tallied.get(scope, 0) for scope, token in scopes.items()}
        self._photos |= _of_words({int(token[1:]) for token in tokens if token[0] in "ws"})
        self._photos |= _of_cities({int(token[1:]) for token in tokens if token[0] == "c"})

    def least(self, node: Node) -> int:
        """Return how many photos it fits at the least."""
        if isinstance(node, str):
            return 0 if node[0] == "s" else self._photos.get(node, 0)
        if isinstance(node, Without):
            return 0
        parts = [self.least(part) for part in node.parts]
        if isinstance(node, Any):
            return max(parts)
        return max(0, sum(parts) - (len(parts) - 1) * self._all)

    def most(self, node: Node) -> int:
        """Return how many photos it fits at the most."""
        if isinstance(node, str):
            # A word is strong in no more photos than have it.
            return self._photos.get(f"w{node[1:]}" if node[0] == "s" else node, self._all)
        if isinstance(node, Without):
            return self.most(node.wanted)
        parts = [self.most(part) for part in node.parts]
        return min(parts) if isinstance(node, Every) else min(self._all, sum(parts))


def _tokens_of(node: Node) -> Collection[str]:
    """Return all tokens of an expression."""
    if isinstance(node, str):
        return {node}
    parts = (node.wanted, node.unwanted) if isinstance(node, Without) else node.parts
    return {token for part in parts for token in _tokens_of(part)}


def _scope_of(token: str) -> str:
    """Name what a country, a year or an edition is tallied under."""
    if token[0] == "n":
        return f"{EVER}/{token[1:]}"
    return token[1:] if token[0] == "y" else f"{token[1:5]}-{token[5:]}"


def _of_words(numbers: Collection[int]) -> dict[str, int]:
    """Return the photos of words."""
    wanted = select(SearchWord.id, SearchWord.photos).where(SearchWord.id.in_(numbers))
    rows = db.session.execute(wanted).all() if numbers else ()
    return {f"w{number}": photos for number, photos in rows}


def _of_cities(numbers: Collection[int]) -> dict[str, int]:
    """Return the photos of cities."""
    here = CityTally.scope == EVER, CityTally.city_id.in_(numbers)
    wanted = select(CityTally.city_id, CityTally.photos).where(*here)
    rows = db.session.execute(wanted).all() if numbers else ()
    return {f"c{number}": photos for number, photos in rows}
