"""What organisers do to those who work here: as what, which photos they see, keeping them out.

Each act stands in the log: who did it (nobody is the operator), on whom, from what to what. Names
and addresses do not: accounts stand there by their numbers.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from gallery import accounts, scope, sessions
from gallery.db import db
from gallery.errors import BadInput, Conflict
from gallery.journey.audit import note_apart
from gallery.models import ORGANISER, ROLES, Account, Decision, Place
from gallery.toolbox import Toolbox


def keep_out(account: Account, *, tools: Toolbox, by: Account | None = None) -> None:
    """Keep somebody out at once. Nobody locks out themselves, or the last who can run the campaign.

    The operator may: who has the machine may keep out anybody.
    """
    if by:
        _require_others(account, by=by)
    account.active, account.left_on = False, tools.now().date()
    sessions.end_all(account, tools=tools)  # they stay ended if it is let in again
    _note(account, "keep-out", tools=tools, by=by)
    _close_doors(account, tools=tools, by=by)


def let_in(account: Account, *, tools: Toolbox, by: Account | None = None) -> None:
    """Let somebody in again."""
    account.active, account.left_on = True, None
    _note(account, "let-in", tools=tools, by=by)


def change_role(account: Account, role: str, *, by: Account, tools: Toolbox) -> None:
    """Give a colleague another role; nobody changes their own, so an organiser is always left."""
    if role not in ROLES:
        raise BadInput("unknown-role", role=role)
    if account.id == by.id:
        raise Conflict("not-your-own-role")
    former = account.role
    if former == ORGANISER and role != ORGANISER:
        _require_others(account, by=by)  # two may take the role of each other at the same moment
        _close_doors(account, tools=tools, by=by)
    accounts.give_role(account, role)
    if role != former:
        _note(account, "role", tools=tools, by=by, **{"from": former, "to": role})


def add_place(account: Account, place: Place, *, by: Account, tools: Toolbox) -> None:
    """Let somebody see a country or a city."""
    _change_places(account, lambda: scope.add_place(account, place), by=by, tools=tools)


def remove_place(account: Account, number: int, *, by: Account, tools: Toolbox) -> None:
    """Take a place away."""
    _change_places(account, lambda: scope.remove_place(account, number), by=by, tools=tools)


def open_everywhere(account: Account, *, by: Account, tools: Toolbox) -> None:
    """Let somebody see everything."""
    _change_places(account, lambda: scope.open_everywhere(account), by=by, tools=tools)


def _require_others(account: Account, *, by: Account) -> None:
    """Raise Conflict for oneself, and for the last who can run the campaign."""
    if account.id == by.id:
        raise Conflict("not-yourself")
    left = db.session.scalars(accounts.active_organisers().with_for_update(of=Account)).all()
    if all(organiser.id == account.id for organiser in left):
        raise Conflict("last-organiser")


def _close_doors(account: Account, *, tools: Toolbox, by: Account | None) -> None:
    """Let open links that somebody made, or that are for them, open nothing any more.

    Else a rogue organiser, once kept out, would come in again as somebody else.
    """
    made = select(Decision.details).where(
        Decision.account_id == account.id, Decision.act.in_(("invite", "way-back"))
    )
    marks = {said["invitation"] for said in db.session.scalars(made)}
    for invitation in accounts.open_invitations():
        if invitation.mark in marks or invitation.account_id == account.id:
            accounts.take_back(invitation.id, by=by, tools=tools)


def _change_places(
    account: Account, change: Callable[[], None], *, by: Account, tools: Toolbox
) -> None:
    """Change what somebody sees, and write down from what to what; no place is everything."""
    former = _places_of(account)
    change()
    db.session.flush()
    places = _places_of(account)
    if places != former:
        _note(account, "places", tools=tools, by=by, **{"from": former, "to": places})


def _places_of(account: Account) -> list[list[str | int | None]]:
    """Return what somebody is limited to, as the log keeps it."""
    return [[each.country, each.city_id] for each in account.scopes]


def _note(account: Account, act: str, *, tools: Toolbox, by: Account | None, **said: Any) -> None:
    """Write down what was done to whom."""
    note_apart(act, tools=tools, by=by, details={"account": account.id, **said})
