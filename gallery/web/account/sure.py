"""Showing once more that it is they: by a passkey, or by the password; good for ten minutes.

For an act in the office it is good for five; what the form there says comes along.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, redirect, render_template, request, session, url_for
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
LASTS, FOR_ACTS = 600, 300  # seconds
#: What a form says only for this page.
OWN_FIELDS = ("csrf_token", "password", "credential")
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


def was_false(response: Response) -> bool:
    """Whether it was shown falsely: other mistakes in an act's form are no guesses."""
    return response.status_code == 403


acts_by_address = limiter.limit(BY_ADDRESS, deduct_when=was_false)
acts_by_account = limiter.shared_limit(
    BY_ACCOUNT, scope="who they are once more", key_func=account_here, deduct_when=was_false
)


def only_when_sure(
    is_needed: Callable[..., bool] = lambda **_: True,
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let an act of the office go on only once it is shown, where that is needed."""

    def guard(act: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(act)
        def guarded(**named: Any) -> ResponseReturnValue:
            if is_sure(lasts=FOR_ACTS) or not is_needed(**named):
                return act(**named)
            error = what_is_wrong() if is_tried() else ""
            if error or not is_tried():
                return _ask_first(error=error), 403 if error else 200
            return act(**named)

        limited: Callable[..., ResponseReturnValue] = acts_by_address(acts_by_account(guarded))
        return limited

    return guard


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


def _ask_first(*, error: str) -> str:
    """Ask who it is before an act; what its form says is not asked again."""
    said = [each for each in request.form.items(multi=True) if each[0] not in OWN_FIELDS]
    here = url_for(str(request.endpoint), **{**(request.view_args or {}), **request.args})
    return render_template("account/first.html", asked=asked(), here=here, said=said, error=error)


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
