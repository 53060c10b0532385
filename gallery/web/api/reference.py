"""The page about the API for people: what can be asked, with an answer from this gallery."""

import json
import re
from dataclasses import dataclass
from typing import Any

from gallery.web.api.description import describe
from gallery.web.api.examples import example_values
from gallery.web.api.schemas import Schema
from gallery.web.api.webhooks import Webhooks, webhooks_at

#: Values that are too long for a page are cut.
LONG_LIST, LONG_TEXT = 2, 120
WIDE = 6  # of words to choose from
CODE = re.compile("`(.*?)`")


@dataclass(frozen=True)
class Key:
    """A key of an answer, or a parameter: its name, what it holds, and what it means."""

    name: str
    holds: str
    words: str


@dataclass(frozen=True)
class Asking:
    """One operation: its path, a whole address that works, and a part of its answer."""

    id: str
    path: str
    summary: str
    shape: str
    command: str  # to be pasted into a terminal
    answer: str
    parameters: tuple[Key, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class ReferencePage:
    """``pages/api.html``."""

    root: str
    description: str  # the address of the OpenAPI description
    paragraphs: tuple[str, ...]
    askings: tuple[Asking, ...]
    webhooks: Webhooks
    title: str = "API"
    standard: str = "OpenAPI 3.1"


def reference_page() -> ReferencePage:
    """Return the page; it is read from the description that programs read."""
    said = describe()
    root = said["servers"][0]["url"]
    about = CODE.sub("“\\1”", said["info"]["description"].strip())
    return ReferencePage(
        root=root,
        description=f"{root}/openapi.json",
        paragraphs=tuple(" ".join(each.split()) for each in about.split("\n\n")),
        askings=tuple(
            _asking_of(path, methods["get"], root=root, shapes=said["components"]["schemas"])
            for path, methods in said["paths"].items()
        ),
        webhooks=webhooks_at(root, example_values().get("public_id", "")),
    )


def _asking_of(path: str, said: dict[str, Any], *, root: str, shapes: dict[str, Schema]) -> Asking:
    """Return one operation."""
    [content] = said["responses"]["200"]["content"].values()
    schema = content["schema"]
    name = _name_of(schema.get("properties", {}).get("items", {}).get("items", schema))
    return Asking(
        id=said["operationId"],
        path=path,
        summary=said["summary"],
        shape=name,
        command=f"curl '{root}{_example(path, said['parameters'])}'",
        answer=json.dumps(_cut(content.get("example")), ensure_ascii=False, indent=2),
        parameters=tuple(_parameter(each) for each in said["parameters"]),
        keys=tuple(_keys(shapes[name])),
    )


def _example(path: str, parameters: list[dict[str, Any]]) -> str:
    """Return an address that works: with what is needed, and the last parameters."""
    values = {each["name"]: each.get("example", each["name"]) for each in parameters}
    shown = [each for each in parameters if each["in"] == "query" and "example" in each][-2:]
    asked = "&".join(f"{each['name']}={_written(each['example'])}" for each in shown)
    return path.format(**values) + (f"?{asked}" if asked else "")


def _written(value: object) -> str:
    """Write a value as it stands in an address."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _parameter(said: dict[str, Any]) -> Key:
    """Return a parameter."""
    return Key(said["name"], _holds(said["schema"]), said["description"])


def _keys(shape: Schema) -> list[Key]:
    """Return the keys of a shape."""
    return [
        Key(name, _holds(each), each.get("description", ""))
        for name, each in shape["properties"].items()
    ]


def _holds(schema: Schema) -> str:
    """Say what a key or a parameter holds, in few words."""
    if "$ref" in schema:
        return _name_of(schema)
    if "anyOf" in schema:
        return " | ".join(_holds(each) for each in schema["anyOf"])
    if schema["type"] == "array":
        return f"{_holds(schema['items'])}, …"
    if "enum" in schema and len(schema["enum"]) <= WIDE:
        return " | ".join(schema["enum"])
    kind = schema["type"]
    words = " | ".join(kind) if isinstance(kind, list) else kind
    return words.replace("string", schema.get("format", "string"))


def _name_of(schema: Schema) -> str:
    """Return the name of the shape that is pointed at."""
    return str(schema["$ref"].rpartition("/")[2])


def _cut(value: Any) -> Any:
    """Leave of an answer as much as a page has room for."""
    if isinstance(value, dict):
        return {name: _cut(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_cut(each) for each in value[:LONG_LIST]]
    if isinstance(value, float):  # no page of ours has a coordinate
        return round(value)
    if isinstance(value, str) and len(value) > LONG_TEXT:
        return f"{value[:LONG_TEXT]}…"
    return value
