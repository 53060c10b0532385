"""Messages by e-mail, through the SMTP server that the settings name; without one, none."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from gallery.errors import BadSetting, Unavailable, Undeliverable

log = logging.getLogger(__name__)

PATIENCE = 20  # seconds
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class Mail(Protocol):
    """Who takes messages to their readers."""

    def send(self, message: EmailMessage) -> None:
        """Hand a message over. Raises Unavailable to be tried again, Undeliverable for ever."""


class Smtp:
    """An SMTP server (RFC 5321), with TLS from the beginning, by STARTTLS, or on this machine."""

    def __init__(self, url: str) -> None:
        self._server = _read(url)

    def send(self, message: EmailMessage) -> None:
        """Hand a message over. Errors of the library name the reader, so none of them goes on."""
        trouble: Exception
        try:
            with self._connect() as line:
                line.send_message(message)
            return
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            is_final = all(500 <= code < 600 for code in codes)
            trouble = Undeliverable() if is_final else Unavailable("mail-unavailable")
        except (smtplib.SMTPException, OSError) as error:
            log.warning("the mail server did not take a message (%s)", type(error).__name__)
            trouble = Unavailable("mail-unavailable")
        raise trouble

    def _connect(self) -> smtplib.SMTP:
        """Open a line to the server."""
        at, secure = self._server, ssl.create_default_context()
        host, port = str(at.hostname), at.port or PORTS[at.scheme]
        here = "localhost"  # else the library asks the network for this machine's name
        if at.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, local_hostname=here, timeout=PATIENCE, context=secure
            )
        else:
            line = smtplib.SMTP(host, port, local_hostname=here, timeout=PATIENCE)
        if at.scheme == "smtp+starttls":
            line.starttls(context=secure)
        if at.username:
            line.login(unquote(at.username), unquote(at.password or ""))
        return line


def open_mail(url: str) -> Mail | None:
    """Return the mail server of a URL such as smtps://name:word@mail.example.org, or none."""
    return Smtp(url) if url else None


def _read(url: str) -> SplitResult:
    """Read the URL of a mail server; raise BadSetting for what is none."""
    try:
        at = urlsplit(url)
        is_one = at.scheme in PORTS and bool(at.hostname) and (at.port is None or at.port > 0)
    except ValueError as error:
        raise BadSetting("bad-setting", setting="GALLERY_MAIL_URL") from error
    if not is_one:
        raise BadSetting("bad-setting", setting="GALLERY_MAIL_URL")
    return at
