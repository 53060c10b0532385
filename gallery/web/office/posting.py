"""One-time links by e-mail, where an organiser wishes that: to nobody but whom they are for."""

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime

from flask_babel import gettext as _

from gallery import accounts
from gallery.errors import Unavailable, Undeliverable
from gallery.models import Invitation
from gallery.web.current import absolute_url, tools
from gallery.web.present.names import day_name


@dataclass(frozen=True)
class HandedOut:
    """A link that was just made: shown once, and sent where there is a reader."""

    token: str
    url: str
    reader: str  # an e-mail address, or nothing


def link_of(token: str) -> str:
    """Return the address that opens an invitation."""
    return absolute_url("sign_in.sign_up", token=token)


def reader_of(invitation: Invitation) -> str:
    """Return to whom its link can be sent; "" where that is not known, or nothing can be sent."""
    if tools().mail is None:
        return ""
    return accounts.read_email(invitation.account or invitation, tools=tools())


def send_link(email: str, *, link: str, until: date) -> bool:
    """Send a link; whether the mail server took it."""
    mail = tools().mail
    if mail is None or not email:
        return False
    try:
        mail.send(_letter(email, link=link, until=until))
    except (Unavailable, Undeliverable):
        return False
    return True


def _letter(email: str, *, link: str, until: date) -> EmailMessage:
    """Write what stands around a link: nothing that tells a stranger what it opens."""
    message = EmailMessage()
    message["From"], message["To"] = tools().settings.mail_from, email
    message["Date"] = format_datetime(tools().now())
    message["Subject"] = _("A link for you")
    said = _(
        "here is the link that you were promised. It works once, until %(day)s, and lets you "
        "choose a password.",
        day=day_name(until),
    )
    message.set_content("\n\n".join((_("Hello,"), said, link)))
    return message
