"""Where messages go: a mailbox on this machine, and a worker that can send into it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from gallery.mail import Smtp
from gallery.toolbox import Toolbox
from tests.mailbox import Mailbox, open_mailbox
from uploads_worker.tasks import Tasks


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A server that takes our messages."""
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def worker(app: Flask, tools: Toolbox, mailbox: Mailbox) -> Tasks:
    """A worker that can send."""
    settings = replace(tools.settings, site_url="https://example.org", mail_from="team@example.org")
    return Tasks(replace(tools, settings=settings, mail=Smtp(mailbox.url)))
