"""Moderators and organisers come in: sign-up by invitation, sign-in, sign-out."""

import re
import secrets
from functools import cache

from flask import (
    Blueprint,
    Flask,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_security.utils import hash_password, login_user, logout_user, verify_and_update_password

from gallery import accounts
from gallery.accounts import Credentials
from gallery.db import db, unit_of_work
from gallery.errors import BadInput
from gallery.models import Account, Role
from gallery.web import say
from gallery.web.current import campaign, tools
from gallery.web.forms import LONGEST_PASSWORD, SignIn, SignUp
from gallery.web.guards import begin_session, for_signing_in, is_live
from gallery.web.languages import in_language
from gallery.web.limits import account_asked_for, limiter, was_refused

pages = Blueprint("sign_in", __name__)
for_signing_in(pages)

#: Failed tries. Each longer span makes the wait grow.
BY_ADDRESS = "5 per minute; 20 per hour; 60 per day"
BY_ACCOUNT = "10 per minute; 60 per hour; 200 per day"


def prepare(app: Flask) -> None:
    """Let Flask-Security keep the session and the passwords; the pages are ours."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SALT=app.extensions["toolbox"].keys.subkey("passwords").hex(),
        SECURITY_TRACKABLE=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    )
    Security(app, SQLAlchemyUserDatastore(db, Account, Role), register_blueprint=False)
    with app.app_context():
        _password_of_nobody()


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    if is_live():
        return redirect(_own_path(request.args.get("next")))
    form = SignIn(next=request.args.get("next", ""))
    return render_template("sign_in/sign_in.html", form=form)


@pages.post("/sign-in")
@limiter.limit(BY_ADDRESS, deduct_when=was_refused)
@limiter.limit(BY_ACCOUNT, key_func=account_asked_for, deduct_when=was_refused)
def check_sign_in() -> ResponseReturnValue:
    """Let in who knows the password."""
    form = SignIn()
    account = find_account(form.email.data or "", form.password.data or "")
    if account is None:
        error = _("E-mail or password is wrong. Check both, then try again.")
        return render_template("sign_in/sign_in.html", form=form, error=error), 403
    _begin(account)
    return redirect(_own_path(form.next.data))


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    if current_user.is_authenticated:
        logout_user()
    session.clear()
    return redirect(url_for("sign_in.sign_in"))


@pages.get("/sign-up/<token>")
def sign_up(token: str) -> ResponseReturnValue:
    """Ask an invited person for name, e-mail and a password."""
    invitation = accounts.find_invitation(token, tools=tools())
    form = SignUp(email=accounts.read_email(invitation, tools=tools()))
    return render_template("sign_in/sign_up.html", form=form, role=invitation.role)


@pages.post("/sign-up/<token>")
@limiter.limit("20 per hour", deduct_when=was_refused)
def check_sign_up(token: str) -> ResponseReturnValue:
    """Make the account and sign it in; a mistake is said and nothing typed is lost."""
    role, form, error = accounts.find_invitation(token, tools=tools()).role, SignUp(), ""
    if form.validate():
        said = _credentials(form)  # hashed before the unit begins: no unit waits for it
        try:
            with unit_of_work():
                account = accounts.accept_invitation(token, said, tools=tools())
            _begin(account)
            return redirect(_home())
        except BadInput as mistake:
            error = say.sentence(mistake)
    return render_template("sign_in/sign_up.html", form=form, role=role, error=error), 400


def find_account(email: str, password: str) -> Account | None:
    """Return the account that e-mail and password open; as slow for nobody as for somebody."""
    account = accounts.find_account(email, tools=tools())
    subject = account or Account(password=_password_of_nobody(), active=False)
    is_right = verify_and_update_password(password[:LONGEST_PASSWORD], subject)
    return account if account and is_right and account.active else None


@cache
def _password_of_nobody() -> str:
    """Return a password that nobody has: unknown names take as long as wrong passwords."""
    return str(hash_password(secrets.token_hex()))


def _begin(account: Account) -> None:
    """Begin a session of its own: nothing of an earlier one goes on."""
    session.clear()
    login_user(account)
    begin_session(tools().now())


def _credentials(form: SignUp) -> Credentials:
    """Return what a new account brings."""
    return Credentials(
        email=str(form.email.data).strip(),
        name=str(form.name.data).strip(),
        password_hash=hash_password(form.password.data),
    )


def _own_path(path: str | None) -> str:
    """Return a path of this site to go on to; anything else leads to the first page of work."""
    # Browsers read \ as /, drop tabs, and take // for the beginning of another site's address.
    is_own = path is not None and path.isprintable() and re.match(r"/(?![/\\])", path)
    return in_language(path) if path and is_own else _home()


def _home() -> str:
    """Return where work begins: organisers first write what is missing."""
    is_closed = current_user.is_organiser and not campaign().is_open
    return in_language("/office/" if is_closed else "/review/")
