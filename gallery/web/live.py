"""A wall for the action day: a screen that shows what is public now, within seconds."""

from flask import Blueprint, Response, render_template

from gallery.journey.visit import find_gallery
from gallery.web.current import absolute_url, campaign
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.present.walls import wall_page
from gallery.web.qr_code import draw_qr_code

pages = Blueprint("live", __name__, url_prefix="/live")
for_visitors(pages)

#: The wall asks every few seconds; with this on the way, a change is there within ten.
CACHE_CONTROL = "public, max-age=3"


@pages.after_request
def shorten(response: Response) -> Response:
    """Let caches keep a wall for moments only: said last, so written before ``may_be_kept``."""
    if response.status_code in (200, 304):
        response.headers["Cache-Control"] = CACHE_CONTROL
    return response


may_be_kept(pages)


@pages.get("/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>/")
def wall(year: int, month: int) -> str:
    """Show an edition's newest photos; the page asks for itself again and again."""
    page = wall_page(find_gallery(year=year, month=month))
    qr = draw_qr_code(absolute_url("submit.add")) if campaign().is_open else ""
    return render_template("live/wall.html", page=page, qr=qr)
