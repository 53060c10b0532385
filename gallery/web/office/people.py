"""The people who work here: who they are, who is invited; keeping accounts out."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from gallery import accounts, colleagues, second_factor
from gallery.db import unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.models import Account
from gallery.web import say
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools
from gallery.web.office.door import blame, not_kept, pages
from gallery.web.office.forms import InvitationForm
from gallery.web.office.places import countries_to_choose, place_meant
from gallery.web.office.posting import HandedOut, link_of, reader_of, send_link
from gallery.web.office.staff import invited_row, person_row

INVITATION = "invitation"


@pages.get("/people/")
def people() -> str:
    """List who works here; an invitation that was just made is shown once."""
    return _show(InvitationForm(), token=session.pop(INVITATION, ""))


@pages.post("/people/")
@only_when_sure()
def invite() -> ResponseReturnValue:
    """Make a one-time sign-up link."""
    form = InvitationForm()
    is_good = form.validate()
    if is_good and form.email.data and accounts.find_account(form.email.data, tools=tools()):
        blame(form, "email", BadInput("email-taken"))
        is_good = False
    if not is_good:
        return _show(form, error=not_kept()), 400
    try:
        with unit_of_work(tools().queue.send):
            place = place_meant()
            token = accounts.invite(
                form.role.data,
                tools=tools(),
                by=current_user,
                email=form.email.data or None,
                places=[place] if place else [],
            )
    except BadInput as mistake:
        return _show(form, mistake=mistake), 400
    return hand_out(token)


@pages.post("/people/invitations/send")
def send_invitation() -> ResponseReturnValue:
    """Send a link that was just made; when that fails it is shown again, to be given by hand."""
    token = request.form.get("token", "")
    invitation = accounts.find_invitation(token, tools=tools())
    email, until = reader_of(invitation), invitation.expires_at.date()
    if not send_link(email, link=link_of(token), until=until):
        error = _("The message did not go out. Give them the address yourself.")
        return _show(InvitationForm(formdata=None), token=token, error=error), 503
    flash(_("The link is on its way to %(email)s.", email=email))
    return redirect(url_for("office.people"))


@pages.post("/people/invitations/<int:number>/renew")
@only_when_sure()
def renew_invitation(number: int) -> ResponseReturnValue:
    """Make another link for the same person; the former opens nothing any more."""
    with unit_of_work(tools().queue.send):
        token = accounts.invite_anew(number, by=current_user, tools=tools())
    return hand_out(token)


@pages.post("/people/invitations/<int:number>/take-back")
def take_back_invitation(number: int) -> Response:
    """Let a link open nothing any more."""
    with unit_of_work(tools().queue.send):
        accounts.take_back(number, by=current_user, tools=tools())
    flash(_("The invitation is taken back."))
    return redirect(url_for("office.people"))


@pages.post("/people/disable")
def disable() -> ResponseReturnValue:
    """Keep an account out, at once."""
    try:
        with unit_of_work(tools().queue.send):
            account = _account_meant()
            colleagues.keep_out(account, by=current_user, tools=tools())
    except Conflict as mistake:
        return _show(InvitationForm(formdata=None), error=say.sentence(mistake)), 409
    flash(_("%(name)s is out.", name=account.name))
    return redirect(url_for("office.people"))


@pages.post("/people/enable")
@only_when_sure()
def enable() -> ResponseReturnValue:
    """Let an account in again."""
    with unit_of_work(tools().queue.send):
        account = _account_meant()
        colleagues.let_in(account, by=current_user, tools=tools())
    flash(_("%(name)s may sign in again.", name=account.name))
    return redirect(url_for("office.people"))


def _account_meant() -> Account:
    """Return the account a button stands beside."""
    return accounts.get_account(request.form.get("account", 0, type=int))


def hand_out(token: str) -> Response:
    """Show a link once, on the next page."""
    session[INVITATION] = token
    return redirect(url_for("office.people"))


def _show(
    form: InvitationForm, *, token: str = "", mistake: BadInput | None = None, **said: object
) -> str:
    """Show who works here, and a link just made; ``mistake`` is one about the place."""
    now, secured = tools().now(), second_factor.who_has_one()
    rows = [
        person_row(account, has_factor=account.id in secured) for account in accounts.all_accounts()
    ]
    return render_template(
        "office/people.html",
        people=rows,
        handed_out=_handed_out(token),
        invited=[invited_row(each, now=now) for each in accounts.open_invitations()],
        countries=countries_to_choose(),
        typed=request.form,
        place_error=say.sentence(mistake) if mistake else "",
        form=form,
        days=accounts.INVITATION_LIFE.days,
        **said,
    )


def _handed_out(token: str) -> HandedOut | None:
    """Return what is shown of a link that was just made, if one was."""
    if not token:
        return None
    reader = reader_of(accounts.find_invitation(token, tools=tools()))
    return HandedOut(token=token, url=link_of(token), reader=reader)
