"""``gallery backup TO``: all that this gallery is, as it is at one moment, while it runs."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from gallery.backups.shelf import Shelf
from gallery.backups.writing import Done, Writing
from gallery.commands.here import alone, gallery_here
from gallery.commands.init import require_newest
from gallery.demo.progress import Progress
from gallery.sealing import Sealer
from gallery.storage import Store, open_store

DAYS = 30  # SAFETY: backups hold what was withdrawn since
MB = 1_000_000  # bytes


def declare(parser: ArgumentParser) -> None:
    """Take where to."""
    words = "a folder, or an address as in GALLERY_STORAGE_URL"
    parser.add_argument("to", metavar="TO", help=words)
    parser.add_argument(
        "--keep",
        type=int,
        default=DAYS,
        metavar="DAYS",
        help=f"drop backups that are older ({DAYS}); the newest always stays",
    )


def run(arguments: Namespace) -> int:
    """Back up; 1 when something that the database names could not be taken."""
    with gallery_here() as (_app, tools):
        require_newest()
        recipient = tools.settings.backup_recipient
        sealer = Sealer(recipient, setting="GALLERY_BACKUP_RECIPIENT") if recipient else None
        shelf = Shelf(store_at(arguments.to), sealer=sealer)
        writing = Writing(shelf, tools=tools, told=Progress(sys.stderr).say)
        with alone(tools.settings, name="backup.lock"):
            done = writing.run(sealed=sealer is not None, days=arguments.keep)
        return _tell(done)


def store_at(said: str) -> Store:
    """Open a store that was named by its address, or a folder by its path."""
    is_address = said.partition(":")[0] in ("folder", "file", "s3", "memory")
    return open_store(said if is_address else f"folder:{Path(said).absolute()}")


def _tell(done: Done) -> int:
    """Say what was done, and what is missing."""
    about = done.about
    if about is None:
        return 1
    how = "sealed" if about.is_sealed else "NOT sealed: keep it where nobody else can read it"
    print(
        f"backup {about.moment} ({how}): {about.photos:,} photos, {about.files:,} files; "
        f"{done.taken:,} of them ({done.size / MB:,.0f} MB) were new, "
        f"{done.dropped:,} that no backup names any more were erased"
    )
    for word, keys in (("is missing", done.missing), ("is damaged", done.damaged)):
        for key in keys:
            print(f"{key} {word}: gallery doctor says more")
    return 1 if done.missing or done.damaged else 0
