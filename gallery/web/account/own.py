"""What is one's own: the sessions one is signed in with, and the password."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import hash_password
from werkzeug.wrappers import Response

from gallery import accounts, sessions
from gallery.db import unit_of_work
from gallery.journey import digests
from gallery.models import SignedIn
from gallery.web.account.door import me, pages
from gallery.web.account.sure import limited_by_account, limited_by_address
from gallery.web.current import tools
from gallery.web.forms import NewPassword
from gallery.web.guards import session_token
from gallery.web.languages import chosen
from gallery.web.sign_in.keeping import is_password_of


@dataclass(frozen=True)
class SessionRow:
    """Where somebody is signed in."""

    number: int
    begun_at: datetime
    is_this_one: bool


@pages.get("/")
def own() -> str:
    """Show what is one's own."""
    return _show(NewPassword(formdata=None))


@pages.post("/password")
@limited_by_address
@limited_by_account
def change_password() -> ResponseReturnValue:
    """Keep another password; every other session ends."""
    form = NewPassword()
    is_good = form.validate()
    if is_good and not is_password_of(me(), form.former.data):
        form.former.errors = [_("This is not your present password.")]
        is_good = False
    if not is_good:
        return _show(form), 400
    password_hash = hash_password(form.password.data)  # no unit waits for it
    with unit_of_work():
        account = accounts.get_account(me().id)
        accounts.change_password(account, password_hash)
        sessions.end_all(account, but=session_token(), tools=tools())
    flash(_("Your new password is kept. You are signed out everywhere else."))
    return redirect(url_for("account.own"))


@pages.post("/sessions/end")
def end_session() -> Response:
    """End one of one's sessions."""
    with unit_of_work():
        sessions.end_one(me(), request.form.get("session", 0, type=int))
    flash(_("This session is ended."))
    return redirect(url_for("account.own"))


@pages.post("/sessions/end-others")
def end_other_sessions() -> Response:
    """End all of one's sessions but this one."""
    with unit_of_work():
        sessions.end_all(me(), but=session_token(), tools=tools())
    flash(_("You are signed out everywhere else."))
    return redirect(url_for("account.own"))


@pages.post("/digest")
def choose_digest() -> Response:
    """Keep whether one wants to be told of what waits; in the language of the page."""
    wants = "digest" in request.form
    with unit_of_work():
        digests.choose(accounts.get_account(me().id), wants=wants, language=chosen().language)
    flash(_("This is kept."))
    return redirect(url_for("account.own"))


def _show(form: NewPassword) -> str:
    """Show one's own page."""
    rows = [_row(each) for each in sessions.list_sessions(me(), tools=tools())]
    return render_template("account/own.html", form=form, sessions=rows, digest=_digest_hours())


def _digest_hours() -> int:
    """Return after how many hours one would be told of what waits; 0: never."""
    is_told = tools().mail is not None and me().is_moderator
    return tools().settings.digest_hours if is_told else 0


def _row(row: SignedIn) -> SessionRow:
    """Show a session."""
    is_this_one = sessions.is_session(row, session_token(), tools=tools())
    return SessionRow(row.id, row.begun_at, is_this_one)
