"""How long a visitor's page may be kept, and whether it changed: ETag before any work, and a page
that was drawn before is answered as it was.

A page changes with what visitors could see (``Campaign.gallery_version``), with the day, with our
templates, styles and code, and with the address asked for. Nothing else may ever change one.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, g, request

from gallery.journey.care import gallery_version
from gallery.web import known_facts
from gallery.web.current import site_url, tools
from gallery.web.kept_pages import KeptPages
from gallery.web.line import ask_for_line, is_bad
from gallery.web.static_files import the_shelf
from gallery.web.voice import voice

#: A withdrawn photo is forgotten by shared caches within five minutes: so nothing that lets them
#: keep a page for longer, such as stale-while-revalidate.
CACHE_CONTROL = "public, max-age=300"
PAGES = "pages"
MAKERS = ("templates", "translations", "gallery/web")
SUFFIXES = (".html", ".po", ".txt", ".py")


#: The doors whose pages may be kept.
DOORS: set[str] = set()


def prepare(app: Flask) -> None:
    """Keep pages as they leave, packed: said before Flask-Compress, so that it comes after it."""
    app.extensions["kept_pages"] = KeptPages(shared=app.extensions["toolbox"].shared)
    known_facts.prepare(app)
    app.after_request(_keep)


def answer_first(app: Flask) -> None:
    """Answer what is kept before anybody looks for a session or counts who asks."""
    app.before_request(_answer_at_once)


def may_be_kept(pages: Blueprint) -> None:
    """Let caches keep the pages of a door, and tell those who have one that it is still right."""
    DOORS.add(pages.name)
    pages.after_request(_mark)


def _answer_at_once() -> Response | None:
    """Answer 304 where the visitor has this very page, or with the page where we have it."""
    if request.blueprint not in DOORS or request.method not in ("GET", "HEAD"):
        return None
    version = gallery_version()
    g.page_mark, asked = _tag(version), request.if_none_match
    # Not for "*": whether there is such a page at all is not known yet.
    if not asked.star_tag and asked.contains_weak(g.page_mark):
        return _mark(Response(status=304))
    page = _kept_pages().find(_key(), is_shared=_is_shared())
    if page is None:
        known_facts.use_them(version)
        return None
    del g.page_mark  # it is on the page, and the page is kept
    return page.answer()


def _keep(response: Response) -> Response:
    """Keep a page that was drawn."""
    if "page_mark" in g and request.method == "GET" and response.status_code == 200:
        _kept_pages().keep(_key(), response, is_shared=_is_shared())
    return response


def _is_shared() -> bool:
    """Whether other machines may have the page, too: what somebody searches for stays here."""
    return request.args.keys() <= {"after"}


def _kept_pages() -> KeptPages:
    """Return the pages that this process keeps."""
    return current_app.extensions["kept_pages"]  # type: ignore[no-any-return]


def _key() -> str:
    """Return what a page is kept under: its mark, and how and where it was asked for."""
    coding = request.accept_encodings.best_match(("br", "gzip")) or ""
    return f"{g.page_mark} {coding} {request.host_url}"


def _mark(response: Response) -> Response:
    """Say how long an answer may be kept, and its mark."""
    if "page_mark" in g and response.status_code in (200, 304):
        response.headers["Cache-Control"] = CACHE_CONTROL
        if tools().settings.purge_command:  # what caches in front know all our pages by
            response.headers["Surrogate-Key"] = response.headers["Cache-Tag"] = PAGES
        response.set_etag(g.page_mark, weak=True)
        ask_for_line(response)
    return response


def _tag(version: int) -> str:
    """Return the mark of the page that is asked for."""
    said = (
        str(version),
        tools().now().date().isoformat(),  # an edition is open or over
        makers_mark(),
        voice().language,
        site_url(),
        *_choices(),
        "small" if is_bad() else "",
        request.full_path,
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:20]


def _choices() -> tuple[str, ...]:
    """Return what an operator chose that pages show: machines may differ while they start anew."""
    chosen = tools().settings
    return chosen.media_url, chosen.languages, chosen.embed_ancestors, chosen.purge_command


def makers_mark() -> str:
    """Return the mark of everything that makes a page, computed once per process."""
    marks: dict[str, str] = current_app.extensions.setdefault("fingerprints", {})
    if "" not in marks:
        digest = hashlib.sha256(the_shelf().mark.encode())
        for path in _makers():
            digest.update(path.read_bytes())
        marks[""] = digest.hexdigest()
    return marks[""]


def _makers() -> Iterator[Path]:
    """Yield the files that make a page, in a fixed order."""
    for name in MAKERS:
        folder = Path(current_app.root_path, name)
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
