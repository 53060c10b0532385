"""Moderators and organisers come in: sign-up by invitation, sign-in, sign-out."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import Security, SQLAlchemyUserDatastore, current_user
from flask_security.utils import hash_password, login_user, logout_user, verify_and_update_password
from sqlalchemy import select

from gallery import accounts
from gallery.accounts import Credentials
from gallery.db import db, unit_of_work
from gallery.errors import BadInput
from gallery.models import Account, Role
from gallery.web import say
from gallery.web.current import tools
from gallery.web.guards import begin_session, for_signing_in

pages = Blueprint("sign_in", __name__)
for_signing_in(pages)


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
    # A password nobody has: unknown names take as long as wrong passwords.
    with app.app_context():
        app.extensions["nobody"] = hash_password(app.extensions["toolbox"].keys.new_token())


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    return render_template("sign_in/sign_in.html", next=_own_path(request.args.get("next")))


@pages.post("/sign-in")
def check_sign_in() -> ResponseReturnValue:
    """Let in who knows the password."""
    account = find_account(request.form.get("email", ""), request.form.get("password", ""))
    after = _own_path(request.form.get("next"))
    if account is None:
        error = _("E-mail or password is wrong. Check both, then try again.")
        return render_template("sign_in/sign_in.html", next=after, error=error), 403
    login_user(account)
    begin_session(tools().now())
    return redirect(after)


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    if current_user.is_authenticated:
        logout_user()
    return redirect(url_for("sign_in.sign_in"))


@pages.get("/sign-up/<token>")
def sign_up(token: str) -> ResponseReturnValue:
    """Ask an invited person for name, e-mail and a password."""
    invitation = accounts.find_invitation(token, tools=tools())
    return render_template("sign_in/sign_up.html", invitation=invitation)


@pages.post("/sign-up/<token>")
def check_sign_up(token: str) -> ResponseReturnValue:
    """Make the account and sign it in; a mistake is said and nothing typed is lost."""
    invitation = accounts.find_invitation(token, tools=tools())
    try:
        with unit_of_work():
            account = accounts.accept_invitation(token, _credentials(), tools=tools())
            login_user(account)
    except BadInput as error:
        said = say.sentence(error)
        page = render_template("sign_in/sign_up.html", invitation=invitation, error=said)
        return page, 400
    begin_session(tools().now())
    return redirect(_home())


def find_account(email: str, password: str) -> Account | None:
    """Return the account that e-mail and password open; as slow for nobody as for somebody."""
    wanted = select(Account).where(Account.email == email.strip().lower())
    account = db.session.scalars(wanted).unique().one_or_none()
    subject = account or Account(password=_nobodys_password(), active=False)
    is_right = verify_and_update_password(password, subject)
    return account if account and is_right and account.active else None


def _nobodys_password() -> str:
    """Return the hash of a password nobody has."""
    return str(current_app.extensions["nobody"])


def _credentials() -> Credentials:
    """Read and check what a new account brings."""
    name, email = request.form.get("name", "").strip(), request.form.get("email", "").strip()
    password = request.form.get("password", "")
    if len(password) < accounts.LEAST_PASSWORD:
        raise BadInput("password-too-short", least=accounts.LEAST_PASSWORD)
    if not name or "@" not in email:
        raise BadInput("name-or-email-missing")
    return Credentials(email=email, name=name[:80], password_hash=hash_password(password))


def _own_path(path: str | None) -> str:
    """Return a path of this site to go on to; anything else leads to the first page of work."""
    parts = urlsplit(path or "")
    is_own = bool(path) and not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return path if path and is_own and "\\" not in path else _home()


def _home() -> str:
    """Return where work begins."""
    return "/review/"
