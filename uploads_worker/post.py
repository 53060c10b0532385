"""Messages by e-mail: claimed in one unit, sent outside any, written down in another."""

import logging

from gallery import accounts
from gallery.db import unit_of_work
from gallery.errors import Unavailable, Undeliverable
from gallery.journey import digests, letters, reports
from gallery.toolbox import Toolbox
from uploads_worker.digests import write_digest
from uploads_worker.letters import write_alarm, write_letter

log = logging.getLogger(__name__)


class Post:
    """The tasks that write to people; without a mail server none of them does anything."""

    def __init__(self, tools: Toolbox) -> None:
        self.tools = tools

    def letter(self, letter_id: int) -> None:
        """Tell a sender what was decided."""
        mail = self.tools.mail
        if mail is None:
            return
        with unit_of_work():
            work = letters.claim(letter_id, tools=self.tools)
        if work is None:
            return
        try:
            mail.send(write_letter(work, tools=self.tools))
        except Unavailable:
            with unit_of_work():
                letters.record_failed(work, tools=self.tools)
            return
        except Undeliverable:
            with unit_of_work():
                letters.record_undeliverable(work)
            return
        with unit_of_work():
            letters.record_sent(work)

    def alarm(self, _photo_id: int = 0) -> None:
        """Tell organisers that reports hide nothing any more; once a day is enough."""
        mail = self.tools.mail
        with unit_of_work():
            is_mine = mail is not None and reports.claim_alarm(tools=self.tools)
        if mail is None or not is_mine:
            return
        for email, language in accounts.list_organiser_emails(tools=self.tools):
            try:
                mail.send(write_alarm(email, language=language, tools=self.tools))
            except (Unavailable, Undeliverable):
                log.warning("an organiser could not be told of the reports")

    def digest(self, account_id: int) -> None:
        """Tell somebody who decides what has waited too long."""
        mail = self.tools.mail
        if mail is None:
            return
        with unit_of_work():
            digest = digests.claim(account_id, tools=self.tools)
            email = accounts.read_email(accounts.get_account(account_id), tools=self.tools)
        if digest is None:
            return
        try:
            mail.send(write_digest(digest, email, tools=self.tools))
        except Unavailable:
            with unit_of_work():
                digests.record_failed(digest, tools=self.tools)
        except Undeliverable:
            digests.record_undeliverable(digest)
        else:
            with unit_of_work():
                digests.record_sent(digest)
