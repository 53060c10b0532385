"""The people who work here: inviting moderators and organisers, keeping accounts out."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from gallery import accounts
from gallery.db import unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.models import Account
from gallery.web import say
from gallery.web.current import absolute_url, tools
from gallery.web.office.door import blame, not_kept, pages
from gallery.web.office.forms import InvitationForm

INVITATION = "invitation"


@dataclass(frozen=True)
class PersonRow:
    """Somebody who works here."""

    number: int
    name: str
    email: str
    role: str
    is_active: bool
    is_oneself: bool


@pages.get("/people/")
def people() -> str:
    """List who works here; an invitation that was just made is shown once."""
    return _show(InvitationForm(), invitation=session.pop(INVITATION, None))


@pages.post("/people/")
def invite() -> ResponseReturnValue:
    """Make a one-time sign-up link."""
    form = InvitationForm()
    is_good = form.validate()
    if is_good and form.email.data and accounts.find_account(form.email.data, tools=tools()):
        blame(form, "email", BadInput("email-taken"))
        is_good = False
    if not is_good:
        return _show(form, error=not_kept()), 400
    with unit_of_work(tools().queue.send):
        token = accounts.invite(form.role.data, tools=tools(), email=form.email.data or None)
    session[INVITATION] = absolute_url("sign_in.sign_up", token=token)
    return redirect(url_for("office.people"))


@pages.post("/people/disable")
def disable() -> ResponseReturnValue:
    """Keep an account out, at once."""
    try:
        with unit_of_work(tools().queue.send):
            account = _account_meant()
            accounts.disable_other(account, by=current_user, tools=tools())
    except Conflict as mistake:
        return _show(InvitationForm(formdata=None), error=say.sentence(mistake)), 409
    flash(_("%(name)s is out.", name=account.name))
    return redirect(url_for("office.people"))


@pages.post("/people/enable")
def enable() -> Response:
    """Let an account in again."""
    with unit_of_work(tools().queue.send):
        account = _account_meant()
        accounts.enable(account)
    flash(_("%(name)s may sign in again.", name=account.name))
    return redirect(url_for("office.people"))


def _account_meant() -> Account:
    """Return the account a button stands beside."""
    return accounts.get_account(request.form.get("account", 0, type=int))


def _show(form: InvitationForm, **said: object) -> str:
    """Show who works here."""
    rows = [_row(account) for account in accounts.all_accounts()]
    return render_template("office/people.html", people=rows, form=form, **said)


def _row(account: Account) -> PersonRow:
    """Show an account."""
    return PersonRow(
        number=account.id,
        name=account.name,
        email=accounts.read_email(account, tools=tools()),
        role=_("organiser") if account.is_organiser else _("moderator"),
        is_active=account.active,
        is_oneself=account.id == current_user.id,
    )
