"""Show the second factor: a passkey, the code of an app, or a recovery code."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery import second_factor
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.models import Account
from gallery.web import say
from gallery.web.current import tools
from gallery.web.factors import asked_to_sign, use_passkey
from gallery.web.limits import hidden, limiter, was_refused
from gallery.web.sign_in.door import let_in, own_path, pages
from gallery.web.sign_in.half import Half, find_half, half_or_404, name_of_half

#: Failed tries, of one account and from one address.
TRIES = "5 per minute; 20 per hour; 60 per day"


def account_at_hand() -> str:
    """Return the keyed hash of the account whose second factor is tried."""
    return hidden(f"second factor of {name_of_half()}")


@pages.get("/sign-in/second")
def second() -> ResponseReturnValue:
    """Ask for the second factor; who has none yet sets one up."""
    half = find_half()
    if half is None:
        return redirect(url_for("sign_in.sign_in"))
    if not second_factor.list_factors(half.account):
        return redirect(url_for("sign_in.set_up"))
    return _show(half)


@pages.post("/sign-in/second")
@limiter.limit(TRIES, deduct_when=was_refused)
@limiter.limit(TRIES, key_func=account_at_hand, deduct_when=was_refused)
def check_second() -> ResponseReturnValue:
    """Let in who shows it."""
    half = half_or_404()
    verb = use_passkey if request.form.get("credential") else _by_code
    try:
        with unit_of_work():
            verb(half.account)
    except BadInput as mistake:
        return _show(half, error=say.sentence(mistake)), 403
    let_in(half.account)
    return redirect(own_path(half.next))


Verb = Callable[[Account], None]


def _by_code(account: Account) -> None:
    """Take a code of an app, or a recovery code."""
    second_factor.use_code(account, request.form.get("code", "")[:40], tools=tools())


def _show(half: Half, *, error: str = "") -> str:
    """Ask for it."""
    asked = asked_to_sign(half.account)
    return render_template("sign_in/second.html", asked=asked, error=error)
