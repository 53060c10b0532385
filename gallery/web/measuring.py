"""How many requests came to which door, what was answered and how soon. Never who asked for what.

A line in the log for each is off, for the time of a request alone can tell something; with it the
route is told and not the address, which may be a capability.
"""

import logging
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from gallery.measures import Measures
from gallery.toolbox import Toolbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

DOOR, ROUTE = "unsilenced.door", "unsilenced.route"
METHODS = {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"}
NONE = "none"  # no door of ours, or refused before one was looked for


class Measured:
    """Stands before all else and looks at the clock."""

    def __init__(
        self, application: "WSGIApplication", measures: Measures, *, is_told: bool
    ) -> None:
        self.application, self.measures, self.is_told = application, measures, is_told

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass a request on, and count what is answered."""
        began, answered = time.perf_counter(), ["500"]

        def noted(status: str, *rest: Any) -> Any:
            answered[0] = status[:3]
            return start_response(status, *rest)

        try:
            return self.application(environ, noted)
        finally:
            self._note(environ, answered[0], time.perf_counter() - began)

    def _note(self, environ: "WSGIEnvironment", status: str, seconds: float) -> None:
        """Count a request."""
        asked, door = environ["REQUEST_METHOD"], environ.get(DOOR, NONE)
        method = asked if asked in METHODS else "other"
        self.measures.count("request", door, method, status)
        self.measures.time(seconds, "request", door)
        if self.is_told:
            told = {"method": method, "route": environ.get(ROUTE, NONE), "status": int(status)}
            log.info("answered", extra={**told, "seconds": round(seconds, 4)})


def prepare(app: Flask) -> None:
    """Stand before an application."""
    tools: Toolbox = app.extensions["toolbox"]
    is_told = tools.settings.log_requests
    app.wsgi_app = Measured(app.wsgi_app, tools.measures, is_told=is_told)  # type: ignore[method-assign]  # as Flask says

    @app.url_value_preprocessor
    def remember_door(_endpoint: str | None, _values: object) -> None:
        if request.url_rule is not None:
            request.environ[DOOR] = request.blueprint or "static"
            request.environ[ROUTE] = request.url_rule.rule
