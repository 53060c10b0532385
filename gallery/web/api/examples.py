"""Examples that can be asked here and now: the newest year with photos, and what is in it."""

from typing import Any

from gallery.journey.programs import list_photos
from gallery.journey.visit import Scope
from gallery.web.api.asking import Asked
from gallery.web.api.operations import Operation
from gallery.web.current import tools

FEW = 2
SOME_FIELDS = 3


def example_values() -> dict[str, Any]:
    """Return a value for each parameter; without photos only how many are wanted."""
    found = list_photos(Scope(), after=None, limit=1, today=tools().now().date())
    newest = next(iter(found.things), None)
    if newest is None or newest.edition is None:
        return {"limit": FEW, **_some_edition()}
    values = {
        "year": newest.edition.year,
        "edition": newest.edition.slug,
        "country": newest.country,
        "public_id": newest.public_id,
        "limit": FEW,
    }
    return {**values, "city": newest.city.path} if newest.city else values


def example_of(operation: Operation, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of an operation's parameters; of its keys the first ones."""
    said = {each.name: values[each.name] for each in operation.parameters if each.name in values}
    fields = next((each for each in operation.parameters if each.name == "fields"), None)
    return {**said, "fields": fields.schema["items"]["enum"][:SOME_FIELDS]} if fields else said


def answer_to(operation: Operation, values: dict[str, Any]) -> Any:
    """Return what is found for these values, a single thing of a list."""
    said = {name: value for name, value in values.items() if name != "fields"}
    return operation.answer(Asked({**said, "limit": 1}))


def _some_edition() -> dict[str, Any]:
    """Return the newest year and action day, if there is one."""
    newest = next(reversed(Scope().editions), None)
    return {"year": newest.year, "edition": newest.slug} if newest else {}
