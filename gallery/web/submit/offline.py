"""The service worker of the form: what it keeps, so that the page opens without a network.

The worker itself is ``static/js/worker.js``. What is written here are the few lines that start it,
other ones with every change of what makes the page: so browsers notice a new version.
"""

import re
from collections.abc import Iterator

from flask import Response, json, url_for

from gallery.web.freshness import makers_mark
from gallery.web.static_files import asset, stylesheet, the_shelf

FIRST = "add.js"
#: A worker is no page, but it loads scripts and asks our own server.
MAY = "default-src 'none'; connect-src 'self'; script-src 'self'"
#: ``import … from "./x.js"`` and ``import("./x.js")``.
IMPORTED = re.compile(r"""(?:from|import\()\s*"\./([\w-]+\.js)\"""")


def tell_worker() -> Response:
    """Start the worker with the version, the page and the files that it keeps."""
    said = {"version": page_version(), "page": url_for("submit.add"), "files": [*_files()]}
    start = f'import {{ serve }} from "{asset("js/worker.js")}";\nserve({json.dumps(said)});\n'
    answer = Response(start, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = MAY
    return answer


def page_version() -> str:
    """Return the mark of everything that makes the page, shortened."""
    return makers_mark()[:12]


def _files() -> Iterator[str]:
    """Yield the addresses of the page's parts, as the page asks for them."""
    yield stylesheet("parts add")
    yield asset("css/covering.css")
    yield asset("icon.svg")
    yield from (asset(f"fonts/display-{name}-800.woff2") for name in ("latin", "latinext", "cyr"))
    yield from (asset(f"js/{name}") for name in sorted(_imported_by(FIRST)))


def _imported_by(first: str) -> set[str]:
    """Return the modules that a module needs at once or later, itself too."""
    files = the_shelf().files
    found, new = set[str](), {first}
    while new:
        found |= new
        new = {name for each in new for name in IMPORTED.findall(files[f"js/{each}"].decode())}
        new -= found
    return found
