"""One's second factors: adding and removing them, new recovery codes. Asks who it is first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import second_factor
from gallery.db import unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.models import APP
from gallery.web import status_of
from gallery.web.account.door import me, pages
from gallery.web.account.sure import ask, is_sure
from gallery.web.current import tools
from gallery.web.factors import add_factor, shown_ways, told


@dataclass(frozen=True)
class FactorRow:
    """What somebody has."""

    number: int
    name: str
    added_on: date


@pages.get("/second-factor/")
def second_factors() -> str:
    """Show what one has, and how to add another one."""
    return _show() if is_sure() else ask()


@pages.post("/second-factor/")
def add_second_factor() -> ResponseReturnValue:
    """Add a passkey or an app."""
    return _change(lambda: add_factor(me()))


@pages.post("/second-factor/remove")
def remove_second_factor() -> ResponseReturnValue:
    """Remove one that is not the last."""
    number = request.form.get("factor", 0, type=int)
    return _change(lambda: second_factor.remove(me(), number))


@pages.post("/second-factor/codes")
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them (the only time, so there is no redirect)."""
    if not is_sure():
        return ask(), 403
    with unit_of_work():
        codes = second_factor.make_recovery_codes(me(), tools=tools())
    return render_template("sign_in/recovery.html", codes=codes, onward=url_for("account.own"))


def _change(verb: Callable[[], None]) -> ResponseReturnValue:
    """Change something, if it was shown who asks."""
    if not is_sure():
        return ask(), 403
    try:
        with unit_of_work():
            verb()
    except (BadInput, Conflict) as mistake:
        return _show(**told(mistake)), status_of(mistake)
    flash(_("This is kept."))
    return redirect(url_for("account.second_factors"))


def _show(**said: str) -> str:
    """Show what one has."""
    return render_template(
        "account/second_factors.html",
        factors=[
            FactorRow(each.id, _("App") if each.kind == APP else _("Passkey"), each.added_on)
            for each in second_factor.list_factors(me())
        ],
        left=second_factor.count_codes_left(me()),
        ways=shown_ways(me()),
        **said,
    )
