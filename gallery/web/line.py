"""Whether a visitor's line is bad: their browser says so in a header, and nothing is kept for it.

``Save-Data`` (https://wicg.github.io/savedata/) is a person's wish. ``ECT``
(https://wicg.github.io/netinfo/) is how quick the browser finds the line; it says so over TLS to
whoever asks for it.
"""

from flask import Response, request

from gallery.web.at_hand import told_once

HINT, WISH = "ECT", "Save-Data"
SLOW = frozenset({"slow-2g", "2g", "3g"})


def is_bad() -> bool:
    """Whether pictures have to be small."""
    return told_once("line_is_bad", _is_bad)


def _is_bad() -> bool:
    """Whether a browser says so."""
    return request.headers.get(WISH) == "on" or request.headers.get(HINT) in SLOW


def ask_for_line(response: Response) -> None:
    """Say that pages are others on a bad line, and ask browsers to tell."""
    response.vary.update((WISH, HINT))
    response.headers["Accept-CH"] = HINT
