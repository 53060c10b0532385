"""The door of those who sign in: its guard, and what happens once somebody is in."""

import re

from flask import Blueprint, session
from flask_security import current_user
from flask_security.utils import login_user

from gallery import accounts, sessions
from gallery.db import unit_of_work
from gallery.models import Account
from gallery.web.current import campaign, tools
from gallery.web.guards import begin_session, for_signing_in
from gallery.web.languages import chosen, in_language

pages = Blueprint("sign_in", __name__)
for_signing_in(pages)


def let_in(account: Account) -> None:
    """Begin a session of its own: nothing of an earlier one goes on."""
    with unit_of_work():
        accounts.remember_language(account, chosen().language)
        token = sessions.begin(account, tools=tools())
    session.clear()
    login_user(account)
    begin_session(token, now=tools().now())


def own_path(path: str | None) -> str:
    """Return a path of this site to go on to; anything else leads to the first page of work."""
    # Browsers read \ as /, drop tabs, and take // for the beginning of another site's address.
    is_own = path is not None and path.isprintable() and re.match(r"/(?![/\\])", path)
    return in_language(path) if path and is_own else home()


def home() -> str:
    """Return where work begins: organisers first write what is missing."""
    is_closed = current_user.is_organiser and not campaign().is_open
    return in_language("/office/" if is_closed else "/review/")
