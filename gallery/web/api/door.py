"""The door for programs: anybody's page may read here, as often as is fair, and nobody is known."""

from flask import Blueprint, Response, g, request

from gallery.errors import TooOften
from gallery.web.current import absolute_url
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out
from gallery.web.limits import count_call
from gallery.web.problems import open_to_all

pages = Blueprint("api", __name__, url_prefix="/api/v1")
for_visitors(pages)


@pages.before_request
def count() -> None:
    """Count what is asked; what is kept here was answered before, and counts for nothing."""
    if request.method == "OPTIONS":
        return
    g.allowance = count_call()
    if g.allowance.is_over:
        raise TooOften("asked-too-often", seconds=g.allowance.seconds)


may_be_kept(pages)


@pages.after_request
def say_more(answer: Response) -> Response:
    """Let every page read it, and say where it is described (RFC 8631)."""
    described = f'<{absolute_url("api.description")}>; rel="service-desc"'
    if described not in answer.headers.getlist("Link"):  # as it is on what is kept here
        answer.headers.add("Link", described)
        answer.headers.add("Link", f'<{absolute_url("pages.api")}>; rel="service-doc"')
    return keep_out(open_to_all(answer), is_noindex=True)
