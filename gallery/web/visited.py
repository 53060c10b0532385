"""What visitors saw before opens without a network: the worker that keeps it, and its page.

The worker is ``static/js/visited-worker.js``: it asks which photos of its pages are gone, so that
nothing that was taken back lives on where it was seen.
"""

from flask import Blueprint, Response, json, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from gallery.journey.visit import find_gone
from gallery.web.current import tools
from gallery.web.freshness import makers_mark
from gallery.web.guards import for_visitors
from gallery.web.static_files import asset

pages = Blueprint("visited", __name__)
for_visitors(pages)

#: A worker is no page, but it loads scripts and asks our own server.
MAY = "default-src 'none'; connect-src 'self'; script-src 'self'"
MOST = 100  # photos in one question
LONGEST = 40  # of an id and a token


@pages.get("/visited.js")
def tell_worker() -> Response:
    """Start the worker; other lines with every change of what makes a page."""
    said = {"version": makers_mark()[:12], "languages": tools().settings.spoken}
    worker = asset("js/visited-worker.js")
    start = f'import {{ serve }} from "{worker}";\nserve({json.dumps(said)});\n'
    answer = Response(start, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = MAY
    return answer


@pages.get("/offline/")
def offline() -> str:
    """Say that there is no network, and what opens nevertheless."""
    return render_template("visited/offline.html")


@pages.get("/photos/gone")
def gone() -> Response:
    """Say which photos of some that were seen are not to be kept any longer."""
    asked = request.args.get("of", "").split(",")
    if len(asked) > MOST or any(len(each) > LONGEST for each in asked):
        raise BadRequest
    names = [(name, token) for name, _, token in (each.partition("/") for each in asked) if token]
    return jsonify(find_gone(names))
