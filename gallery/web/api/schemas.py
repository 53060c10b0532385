"""Shapes as JSON, and as JSON Schema (2020-12): both are read from the same dataclasses."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from gallery.web.present.api_shapes import Form, Pair

Schema = dict[str, Any]

PLAIN: dict[type, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def as_json(thing: Any) -> Any:
    """Return a shape as JSON has it."""
    if is_dataclass(thing):
        return {each.name: as_json(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, tuple):
        return [as_json(each) for each in thing]
    if isinstance(thing, datetime):
        return thing.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return thing.isoformat() if isinstance(thing, date) else thing


@cache
def keys_of(shape: type) -> tuple[str, ...]:
    """Return the keys of a shape, in their order."""
    return tuple(get_type_hints(shape))


def schema_of(shape: type, *, required: tuple[str, ...] | None = None) -> Schema:
    """Describe a shape: these keys and no others; all of them are there unless said otherwise."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        "type": "object",
        "description": shape.__doc__,
        "properties": {name: _schema(hint) for name, hint in hints.items()},
        "required": list(required or hints),
        "additionalProperties": False,
    }


def shapes_in(shape: type) -> set[type]:
    """Return a shape, and those that are named within it."""
    found = {shape}
    for hint in get_type_hints(shape).values():
        for inner in (hint, *get_args(hint)):  # itself, or of a tuple or a union
            if is_dataclass(inner) and isinstance(inner, type):
                found |= shapes_in(inner)
    return found


def reference(shape: type) -> Schema:
    """Point at where a shape is described."""
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _schema(hint: Any) -> Schema:
    """Describe what a field holds."""
    kind, parts = get_origin(hint), get_args(hint)
    if kind is Annotated:
        return _with_words(_schema(parts[0]), hint.__metadata__)
    if kind is Literal:
        return {"type": "string", "enum": list(parts)}
    if kind is UnionType or NoneType in parts:
        return _or_null(_schema(next(each for each in parts if each is not NoneType)))
    if kind is tuple:
        return {"type": "array", "items": _schema(parts[0])}
    return reference(hint) if is_dataclass(hint) else dict(PLAIN[hint])  # type: ignore[arg-type]  # a class


def _or_null(schema: Schema) -> Schema:
    """Let it be nothing, too."""
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _with_words(schema: Schema, said: tuple[object, ...]) -> Schema:
    """Add what is said of a field."""
    for each in said:
        if isinstance(each, str):
            schema["description"] = each
        elif isinstance(each, Form):
            schema |= {name: form for name, form in vars(each).items() if form}
        elif isinstance(each, Pair):
            schema |= {"minItems": 2, "maxItems": 2}
    return schema
