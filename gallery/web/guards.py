"""Who may come in. Every blueprint names its guard on the next line; without one, nobody may.

for_visitors     anyone may look; nothing can be changed
for_capabilities anyone who holds a token or code; no foreign page may use it
for_moderators   signed in as moderator or organiser, or as a trainee who changes little
for_organisers   signed in as organiser
"""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask, Request, Response, abort, redirect, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_security import current_user
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter

from gallery import sessions
from gallery.web.current import site_url, split_address, tools

Guard = Callable[[], ResponseReturnValue | None]
READING = ("GET", "HEAD", "OPTIONS")

#: Forms of those who sign in have words only: no file lands in a temporary folder.
LARGEST_FORM = 2_000_000  # bytes
#: But for a logo, which is small enough to stay in memory (Werkzeug writes from 500 KB on).
WITH_FILE = {"office.keep_supporter": 480_000}
LONGEST, IDLE = sessions.LONGEST.total_seconds(), 30 * 60  # seconds
#: Where Flask-Login looks for whose session it is.
TOKEN = "_user_id"
#: A page that stays open asks for this by itself, whether somebody sits before it or not.
UNATTENDED = {"review.now"}

#: What trainees may send: opinions, covers and corrections, and what keeps people safe at once.
FOR_TRAINEES = {
    "review.approve", "review.reject", "review.hold", "review.undo", "review.correct",
    "review.faces", "review.heads", "review.alarm", "review.ask", "review.begin",
    "review.still_here", "review.save",
}  # fmt: skip
#: What leads only to decisions that are not theirs.
NOT_FOR_TRAINEES = {
    "review.first_reported", "review.asked", "review.messages", "review.bulks", "review.bulk",
    "review.plan",
}  # fmt: skip

csrf = CSRFProtect()
GUARDED: set[str] = {"static"}
WITH_SESSION: set[str] = set()
FOR_STAFF: set[str] = set()


class NoCookieForVisitors(SecureCookieSessionInterface):
    """Keeps sessions behind the guards of people who sign in; the public never gets a cookie.

    Flask-Security looks into the session on every page, and Flask would then vary it by cookie.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Begin without one where none came: to look for a signature takes longer than that."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie only where a session belongs."""
        if has_session():
            super().save_session(app, session, response)


class Number(IntegerConverter):
    """A number in an address, no longer than a database takes: a longer one leads nowhere."""

    regex = "[0-9]{1,9}"


def has_session() -> bool:
    """Whether the page asked for is one of those with a session."""
    return request.blueprint in WITH_SESSION


def stand_at(app: Flask) -> None:
    """Refuse whatever no guard stands at."""
    csrf.init_app(app)
    app.url_map.converters["int"] = Number
    app.session_interface = NoCookieForVisitors()

    @app.before_request
    def refuse_unguarded() -> None:
        if request.endpoint and request.blueprint not in GUARDED and request.endpoint != "static":
            abort(404)

    @app.before_request
    def refuse_null_bytes() -> None:
        # No name of ours has one, and PostgreSQL takes none: it would be an error of ours.
        if "\0" in request.path or any("\0" in each for each in request.args.values()):
            abort(404)


def for_visitors(pages: Blueprint) -> None:
    """Let anyone look; nothing can be changed here."""

    def guard() -> ResponseReturnValue | None:
        if request.method not in READING:
            abort(405)
        return None

    _guard(pages, guard)


def for_capabilities(pages: Blueprint) -> None:
    """Let in who holds a capability; another site's page may not send forms here."""

    def guard() -> ResponseReturnValue | None:
        if request.method not in READING and is_foreign():
            abort(403)
        return None

    _guard(pages, guard)


def for_moderators(pages: Blueprint) -> None:
    """Let in moderators and organisers; what changes something needs a CSRF token."""
    WITH_SESSION.add(pages.name)
    FOR_STAFF.add(pages.name)
    _guard(pages, lambda: _let_in(allowed=signed_in_as_moderator() and _is_theirs()))


def for_organisers(pages: Blueprint) -> None:
    """Let in organisers; what changes something needs a CSRF token."""
    WITH_SESSION.add(pages.name)
    FOR_STAFF.add(pages.name)
    _guard(pages, lambda: _let_in(allowed=signed_in_as_organiser()))


def for_signing_in(pages: Blueprint) -> None:
    """Let anyone in who wants to sign in; forms need a CSRF token."""
    WITH_SESSION.add(pages.name)
    _guard(pages, lambda: _let_in(allowed=True))


def begin_session(token: str, *, now: datetime) -> None:
    """Remember a session and when it began; it ends 12 hours later, or after 30 idle minutes."""
    session[TOKEN] = token
    session["since"] = session["seen"] = now.timestamp()


def session_token() -> str:
    """Return the token of the session at hand; "" without one."""
    return str(session.get(TOKEN, ""))


def is_live() -> bool:
    """Whether the session of a signed-in person goes on; being here keeps it from idling."""
    now = tools().now().timestamp()
    since, seen = session.get("since", 0.0), session.get("seen", 0.0)
    if not current_user.is_authenticated or now - since > LONGEST or now - seen > IDLE:
        return False
    if request.endpoint not in UNATTENDED:
        session["seen"] = now
    return True


def signed_in_as_moderator() -> bool:
    """Whether somebody asks who looks at photos: a moderator, or a trainee."""
    return is_live() and bool(current_user.may_review)


def signed_in_as_organiser() -> bool:
    """Whether an organiser asks."""
    return is_live() and bool(current_user.is_organiser)


def is_for_staff(endpoint: str) -> bool:
    """Whether only those who work here may see what answers there."""
    return endpoint.partition(".")[0] in FOR_STAFF


def is_foreign() -> bool:
    """Whether another site's page sends this (Fetch Metadata, else Origin)."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and split_address(origin).netloc not in own_hosts()


def own_hosts() -> set[str]:
    """The names under which this site is asked for."""
    return {request.host, split_address(site_url()).netloc}


def _is_theirs() -> bool:
    """Whether somebody may look at this, or do it: trainees send only what is named here."""
    if request.blueprint == "account" or not current_user.is_trainee:
        return True
    if request.method in READING:
        return request.endpoint not in NOT_FOR_TRAINEES
    return request.endpoint in FOR_TRAINEES


def _let_in(*, allowed: bool) -> ResponseReturnValue | None:
    """Send strangers to the sign-in page; unknown and forbidden look alike to the signed in."""
    if not allowed:
        if is_live() or request.method not in READING:
            abort(404)
        return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")))
    if request.method not in READING:
        request.max_content_length = WITH_FILE.get(request.endpoint or "", LARGEST_FORM)
        csrf.protect()
    return None


def _guard(pages: Blueprint, guard: Guard) -> None:
    """Put a guard before every page of a blueprint."""
    GUARDED.add(pages.name)
    pages.before_request(guard)
