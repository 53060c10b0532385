"""Columns that lie sealed in the database: who seizes it without our secret reads noise.

They cannot be searched, sorted or grouped by there; what is to be found needs a keyed hash beside.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, Text, TypeDecorator

from gallery.keys import Keys

#: The keys of each database that is open, by what speaks to it.
_keys: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()


def seal_with(keys: Keys, engine: Engine) -> None:
    """Seal and open the columns of a database with these keys."""
    _keys[engine.dialect] = keys


class Sealed(TypeDecorator[str]):
    """A text that only our secret opens; ``purpose`` is what its key is for."""

    impl = Text
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[str]):
        """Refuses to be compared with a text: twice the same is never the same."""

        def operate(self, op: Any, *other: Any, **named: Any) -> Any:
            """Say so, rather than find nothing; SQLAlchemy itself compares columns as objects."""
            if any(isinstance(each, str) for each in other):
                raise TypeError("a sealed column is compared with no text")
            return super().operate(op, *other, **named)

    comparator_factory = Comparator

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal a text."""
        return None if value is None else _keys[dialect].seal(self.purpose, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open a text."""
        return None if value is None else _keys[dialect].unseal(self.purpose, value)
