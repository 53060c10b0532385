"""What may be asked: each parameter is described once, and read as it is described."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from gallery.errors import BadInput, NotHere
from gallery.journey.visit import Scope, find_gallery
from gallery.web.api.cursors import CURSOR
from gallery.web.api.schemas import Schema, keys_of
from gallery.web.present.api_shapes import Form

LIMIT, MOST = 24, 100


@dataclass(frozen=True)
class Parameter:
    """One parameter, as OpenAPI 3.1 describes it."""

    name: str
    words: str
    schema: Schema
    place: str = "query"

    def read(self, text: str) -> Any:
        """Return what a text says; raise BadInput where it is not what is described."""
        try:
            return READERS[self.schema["type"]](text, self.schema)
        except ValueError as error:
            raise BadInput("bad-parameter", parameter=self.name) from error


class Asked:
    """What is asked: the parameters by their names; those that were not said have no value."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said

    def __getitem__(self, name: str) -> Any:
        """Return a value, or None."""
        return self._said.get(name)

    @property
    def limit(self) -> int:
        """How many things are wanted."""
        return int(self["limit"] or LIMIT)

    @property
    def scope(self) -> Scope:
        """The gallery that is meant; raises NotHere for a time or a place that we do not know."""
        year, month = self._time()
        country, slug = self._place()
        return find_gallery(year=year, month=month, country=country, slug=slug)

    def _time(self) -> tuple[int | None, int | None]:
        """Return year and month."""
        if self["edition"] is None:
            return self["year"], None
        year, month = map(int, self["edition"].split("-"))
        if self["year"] not in (None, year):
            raise NotHere("unknown-edition")
        return year, month

    def _place(self) -> tuple[str | None, str | None]:
        """Return country and city."""
        if self["city"] is None:
            return self["country"], None
        country, slug = self["city"].split("/")
        if self["country"] not in (None, country):
            raise NotHere("unknown-place")
        return country, slug


def read_asked(parameters: Iterable[Parameter], *, path: Mapping[str, str]) -> Asked:
    """Read what is asked; raise BadInput for what is not described, or is said twice."""
    known = {each.name: each for each in parameters}
    said = dict(path)
    for name, values in request.args.lists():
        if name not in known or known[name].place != "query":
            raise BadInput("unknown-parameter", parameter=name[:40])
        if len(values) > 1:
            raise BadInput("bad-parameter", parameter=name)
        said[name] = values[0]
    return Asked({name: known[name].read(text) for name, text in said.items()})


def fields_of(shape: type) -> Parameter:
    """Let only some keys be asked for."""
    keys = [each for each in keys_of(shape) if each != "id"]
    return Parameter(
        "fields",
        "Only these keys, separated by commas; id always comes along. Without it: all of them.",
        {
            "type": "array",
            "items": {"type": "string", "enum": keys},
            "minItems": 1,
            "uniqueItems": True,
        },
    )


def _read_whole(text: str, schema: Schema) -> int:
    """Read a whole number."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError(text)
    number = int(text)
    if not schema["minimum"] <= number <= schema["maximum"]:
        raise ValueError(text)
    return number


def _read_text(text: str, schema: Schema) -> str:
    """Read a text that fits a pattern."""
    if not re.fullmatch(schema["pattern"], text):
        raise ValueError(text)
    return text


def _read_several(text: str, schema: Schema) -> Collection[str]:
    """Read some of several words."""
    words = text.split(",")
    if len(set(words)) < len(words) or not set(words) <= set(schema["items"]["enum"]):
        raise ValueError(text)
    return words


READERS: dict[str, Callable[[str, Schema], Any]] = {
    "integer": _read_whole,
    "string": _read_text,
    "array": _read_several,
}


def _text(form: Form) -> Schema:
    """Describe a text of a form."""
    return {"type": "string", "pattern": form.pattern}


YEAR = Parameter("year", "Only this year.", {"type": "integer", "minimum": 1900, "maximum": 2999})
EDITION = Parameter(
    "edition",
    "Only this action day: year and month.",
    _text(Form(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")),
)
COUNTRY = Parameter("country", "Only this country.", _text(Form(pattern="^[a-z]{2}$")))
CITY = Parameter(
    "city", "Only this city: country and city.", _text(Form(pattern="^[a-z]{2}/[a-z0-9-]{1,80}$"))
)
LIMITED = Parameter(
    "limit",
    f"How many at most; {LIMIT} unless said otherwise.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
)
AFTER = Parameter(
    "after",
    "Go on after the page that gave this cursor. What is in it is ours alone: follow “next”.",
    {"type": "string", "pattern": CURSOR},
)
PHOTO = Parameter(
    "public_id", "The photo’s id.", _text(Form(pattern="^[a-z0-9]{16}$")), place="path"
)
