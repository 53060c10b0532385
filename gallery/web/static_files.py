"""Our own styles, scripts, fonts and drawings: under addresses that never mean other bytes.

``/static/<mark>/css/…``: the mark changes with any of the files. So browsers keep for ever what
they have, and modules, styles and fonts find each other beside them. A page's styles have one
address, their names joined by "+": whoever comes first asks once.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, current_app, request, url_for

FOR_EVER = "public, max-age=31536000, immutable"
#: Of a page from before or after an upgrade: right enough for now.
AGAIN = "no-cache"
PACKED = (".css", ".js", ".svg", ".txt", ".webmanifest")
CODINGS = {"br": brotli.compress, "gzip": gzip.compress}
#: What every page wears.
EVERYWHERE = ("tokens", "base")
MOST = 8  # styles under one address
#: Headlines that have such letters need another file of their font (tokens.css).
LETTERS = {
    "latinext": re.compile("[\u0100-\u0151\u0154-\u017f\u0218-\u021b]"),
    "cyr": re.compile("[\u0400-\u045f\u0490\u0491]"),
}
#: Languages whose headlines have them on every page.
ALWAYS = {"be": "cyr", "ru": "cyr", "uk": "cyr", "lt": "latinext", "pl": "latinext"}
#: For those who write styles, not for those who wear them.
COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


class Shelf:
    """All files of a folder as they were when the process began, by their paths in it."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        self.files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self._packed: dict[tuple[str, str], bytes] = {}
        digest = hashlib.sha256()
        for name, data in self.files.items():
            digest.update(f"{name} {len(data)}\n".encode() + data)
        self.mark = digest.hexdigest()[:10]

    def find(self, name: str) -> bytes | None:
        """Return a file, or styles joined as their name says; None where there is none."""
        return self.files.get(name) or self._join(name)

    def wear(self, *names: str) -> str:
        """Put styles that a page wears on the shelf as one file; return its name."""
        name = f"css/{'+'.join(names)}.css"
        if name not in self.files:
            self.files[name] = _sewn(self.files[f"css/{each}.css"] for each in names)
        return name

    def pack(self, name: str, coding: str) -> bytes:
        """Return a file as small as a coding makes it, packed once per process."""
        if (name, coding) not in self._packed:
            self._packed[name, coding] = CODINGS[coding](self.files[name])
        return self._packed[name, coding]

    def _join(self, name: str) -> bytes | None:
        """Join styles for a page of another process: here, perhaps, none has worn them yet."""
        names = name.removeprefix("css/").removesuffix(".css").split("+")
        parts = [self.files.get(f"css/{each}.css") for each in names[:MOST]]
        return _sewn(filter(None, parts)) if all(parts) and name.endswith(".css") else None


def _sewn(styles: Iterable[bytes]) -> bytes:
    """Join styles, without the comments."""
    return COMMENT.sub(b"", b"".join(styles))


open_shelf = cache(Shelf)


def prepare(app: Flask, folder: Path) -> None:
    """Give out the files of a folder, and their addresses to templates."""
    shelf = app.extensions["shelf"] = open_shelf(folder)
    app.add_url_rule("/static/<mark>/<path:filename>", "static", give_file)
    app.add_template_global(asset, "asset")
    app.add_template_global(stylesheet, "stylesheet")
    app.add_template_global(fonts, "fonts")

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static":
            values.setdefault("mark", shelf.mark)


def asset(name: str) -> str:
    """Return the address of a static file, which may be kept for ever."""
    return url_for("static", filename=name)


def stylesheet(names: str) -> str:
    """Return the one address of all styles that a page wears, from their names."""
    return asset(the_shelf().wear(*EVERYWHERE, *names.split()))


def fonts(language: str, title: str) -> list[str]:
    """Return the addresses of the fonts that a page's headlines need, from its title.

    A browser that does not have them when it paints does without them, for then nothing moves.
    """
    more = (name for name, letters in LETTERS.items() if letters.search(title))
    names = dict.fromkeys(("latin", *more, ALWAYS.get(language, "latin")))
    return [asset(f"fonts/display-{name}-800.woff2") for name in names]


def the_shelf() -> Shelf:
    """Return the files of the running application."""
    return current_app.extensions["shelf"]  # type: ignore[no-any-return]


def give_file(mark: str, filename: str) -> Response:
    """Answer with a file, packed where it helps and is understood."""
    shelf = the_shelf()
    data = shelf.find(filename)
    if data is None:
        abort(404)
    response = Response(data, mimetype=mimetypes.guess_type(filename)[0])
    if filename.endswith(PACKED):
        response.vary.add("Accept-Encoding")
        coding = request.accept_encodings.best_match(CODINGS)
        if coding and filename in shelf.files:
            response.data, response.content_encoding = shelf.pack(filename, coding), coding
    response.headers["Cache-Control"] = FOR_EVER if mark == shelf.mark else AGAIN
    response.set_etag(f"{shelf.mark}-{response.content_encoding}")
    response.make_conditional(request)
    return response
