"""Sign in with e-mail and password, which is the first half of it; and sign out."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import logout_user

from gallery import sessions
from gallery.db import unit_of_work
from gallery.web.current import tools
from gallery.web.forms import SignIn
from gallery.web.guards import is_live, session_token
from gallery.web.limits import account_asked_for, limiter, was_refused
from gallery.web.sign_in.door import own_path, pages
from gallery.web.sign_in.half import begin_half
from gallery.web.sign_in.keeping import find_account

#: Failed tries. Each longer span makes the wait grow.
BY_ADDRESS = "5 per minute; 20 per hour; 60 per day"
BY_ACCOUNT = "10 per minute; 60 per hour; 200 per day"


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    if is_live():
        return redirect(own_path(request.args.get("next")))
    form = SignIn(next=request.args.get("next", ""))
    return render_template("sign_in/sign_in.html", form=form)


@pages.post("/sign-in")
@limiter.limit(BY_ADDRESS, deduct_when=was_refused)
@limiter.limit(BY_ACCOUNT, key_func=account_asked_for, deduct_when=was_refused)
def check_sign_in() -> ResponseReturnValue:
    """Ask who knows the password for the second factor."""
    form = SignIn()
    account = find_account(form.email.data or "", form.password.data or "")
    if account is None:
        error = _("E-mail or password is wrong. Check both, then try again.")
        return render_template("sign_in/sign_in.html", form=form, error=error), 403
    begin_half(account, next_path=form.next.data or "")
    return redirect(url_for("sign_in.second"))


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session, here and wherever its cookie was copied to."""
    token = session_token()
    if token:
        with unit_of_work():
            sessions.end(token, tools=tools())
    logout_user()
    session.clear()
    return redirect(url_for("sign_in.sign_in"))
