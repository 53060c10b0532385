"""The doors: HTTP in, answer out. They decide nothing; they open the units of work.

A file per kind of page: ``submit``, ``uploads`` (tus), ``receipt`` for participants, ``start`` for
groups; ``review`` for moderators; ``office`` for organisers; ``galleries``, ``search``, ``live`` (a
wall), ``feeds``, ``cards`` (on other sites), ``media``, ``downloads``, ``pages`` and ``press``
(kits) for visitors, ``visited`` for those without a network, ``sitemaps`` for search engines,
``reports`` for who objects to a photo, ``inquiries`` for whoever asks its sender; ``embed`` and
``frame_files`` and ``api`` for partners (``partners``: whose page a frame is on); ``health`` for
operators (``metrics``); ``sign_in`` and ``account`` for those who work here.

What they share: ``guards`` says who may come in, ``admission`` and ``limits`` how many at once and
how often, ``measuring`` counts them, ``proof`` is what a phone does for it; ``drafts``, ``cities``
and ``days`` say which submission, city and day are meant; ``forms`` what people who sign in may
say. ``headers`` says what browsers are told, ``freshness`` how long they keep it, ``kept_pages``
and ``known_facts`` what we keep ourselves; ``static_files`` gives out styles and scripts,
``present`` what the public may see. ``languages`` takes the language off a path and keeps to it,
``voice`` speaks it, ``consent`` knows which translations count, ``current`` is what belongs to the
request at hand (``at_hand`` keeps it), ``factors`` and ``passkey_site`` help to a second factor,
``say`` and ``reasons`` own the words for what can go wrong, ``problems`` says it to programs,
``line`` tells whether somebody's is bad, ``qr_code``, ``prints`` (posters), ``map_dots`` and
``xml_writing`` draw.
"""

from importlib import import_module

from flask import Flask, Response, current_app, render_template, request
from jinja2 import Template
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree
from werkzeug.exceptions import HTTPException

from gallery import errors
from gallery.db import db, is_passing
from gallery.web import admission, guards, headers, limits, map_dots, problems, say
from gallery.web.current import prepare_templates

DOORS = (
    "submit",
    "uploads",
    "receipt",
    "start",
    "review",
    "media",
    "downloads",
    "cards",
    "sign_in",
    "health",
    "galleries",
    "search",
    "live",
    "reports",
    "inquiries",
    "feeds",
    "pages",
    "press",
    "sitemaps",
    "visited",
    "embed",
    "frame_files",
    "api",
    "office",
    "account",
)

Answer = tuple[str, int, dict[str, str]]
WAIT = 15  # seconds, where nobody knows better
SOON = 2  # seconds until others are done with the same rows
#: The only place where what went wrong becomes a status. The first match counts.
STATUSES: tuple[tuple[type[errors.GalleryError], int], ...] = (
    (errors.TooLarge, 413),
    (errors.ChecksumMismatch, 460),
    (errors.ProofNeeded, 428),
    (errors.Refused, 422),
    (errors.Incomplete, 422),
    (errors.BadInput, 400),
    (errors.Closed, 403),
    (errors.NotAllowed, 404),  # unknown and forbidden look alike
    (errors.Gone, 410),
    (errors.NotHere, 404),
    (errors.Conflict, 409),
    (errors.TooOften, 429),
    (errors.StoreFull, 507),
    (errors.Unavailable, 503),
)


def open_doors(app: Flask) -> None:
    """Register every door, its guard, the headers and the answers to what goes wrong."""
    admission.prepare(app)
    prepare_templates(app)
    map_dots.prepare(app)
    headers.set_headers(app)
    guards.stand_at(app)
    limits.prepare(app)
    app.register_error_handler(errors.GalleryError, answer_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(DBAPIError, answer_database)
    app.register_error_handler(NoneFree, answer_busy)
    for name in DOORS:
        # By name, so that a door is one line here and nothing else knows it.
        app.register_blueprint(import_module(f"gallery.web.{name}").pages)


def status_of(error: errors.GalleryError) -> int:
    """Return the HTTP status of what went wrong."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def answer_error(error: errors.GalleryError) -> Response | Answer:
    """Say what went wrong and what to do, as a page or as a line for a script."""
    sentence, status = say.sentence(error), status_of(error)
    return _answer(sentence, status, wait=error.values.get("seconds"), error=error)


def answer_http_error(error: HTTPException) -> Response | Answer:
    """Give Werkzeug's errors our page, in the person's language."""
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    return _answer(say.status_sentence(error.code), error.code)


def answer_database(error: DBAPIError) -> Response | Answer:
    """Ask to try again where that helps; anything else is a fault of ours."""
    if not is_passing(error):
        raise error
    return answer_busy(error)


def answer_busy(error: SQLAlchemyError) -> Response | Answer:
    """Say that nothing was done: the unit of work is undone whole, so that it can be sent again."""
    db.session.rollback()
    cause = type(getattr(error, "orig", error)).__name__
    current_app.logger.warning("%s %s put off: %s", request.method, request.url_rule, cause)
    busy = errors.Unavailable("database-busy", seconds=SOON)
    try:
        return answer_error(busy)
    except SQLAlchemyError:  # a page asks the database, too
        return _as_text(say.sentence(busy), status_of(busy), {"Retry-After": str(SOON)})


def _answer(
    sentence: str,
    status: int,
    *,
    wait: object = None,
    error: errors.GalleryError | None = None,
) -> Response | Answer:
    """Answer scripts with the sentence alone, programs with a problem, people with a page."""
    extra = {"Cache-Control": "no-store"}
    if status == 429:
        extra["Retry-After"] = str(wait or limits.seconds_left())
    if status in (503, 507):
        extra["Retry-After"] = str(wait or WAIT)
    if problems.asks_for_program():
        return problems.problem(sentence, status, extra, error)
    if wants_text():
        return _as_text(sentence, status, extra)
    page = render_template(_error_pages(status), sentence=sentence, status=status)
    return page, status, extra


def _as_text(sentence: str, status: int, extra: dict[str, str]) -> Answer:
    """Answer with the sentence alone."""
    return sentence, status, {**extra, "Content-Type": "text/plain; charset=utf-8"}


def _error_pages(status: int) -> list[str | Template]:
    """Name the pages that say so, the fittest first: a frame has little room, moderators go on."""
    if headers.asks_for_frame():
        return ["embed/error.html"]
    if request.blueprint == "review" and guards.signed_in_as_moderator():
        return ["review/error.html"]
    if request.blueprint == "office" and status == 404 and guards.signed_in_as_moderator():
        return ["office/nothing.html"]
    return [f"errors/{status}.html", "errors/error.html"]


def wants_text() -> bool:
    """Whether a script asks: tus clients, and everything that does not ask for HTML."""
    asks_html = request.accept_mimetypes.accept_html and not request.headers.get("Tus-Resumable")
    return not asks_html
