"""X-HTTP-Method-Override: some networks let only GET and POST through (tus 1.0, core protocol)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from flask import Flask
from flask.blueprints import BlueprintSetupState

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: What a POST may stand for. Guards see the method that is meant, and no form can send the header.
MEANT = ("PATCH", "DELETE", "HEAD")


class MethodOverride:
    """Lets a POST to ``/files/…`` be what its header says, before a route is looked for."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass a request on."""
        meant = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", "").upper()
        is_ours = environ["PATH_INFO"].startswith("/files/")
        if is_ours and environ["REQUEST_METHOD"] == "POST" and meant in MEANT:
            environ["REQUEST_METHOD"] = meant
        return self.application(environ, start_response)


def let_post_stand_for_others(state: BlueprintSetupState) -> None:
    """Put it before the application."""
    app = cast(Flask, state.app)
    app.wsgi_app = MethodOverride(app.wsgi_app)  # type: ignore[method-assign]  # as Flask says
