"""What is told once per answer: a page asks for it a thousand times, so no proxy stands between."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import g

Told = TypeVar("Told")

#: Where an answer keeps what belongs to it.
answer_at_hand: Callable[[], Any] = cast(Any, g)._get_current_object


def told_once(name: str, tell: Callable[[], Told]) -> Told:
    """Return something that is the same throughout an answer."""
    told = vars(answer_at_hand())
    found: Told | None = told.get(name)
    if found is None:
        found = told[name] = tell()
    return found
