"""What partners' pages and frames load beside photos: our two scripts, and styles in their colour.

The addresses of the scripts are pasted once and stay for years; what lies there is mended, and an
hour later everybody has it.
"""

from flask import Blueprint, Response, abort, url_for

from gallery.web.guards import for_visitors
from gallery.web.headers import open_to_frames
from gallery.web.present.looks import accent_rules, read_colour
from gallery.web.static_files import AGAIN, FOR_EVER, give_file, the_shelf

pages = Blueprint("frame_files", __name__, url_prefix="/embed")
for_visitors(pages)

SCRIPTS = {"embed.js": "js/embed-host.js", "gallery.js": "js/embed-gallery.js"}
AN_HOUR = "public, max-age=3600"
STYLE = "css/embed.css"


@pages.app_template_global()
def accented(colour: str) -> str:
    """Return the address of the styles of frames in a colour."""
    return url_for("frame_files.styles", mark=the_shelf().mark, colour=colour)


@pages.get("/v1/<string:name>.js")
def script(name: str) -> Response:
    """Give a script to a page of another site."""
    filename = SCRIPTS.get(f"{name}.js") or abort(404)
    answer = open_to_frames(give_file("", filename))
    answer.headers["Cache-Control"] = AN_HOUR
    return answer


@pages.get("/styles/<mark>/<string(length=6):colour>.css")
def styles(mark: str, colour: str) -> Response:
    """Give the styles of frames in a partner's colour; our policy allows none in the page."""
    shelf = the_shelf()
    usual = shelf.files[STYLE].decode().replace("../fonts/", f"/static/{shelf.mark}/fonts/")
    answer = Response(usual + accent_rules(read_colour(colour)), mimetype="text/css")
    answer.headers["Cache-Control"] = FOR_EVER if mark == shelf.mark else AGAIN
    return open_to_frames(answer)
