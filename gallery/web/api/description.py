"""The API described as OpenAPI 3.1, from what answers it: there is no second truth.

Examples are asked of this gallery while the description is made, so that each of them works.
"""

from contextlib import suppress
from typing import Any

from flask import Response, json, url_for

from gallery.errors import GalleryError
from gallery.web.api.answering import body_of
from gallery.web.api.asking import Parameter
from gallery.web.api.door import pages
from gallery.web.api.examples import answer_to, example_of, example_values
from gallery.web.api.operations import JSON, OPERATIONS, Operation
from gallery.web.api.schemas import Schema, reference, schema_of, shapes_in
from gallery.web.current import campaign, site_url

VERSION = "1.0.0"
ABOUT = """\
Published photos, and the years, action days, countries and cities they belong to. Read only, for \
everybody, without a key or a cookie. Where a photo was taken is its city or its country, and \
nothing finer.

A photo that is withdrawn answers 410, and leaves every list within five minutes. Look again at \
least that often, or follow the changes, and take it away with us: what others saved cannot be \
called back.

Answers carry an ETag and may be kept for five minutes. Lists go on at their `next`.

To follow: read all photos once, then the changes, and keep the last `next`. Ask it again later: \
it goes on from there. A photo that was removed is told by its id alone; delete what you have of \
it. Changes are kept for a month; older cursors answer 410, and you begin anew.

This version stays. Keys may be added to it, so let your program ignore those it does not know; \
none is removed or changes its meaning. Should an address end, its answers say so for a year \
before: `Deprecation` (RFC 9745) since when it should not be used, `Sunset` (RFC 8594) when it goes.
"""
PROBLEM = "application/problem+json"
PROBLEMS = {
    400: "A parameter is unknown, is there twice, or is not what is described.",
    404: "There is no such time, place, photo or cursor.",
    410: "The photo was withdrawn: take it away wherever you show it. Or changes are forgotten.",
    429: "Asked too often: wait as many seconds as Retry-After says.",
    503: "Too much happened at the same moment: try again.",
}
#: What a server says before it asks us, in words of its own.
TOO_LONG = {"description": "The address is longer than about eight thousand characters."}
HEADERS = {
    "ETag": "Send it as If-None-Match, and hear 304 while nothing has changed.",
    "RateLimit": "What is left of the minute (draft-ietf-httpapi-ratelimit-headers).",
    "RateLimit-Policy": "How much may be asked.",
    "Link": "rel=next: where the list goes on.",
}


@pages.get("")
@pages.get("/openapi.json")
def description() -> Response:
    """Describe the API."""
    return Response(json.dumps(describe(), sort_keys=False), mimetype=JSON)


def describe() -> dict[str, Any]:
    """Return the description."""
    values = example_values()
    shapes = set().union(*(shapes_in(each.shape) for each in OPERATIONS))
    return {
        "openapi": "3.1.0",
        "info": {"title": campaign().name, "version": VERSION, "description": ABOUT},
        "servers": [{"url": site_url() + url_for("api.description").removesuffix("/openapi.json")}],
        "paths": {each.path: {"get": _operation(each, values)} for each in OPERATIONS},
        "components": {
            "schemas": {
                **{
                    each.__name__: _shape(each) for each in sorted(shapes, key=lambda s: s.__name__)
                },
                "Problem": _problem_shape(),
            },
            "headers": {
                name: {"description": words, "schema": {"type": "string"}}
                for name, words in HEADERS.items()
            },
        },
    }


def _operation(operation: Operation, values: dict[str, Any]) -> dict[str, Any]:
    """Describe one operation."""
    examples = example_of(operation, values)
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "deprecated": operation.deprecated_on is not None,
        "parameters": [_parameter(each, examples) for each in operation.parameters],
        "responses": {
            "200": _answer(operation, examples),
            "304": {"description": "Nothing has changed since."},
            **{str(status): _problem(status) for status in _statuses_of(operation)},
            "414": TOO_LONG,
        },
    }


def _statuses_of(operation: Operation) -> list[int]:
    """Return what may go wrong."""
    return [each for each in PROBLEMS if each != 410 or operation.may_be_gone]


def _parameter(parameter: Parameter, examples: dict[str, Any]) -> dict[str, Any]:
    """Describe a parameter."""
    said: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.words,
        "required": parameter.place == "path",
        "schema": parameter.schema,
    }
    if parameter.schema["type"] == "array":
        said |= {"style": "form", "explode": False}
    return {**said, "example": examples[parameter.name]} if parameter.name in examples else said


def _answer(operation: Operation, examples: dict[str, Any]) -> dict[str, Any]:
    """Describe an answer, with one from this gallery."""
    content: dict[str, Any] = {"schema": _schema_of(operation)}
    with suppress(GalleryError):  # there is no photo yet
        content["example"] = body_of(answer_to(operation, examples))
    return {
        "description": operation.summary,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS},
        "content": {operation.media_type: content},
    }


def _schema_of(operation: Operation) -> Schema:
    """Describe the body of an answer."""
    if not operation.is_list:
        return reference(operation.shape)
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": reference(operation.shape)},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "Where the list goes on; null at its end.",
            },
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }


def _shape(shape: type) -> Schema:
    """Describe a shape; where only some keys may be asked for, the others need not be there."""
    has_fields = any(
        each.shape is shape and any(p.name == "fields" for p in each.parameters)
        for each in OPERATIONS
    )
    return schema_of(shape, required=("id",) if has_fields else None)


def _problem(status: int) -> dict[str, Any]:
    """Describe what may go wrong."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": PROBLEMS[status], "content": content}


def _problem_shape() -> Schema:
    """Describe a problem (RFC 9457)."""
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "What went wrong, and what to do (RFC 9457).",
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": {**text, "description": "A sentence in the language of the answer."},
            "parameter": {**text, "description": "The parameter that could not be read."},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }
