"""What went wrong as programs read it (RFC 9457), and what lets every page read our answers."""

from flask import Response, g, json, request
from werkzeug.http import HTTP_STATUS_CODES

from gallery.errors import GalleryError
from gallery.web.limits import Allowance

PROGRAMS = "/api/"
#: What a page of another site may read of an answer besides its body.
EXPOSED = "Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset"
READING = "GET, HEAD, OPTIONS"
A_DAY = 86_400  # seconds
NOT_ALLOWED = 405


def asks_for_program() -> bool:
    """Whether a program asks; ``/api/`` itself is a page for people."""
    return request.path.startswith(PROGRAMS) and request.path != PROGRAMS


def problem(
    sentence: str, status: int, extra: dict[str, str], error: GalleryError | None = None
) -> Response:
    """Say what went wrong: about:blank, for the status says what kind of problem it is."""
    said = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES.get(status, "Unknown"),
        "status": status,
        "detail": sentence,
    }
    if error and "parameter" in error.values:
        said["parameter"] = str(error.values["parameter"])
    answer = Response(
        json.dumps(said, sort_keys=False), status, extra, mimetype="application/problem+json"
    )
    if status == NOT_ALLOWED:
        answer.headers["Allow"] = READING
    return open_to_all(answer)


def open_to_all(answer: Response) -> Response:
    """Let pages of all sites read an answer (Fetch standard, CORS), and say how often."""
    headers = answer.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = EXPOSED
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = READING
        headers["Access-Control-Allow-Headers"] = "If-None-Match"
        headers["Access-Control-Max-Age"] = str(A_DAY)
    allowance: Allowance | None = g.get("allowance")
    headers.pop("RateLimit", None)  # on what is kept here it is somebody else's
    if allowance:
        headers["RateLimit-Policy"] = f'"minute";q={allowance.most};w={allowance.window}'
        headers["RateLimit"] = f'"minute";r={allowance.left};t={allowance.seconds}'
    return answer
