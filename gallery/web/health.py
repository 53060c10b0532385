"""Whether this process lives (``/healthz``), can work (``/readyz``), and how all do (``/metrics``).

Other machines ask, again and again: what they are told is ours alone, of no person and no photo.
"""

from flask import Blueprint, Response, abort, current_app

from gallery.journey import probing, watching
from gallery.journey.probing import Prober, checks_of
from gallery.web import metrics
from gallery.web.current import tools
from gallery.web.guards import for_visitors

pages = Blueprint("health", __name__)
for_visitors(pages)


@pages.get("/healthz")
def alive() -> Response:
    """Answer as long as the process lives."""
    return _text("ok\n")


@pages.get("/readyz")
def ready() -> Response:
    """Answer when all that we rely on answers; else name what does not, within two seconds."""
    failing = probing.failing(ask_parts())
    if failing:
        return _text("".join(f"{name} does not answer\n" for name in failing), status=503)
    return _text("ready\n")


@pages.get("/metrics")
def measured() -> Response:
    """Tell a program of the operator's how the engine does."""
    if not metrics.may_read():
        abort(404)
    written = metrics.write(watching.look_at_engine(tools=tools()), ask_parts())
    return _text(written, mimetype=metrics.TYPE)


def ask_parts() -> dict[str, bool]:
    """Return which parts are fine; this process asks each at most once at a time."""
    prober = current_app.extensions.setdefault("prober", Prober())
    found: dict[str, bool] = prober.ask(checks_of(tools()))
    return found


def _text(words: str, *, status: int = 200, mimetype: str = "text/plain") -> Response:
    """Answer a machine; nobody keeps it."""
    answer = Response(words, status, content_type=mimetype)
    answer.headers["Cache-Control"] = "no-store"
    return answer
