"""The password once more, good for ten minutes."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.web.account.door import me, pages
from gallery.web.current import tools
from gallery.web.limits import limiter, was_refused
from gallery.web.sign_in.keeping import is_password_of

SURE = "sure"
LASTS = 600  # seconds


def is_sure(*, lasts: int = LASTS) -> bool:
    """Whether the password was said a moment ago, in this session."""
    return bool(tools().now().timestamp() - session.get(SURE, 0.0) < lasts)


def is_said(password: str) -> bool:
    """Whether this is the password; if so, remember that it was said."""
    is_right = is_password_of(me(), password)
    if is_right:
        session[SURE] = tools().now().timestamp()
    return is_right


def ask_password(*, error: str = "") -> str:
    """Ask for the password before going on."""
    return render_template("account/sure.html", error=error)


@pages.post("/sure")
@limiter.limit("5 per minute; 20 per hour", deduct_when=was_refused)
def say_password() -> ResponseReturnValue:
    """Remember that it was said."""
    if not is_said(request.form.get("password", "")):
        return ask_password(error=_("This is not your present password.")), 403
    return redirect(url_for("account.second_factors"))
