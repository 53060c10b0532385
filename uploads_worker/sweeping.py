"""What a worker does now and then: what is owed is sent again, what is nobody's is erased."""

from datetime import datetime, timedelta

from gallery import accounts, leaving, partners, starts
from gallery.db import forget_journal, unit_of_work
from gallery.journey import (
    changes,
    digests,
    dropping,
    inquiries,
    leases,
    leftovers,
    letters,
    listing,
    opinions,
    purging,
    quarantine,
    reports,
    second,
    settle,
    statues,
    suggesting,
    sweep,
    watching,
)
from gallery.toolbox import Toolbox

#: Looking through whole stores takes long; what is found there was left by killed runs only.
BETWEEN_TIDYINGS = timedelta(hours=1)


class Sweeper:
    """The broom of one worker process."""

    def __init__(self, tools: Toolbox) -> None:
        self.tools = tools
        self.tidied_at: datetime | None = None

    def remind(self, _photo_id: int = 0) -> None:
        """Send again what is owed too long."""
        with unit_of_work(self.tools.queue.send) as unit:
            sweep.send_again(tools=self.tools, unit=unit)
            purging.send_again(tools=self.tools, unit=unit)

    def sweep(self, _photo_id: int = 0) -> None:
        """Send again what is owed too long, and erase what is nobody's."""
        self.remind()
        with unit_of_work(self.tools.queue.send) as unit:
            sweep.drop_old_drafts(tools=self.tools, unit=unit)
        with unit_of_work():
            starts.drop_old_starts(tools=self.tools)
            accounts.drop_old_invitations(tools=self.tools)
            statues.drop_unused_statues()
            suggesting.drop_unused()
        self._look_after_reports()
        self._look_after_changes()
        with unit_of_work():
            sweep.drop_late_originals(tools=self.tools)
            quarantine.forget_old_hashes(tools=self.tools)
            leases.drop_expired(tools=self.tools)
            opinions.drop_lapsed()
        with unit_of_work(self.tools.queue.send) as unit:
            letters.drop_old(tools=self.tools)
            for number in letters.list_due(tools=self.tools):
                unit.owe("letter", number)
        self._owe_digests()
        pieces = sweep.list_old_pieces(tools=self.tools)
        with unit_of_work():
            orphans = sweep.find_orphans(pieces)
        for key in orphans:
            self.tools.private.delete(key)
        now = self.tools.now()
        if self.tidied_at is None or now - self.tidied_at >= BETWEEN_TIDYINGS:
            self.tidied_at = now
            self.tidy()

    def tidy(self) -> None:
        """Delete what killed runs left in the stores, and what the journal remembers."""
        written = leftovers.list_written(tools=self.tools)
        with unit_of_work():
            left = list(leftovers.find_leftovers(written))
        for store, key in left:
            store.delete(key)
        for store in (self.tools.private, self.tools.public):
            store.tidy(before=self.tools.now() - leftovers.AGE)
        with unit_of_work(self.tools.queue.send) as unit:
            listing.forget_listed_cities(tools=self.tools, unit=unit)
            settle.owe_settling(tools=self.tools, unit=unit)
        with unit_of_work():
            listing.forget_unused_cities()
            dropping.drop_old(tools=self.tools)
            second.drop_old(tools=self.tools)
            leaving.erase_old(tools=self.tools)
            leaving.forget_old_groups(tools=self.tools)
            partners.drop_old_views(tools=self.tools)
            watching.add_up_gone(tools=self.tools)
        forget_journal()

    def _look_after_changes(self) -> None:
        """Date what happened, and forget what happened long ago."""
        today = self.tools.now().date()
        with unit_of_work():
            changes.date_changes(today)
            changes.forget_old_changes(today)

    def _look_after_reports(self) -> None:
        """Show again what was hidden for too long, erase old words, and owe organisers a word."""
        with unit_of_work(self.tools.queue.send) as unit:
            reports.show_again(tools=self.tools, unit=unit)
            reports.drop_old_words(tools=self.tools)
            inquiries.drop_old(tools=self.tools)
            if self.tools.mail is not None and reports.is_alarm_due(self.tools.now()):
                unit.owe("alarm", 0)

    def _owe_digests(self) -> None:
        """Let everybody be told who can decide what has waited too long."""
        if self.tools.mail is not None:
            with unit_of_work(self.tools.queue.send) as unit:
                for number in digests.list_due(tools=self.tools):
                    unit.owe("digest", number)
