"""A route for each operation, and its answer: exactly what is described, or what is asked of it."""

from collections.abc import Collection
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import Any

from flask import Response, json, request

from gallery.web.api.asking import read_asked
from gallery.web.api.door import pages
from gallery.web.api.operations import OPERATIONS, Listed, Operation
from gallery.web.api.schemas import as_json
from gallery.web.current import absolute_url

BY_NAME = {each.name: each for each in OPERATIONS}


def answer(**path: str) -> Response:
    """Answer what is asked."""
    operation = BY_NAME[(request.endpoint or "").partition(".")[2]]
    asked = read_asked(operation.parameters, path=path)
    found = operation.answer(asked)
    following = _address_of(operation, found, path) if isinstance(found, Listed) else None
    said = body_of(found, following=following, only=asked["fields"])
    response = Response(
        json.dumps(said, ensure_ascii=False, sort_keys=False), mimetype=operation.media_type
    )
    if following:
        response.headers.add("Link", f'<{following}>; rel="next"')
    return announce_end(response, operation)


def body_of(
    found: Any, *, following: str | None = None, only: Collection[str] | None = None
) -> Any:
    """Return an answer as JSON; ``only`` names the keys that are wanted."""
    if isinstance(found, Listed):
        return {"items": [_some_of(each, only) for each in found.items], "next": following}
    return _some_of(found, only)


def announce_end(response: Response, operation: Operation) -> Response:
    """Say of what ends since when it should not be used, and when it goes."""
    if operation.deprecated_on:
        since = datetime.combine(operation.deprecated_on, time.min, tzinfo=UTC)
        response.headers["Deprecation"] = f"@{since.timestamp():.0f}"
    if operation.ends_on:
        until = datetime.combine(operation.ends_on, time.min, tzinfo=UTC)
        response.headers["Sunset"] = format_datetime(until, usegmt=True)
    return response


def _some_of(thing: Any, only: Collection[str] | None) -> Any:
    """Return a thing with the keys that are wanted, in their order."""
    said = as_json(thing)
    return said if only is None else {k: v for k, v in said.items() if k == "id" or k in only}


def _address_of(operation: Operation, found: Listed, path: dict[str, str]) -> str | None:
    """Return where a list goes on: the same question, after another cursor."""
    if found.following is None:
        return None
    asked = {**request.args.to_dict(), **path, "after": found.following}
    return absolute_url(f"api.{operation.name}", **asked)


for each in OPERATIONS:
    address = each.path.replace("{", "<").replace("}", ">")
    pages.add_url_rule(address, each.name, answer)
