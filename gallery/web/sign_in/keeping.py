"""What Flask-Security keeps for us: who is signed in, and passwords. The pages are ours."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_security.utils import hash_password, verify_and_update_password

from gallery import accounts, sessions
from gallery.db import db
from gallery.models import Account, Role
from gallery.web.current import tools
from gallery.web.forms import LONGEST_PASSWORD
from gallery.web.guards import has_session


def prepare(app: Flask) -> None:
    """Let Flask-Security keep the passwords; sessions are rows of ours."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SALT=app.extensions["toolbox"].keys.subkey("passwords").hex(),
        SECURITY_TRACKABLE=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    )
    with _away_from_visitors(app):
        Security(app, SQLAlchemyUserDatastore(db, Account, Role), register_blueprint=False)
    app.login_manager.user_loader(_find_signed_in)  # type: ignore[attr-defined]


@contextmanager
def _away_from_visitors(app: Flask) -> Iterator[None]:
    """Let what an extension does at every page be done only where there are sessions: visitors have
    none. A page of theirs that asks who is signed in is told so when it asks.
    """
    before, shown = app.before_request_funcs.setdefault(None, []), app.template_context_processors
    known, named = len(before), len(shown[None])
    yield
    before[known:] = [_with_session(each) for each in before[known:]]
    asked = {"current_user": current_user}
    shown[None][named:] = [_with_session(each, asked) for each in shown[None][named:]]


def _with_session(work: Callable[[], Any], otherwise: Any = None) -> Callable[[], Any]:
    """Let something be done only where there is a session."""
    return lambda: work() if has_session() else otherwise


def find_account(email: str, password: str) -> Account | None:
    """Return the account that e-mail and password open; as slow for nobody as for somebody."""
    # Made for the first who asks, known or not, so that nobody's answer takes longer. Not before:
    # it takes 64 MB for a moment.
    nobody = Account(password=_password_of_nobody(), active=False)
    account = accounts.find_account(email, tools=tools())
    subject = account or nobody
    is_right = is_password_of(subject, password)
    return account if account and is_right and account.active else None


def is_password_of(account: Account, password: str) -> bool:
    """Whether this is the password of an account."""
    return bool(verify_and_update_password(password[:LONGEST_PASSWORD], account))


@cache
def _password_of_nobody() -> str:
    """Return a password that nobody has: unknown names take as long as wrong passwords."""
    return str(hash_password(secrets.token_hex()))


def _find_signed_in(token: str) -> Account | None:
    """Return who holds the token of a session that goes on."""
    return sessions.find_account(token, tools=tools())
