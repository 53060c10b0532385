"""``gallery search``: let visitors find each photo as its page is; it may run beside everything."""

import sys
from argparse import ArgumentParser, Namespace

from gallery.commands.here import gallery_here
from gallery.db import db, unit_of_work
from gallery.demo.progress import Progress
from gallery.journey.reindexing import count_anew, mend, wrong_photos

BATCH = 500  # photos a unit of work


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> None:
    """Mend, and say how much there was to mend."""
    with gallery_here():
        print(f"photos that were not found as their pages are: {mend_search():,}")


def mend_search() -> int:
    """Mend what differs, some photos at a time; return how many they were."""
    wrong, progress = list(wrong_photos()), Progress(sys.stderr)
    for start in range(0, len(wrong), BATCH):
        with unit_of_work():
            mend(wrong[start : start + BATCH])
        db.session.expunge_all()
        progress.say("Mended", min(start + BATCH, len(wrong)), len(wrong))
    with unit_of_work():
        count_anew()
    return len(wrong)
