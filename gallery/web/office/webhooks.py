"""Where a partner wants to be told what was published and removed: noted, then confirmed."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery import partners
from gallery.db import unit_of_work
from gallery.errors import NotHere
from gallery.journey import hooks
from gallery.models import Partner, Webhook
from gallery.web.account.sure import only_when_sure
from gallery.web.current import tools
from gallery.web.office.door import me, pages


@dataclass(frozen=True)
class WebhookRow:
    """An address, and how it stands; ``secret`` is shown to organisers, for the partner."""

    number: int
    url: str
    secret: str
    state: str
    is_confirmed: bool
    is_stopped: bool


@pages.post("/partners/<int:number>/webhooks/<int:webhook>/confirm")
@only_when_sure()
def confirm_webhook(number: int, webhook: int) -> ResponseReturnValue:
    """Tell an address what happens from now on."""
    with unit_of_work(tools().queue.send):
        row = hooks.find_webhook(require_told(number), webhook)
        hooks.confirm_webhook(row, tools=tools(), by=me())
    flash(_("Confirmed. It is told what happens from now on."))
    return _back(number)


@pages.post("/partners/<int:number>/webhooks/<int:webhook>/drop")
def drop_webhook(number: int, webhook: int) -> ResponseReturnValue:
    """Tell an address nothing more."""
    with unit_of_work(tools().queue.send):
        row = hooks.find_webhook(require_told(number), webhook)
        hooks.drop_webhook(row, tools=tools(), by=me())
    flash(_("It is told nothing more."))
    return _back(number)


def rows_of(partner: Partner) -> list[WebhookRow]:
    """Return the addresses of a partner as they are listed."""
    return [
        WebhookRow(row.id, row.url, row.secret, _state(row), row.is_confirmed, row.is_stopped)
        for row in hooks.list_webhooks(partner)
    ]


def _state(row: Webhook) -> str:
    """Say how an address stands."""
    if not row.is_confirmed:
        return str(_("Not confirmed: nothing is sent there."))
    if row.is_stopped:
        return str(_("Given up: it has not answered for three days."))
    if row.trouble:
        return str(_("It does not answer (%(why)s). We try again.", why=row.trouble))
    return str(_("Confirmed."))


def require_told(number: int) -> Partner:
    """Return a partner that has a key; raise NotHere for others, or where nothing is sent."""
    _supporter, row = partners.find_partner(number)
    if row is None or not tools().settings.webhooks:
        raise NotHere
    return row


def _back(number: int) -> ResponseReturnValue:
    """Go back to the partner's page."""
    return redirect(url_for("office.partner", number=number, _anchor="webhooks"))
