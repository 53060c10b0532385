"""Showing once more that it is they, good for ten minutes: by a passkey, or by the password."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.web import say
from gallery.web.account.door import me, pages
from gallery.web.current import tools
from gallery.web.factors import asked_to_sign, use_passkey
from gallery.web.limits import hidden, limiter, was_refused, who_asks
from gallery.web.sign_in.keeping import is_password_of

SURE = "sure"
LASTS = 600  # seconds
#: Failed tries, from one address at one door, and of one account at all of them together.
BY_ADDRESS, BY_ACCOUNT = "5 per minute; 20 per hour", "5 per minute; 20 per hour; 60 per day"


def account_here() -> str:
    """Return the keyed hash of whose session this is; where there is none, of the address."""
    who = current_user.get_id()
    return hidden(f"who they are once more: {who}") if who else who_asks()


limited_by_address = limiter.limit(BY_ADDRESS, deduct_when=was_refused)
limited_by_account = limiter.shared_limit(
    BY_ACCOUNT, scope="who they are once more", key_func=account_here, deduct_when=was_refused
)


def is_sure(*, lasts: int = LASTS) -> bool:
    """Whether it was shown a moment ago, in this session."""
    return bool(tools().now().timestamp() - session.get(SURE, 0.0) < lasts)


def is_tried() -> bool:
    """Whether a form brings a passkey's answer or a password."""
    return bool(request.form.get("credential") or request.form.get("password"))


def what_is_wrong() -> str:
    """Return what is wrong with what a form brings; remember it, where that is nothing."""
    try:
        _check()
    except BadInput as mistake:
        return say.sentence(mistake)
    session[SURE] = tools().now().timestamp()
    return ""


def asked() -> str:
    """Return what a browser is asked for one's passkey; "" where there is none."""
    return asked_to_sign(me(), alone=True)


def ask(*, error: str = "") -> str:
    """Ask who it is before going on."""
    return render_template("account/sure.html", asked=asked(), error=error)


@pages.post("/sure")
@limited_by_address
@limited_by_account
def make_sure() -> ResponseReturnValue:
    """Remember that it was shown."""
    error = what_is_wrong()
    if error:
        return ask(error=error), 403
    return redirect(url_for("account.second_factors"))


def _check() -> None:
    """Raise BadInput unless a form brings what only they can show."""
    if request.form.get("credential"):
        with unit_of_work():
            use_passkey(me(), alone=True)
    elif not is_password_of(me(), request.form.get("password", "")):
        raise BadInput("wrong-password")
