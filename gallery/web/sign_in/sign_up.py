"""One-time links: an invited person makes an account, somebody who is here a new password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import hash_password

from gallery import accounts
from gallery.accounts import Credentials
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.models import Invitation
from gallery.web import say
from gallery.web.current import tools
from gallery.web.forms import LostPassword, SignUp
from gallery.web.limits import limiter, was_refused
from gallery.web.sign_in.door import pages
from gallery.web.sign_in.half import begin_half


@pages.get("/sign-up/<token>")
def sign_up(token: str) -> ResponseReturnValue:
    """Ask an invited person for name, e-mail and a password."""
    invitation = accounts.find_invitation(token, tools=tools())
    if invitation.account:
        return _show(invitation, LostPassword(formdata=None))
    return _show(invitation, SignUp(email=accounts.read_email(invitation, tools=tools())))


@pages.post("/sign-up/<token>")
@limiter.limit("20 per hour", deduct_when=was_refused)
def check_sign_up(token: str) -> ResponseReturnValue:
    """Make the account; a mistake is said and nothing typed is lost."""
    invitation = accounts.find_invitation(token, tools=tools())
    return _renew_password(token) if invitation.account else _make_account(token)


def _make_account(token: str) -> ResponseReturnValue:
    """Make an account, which needs a second factor before it is let in."""
    form, error = SignUp(), ""
    if form.validate():
        said = _credentials(form)  # hashed before the unit begins: no unit waits for it
        try:
            with unit_of_work():
                account = accounts.accept_invitation(token, said, tools=tools())
            begin_half(account)
            return redirect(url_for("sign_in.set_up"))
        except BadInput as mistake:
            error = say.sentence(mistake)
    return _show(accounts.find_invitation(token, tools=tools()), form, error=error), 400


def _renew_password(token: str) -> ResponseReturnValue:
    """Keep a new password for somebody who is here; every session of theirs ends."""
    form = LostPassword()
    if not form.validate():
        return _show(accounts.find_invitation(token, tools=tools()), form), 400
    password_hash = hash_password(form.password.data)
    with unit_of_work():
        accounts.use_way_back(token, password_hash, tools=tools())
    flash(_("Your new password is kept. Sign in with it."))
    return redirect(url_for("sign_in.sign_in"))


def _show(invitation: Invitation, form: SignUp | LostPassword, *, error: str = "") -> str:
    """Ask for what an account needs."""
    template = "sign_in/new_password.html" if invitation.account else "sign_in/sign_up.html"
    return render_template(
        template,
        form=form,
        role=invitation.role,
        until=invitation.expires_at.date(),
        error=error,
    )


def _credentials(form: SignUp) -> Credentials:
    """Return what a new account brings."""
    return Credentials(
        email=str(form.email.data).strip(),
        name=str(form.name.data).strip(),
        password_hash=hash_password(form.password.data),
    )
