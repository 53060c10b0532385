"""One person who works here: which photos they see, and their way back in."""

from collections.abc import Callable
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from gallery import accounts, colleagues, leaving, second_factor
from gallery.db import unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.models import ROLES, Account
from gallery.web import say, status_of
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools
from gallery.web.office.door import pages
from gallery.web.office.people import hand_out
from gallery.web.office.places import countries_to_choose, place_meant, place_words
from gallery.web.office.staff import person_row, role_words


@pages.get("/people/<int:number>/")
def person(number: int) -> str:
    """Show somebody who works here."""
    return _show(accounts.get_account(number))


@pages.post("/people/<int:number>/places")
@only_when_sure()
def add_place(number: int) -> ResponseReturnValue:
    """Let somebody see a country or a city; from the first one on they see nothing else."""
    return _change(number, _add_place)


@pages.post("/people/<int:number>/places/remove")
@only_when_sure()
def remove_place(number: int) -> ResponseReturnValue:
    """Take a place away."""
    place = request.form.get("place", 0, type=int)
    remove = partial(colleagues.remove_place, number=place, by=current_user, tools=tools())
    return _change(number, remove)


@pages.post("/people/<int:number>/places/everything")
@only_when_sure()
def open_everywhere(number: int) -> ResponseReturnValue:
    """Let somebody see everything."""
    return _change(number, partial(colleagues.open_everywhere, by=current_user, tools=tools()))


@pages.post("/people/<int:number>/role")
@only_when_sure()
def change_role(number: int) -> ResponseReturnValue:
    """Give somebody another role."""
    role = request.form.get("role", "")
    give = partial(colleagues.change_role, role=role, by=current_user, tools=tools())
    return _change(number, give)


@pages.post("/people/<int:number>/way-back")
@only_when_sure()
def make_way_back(number: int) -> ResponseReturnValue:
    """Make a one-time link with which somebody chooses a new password."""
    with unit_of_work(tools().queue.send):
        token = accounts.invite_back(
            accounts.get_account(number),
            tools=tools(),
            by=current_user,
            renews_factor="renews_factor" in request.form,
        )
    return hand_out(token)


@pages.post("/people/<int:number>/erase")
@only_when_sure()
def erase(number: int) -> ResponseReturnValue:
    """Forget who is kept out, for good."""
    try:
        with unit_of_work(tools().queue.send):
            leaving.erase(accounts.get_account(number), by=current_user, tools=tools())
    except Conflict as mistake:
        return _show(accounts.get_account(number), error=say.sentence(mistake)), 409
    flash(_("The account is erased."))
    return redirect(url_for("office.people"))


def _add_place(account: Account) -> None:
    """Add the place that is meant."""
    place = place_meant()
    if place is None:
        raise BadInput("country-missing")
    colleagues.add_place(account, place, by=current_user, tools=tools())


def _change(number: int, verb: Callable[[Account], None]) -> ResponseReturnValue:
    """Change something about somebody, then show them again."""
    try:
        with unit_of_work(tools().queue.send):
            verb(accounts.get_account(number))
    except (BadInput, Conflict) as mistake:
        found = accounts.get_account(number)
        return _show(found, error=say.sentence(mistake)), status_of(mistake)
    flash(_("This is kept."))
    return redirect(url_for("office.person", number=number))


def _show(account: Account, *, error: str = "") -> str:
    """Show somebody."""
    return render_template(
        "office/person.html",
        person=person_row(account, has_factor=bool(second_factor.list_factors(account))),
        places=[(each.id, place_words(each.country, each.city)) for each in account.scopes],
        countries=countries_to_choose(),
        role=account.role,
        days=leaving.AFTER_LEAVING.days,
        roles=[(each, role_words(each)) for each in ROLES],
        typed=request.form,
        error=error,
    )
