"""The mail server of the settings, and what is done about its troubles."""

import logging
from email.message import EmailMessage

import pytest

from config import read_settings
from gallery.errors import BadSetting, Unavailable, Undeliverable
from gallery.mail import Smtp, open_mail
from tests.mailbox import open_mailbox
from tests.servers import free_port


def message() -> EmailMessage:
    """Something to send."""
    message = EmailMessage()
    message["From"], message["To"] = "team@example.org", "vera@example.org"
    message.set_content("Zażółć")
    return message


def test_a_message_comes_as_it_was_written() -> None:
    with open_mailbox() as mailbox:
        Smtp(mailbox.url).send(message())

    (came,) = mailbox.messages
    assert came.get_content().strip() == "Zażółć"


@pytest.mark.parametrize(
    ("answer", "kind"), [("450 Busy", Unavailable), ("550 Unknown", Undeliverable)]
)
def test_a_refused_reader_is_forgotten_or_tried_again_and_never_named(
    answer: str, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with open_mailbox() as mailbox, caplog.at_level(logging.DEBUG, "gallery"):
        mailbox.refusals = [answer]
        with pytest.raises(kind) as failed:
            Smtp(mailbox.url).send(message())

    assert failed.value.__context__ is None or failed.value.__suppress_context__
    assert "vera@example.org" not in caplog.text


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(Unavailable):
        Smtp(f"smtp://127.0.0.1:{free_port()}").send(message())


def test_without_a_setting_there_is_no_mail() -> None:
    assert open_mail("") is None


@pytest.mark.parametrize("url", ["http://example.org", "smtp://", "smtp://h:0", "smtp://h:x", "x"])
def test_what_is_no_mail_server_stops_the_start(url: str) -> None:
    with pytest.raises(BadSetting, match="GALLERY_MAIL_URL"):
        open_mail(url)


def test_a_mail_server_needs_an_address_that_messages_come_from() -> None:
    with pytest.raises(BadSetting, match="GALLERY_MAIL_FROM"):
        read_settings({"GALLERY_MAIL_URL": "smtp://127.0.0.1"})
