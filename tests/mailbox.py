"""An SMTP server on this machine that keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import free_port


class Mailbox:
    """What came, and what the server answers to the next message (RFC 5321, 4.2)."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answers: list[str] = []  # to the next ones, instead of taking them
        self.refusals: list[str] = []  # of the next readers
        self.url = ""

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take a reader, or not."""
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # the library's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        """Take a message, or not."""
        if self.answers:
            return self.answers.pop(0)
        came: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(came)
        return "250 OK"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Let a server listen on a free port."""
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    mailbox.url = f"smtp://127.0.0.1:{server.port}"
    try:
        yield mailbox
    finally:
        server.stop()
