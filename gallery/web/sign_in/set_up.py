"""Set up the first second factor, right at the first sign-in; recovery codes are shown once."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gallery import second_factor
from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.web.current import tools
from gallery.web.factors import add_factor, shown_ways, told
from gallery.web.limits import limiter, was_refused
from gallery.web.sign_in.door import let_in, own_path, pages
from gallery.web.sign_in.half import Half, find_half, half_or_404
from gallery.web.sign_in.second import TRIES, account_at_hand


@pages.get("/sign-in/set-up")
def set_up() -> ResponseReturnValue:
    """Offer a passkey and an app; who has a factor shows that one instead."""
    half = find_half()
    if half is None:
        return redirect(url_for("sign_in.sign_in"))
    if second_factor.list_factors(half.account):
        return redirect(url_for("sign_in.second"))
    return _show(half)


@pages.post("/sign-in/set-up")
@limiter.limit(TRIES, deduct_when=was_refused)
@limiter.limit(TRIES, key_func=account_at_hand, deduct_when=was_refused)
def keep_set_up() -> ResponseReturnValue:
    """Keep it, let in, and show the recovery codes (the only time, so there is no redirect)."""
    half = half_or_404()
    try:
        with unit_of_work():
            if second_factor.list_factors(half.account):
                raise BadInput("wrong-code")  # a password alone adds no second one
            add_factor(half.account)
            codes = second_factor.make_recovery_codes(half.account, tools=tools())
    except BadInput as mistake:
        return _show(half, **told(mistake)), 403
    let_in(half.account)
    return render_template("sign_in/recovery.html", codes=codes, onward=own_path(half.next))


def _show(half: Half, **said: str) -> str:
    """Offer the ways."""
    return render_template("sign_in/set_up.html", ways=shown_ways(half.account), **said)
