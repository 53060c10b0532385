"""``gallery storage check`` reads every file that a row names; ``copy`` brings all elsewhere.

Both may be stopped at any moment, and go on where they were.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db, unit_of_work
from gallery.demo.progress import Progress
from gallery.errors import GalleryError
from gallery.journey import scrubbing
from gallery.journey.publish import CACHE_CONTROL, MEDIA_TYPES
from gallery.journey.scrubbing import Expected, Seen, State
from gallery.models import Photo
from gallery.storage import open_store
from gallery.storage.copying import Copy, Journal
from gallery.toolbox import Toolbox

BATCH = 20  # photos; so many are read again after a kill
MB = 1_000_000  # bytes


def declare(parser: ArgumentParser) -> None:
    """Take ``check`` and ``copy``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="read every file that a row names, and compare it")
    check.add_argument(
        "--since",
        type=_day,
        metavar="DAY",
        help="leave out what was read on this day (2026-12-31) or later",
    )
    check.add_argument("--rate", type=float, metavar="MB", help="read so much a second at most")
    copy = verbs.add_parser("copy", help="copy a store into another, while both are used")
    for name in ("source", "target"):
        words = "private, public, or an address as in GALLERY_STORAGE_URL"
        copy.add_argument(name, metavar="FROM" if name == "source" else "TO", help=words)
    copy.add_argument("--threads", type=int, default=4, metavar="N", help="so many files at once")


def run(arguments: Namespace) -> int:
    """Check or copy."""
    if arguments.verb == "copy":
        return copy_store(arguments.source, arguments.target, threads=arguments.threads)
    return check_stores(since=arguments.since, rate=arguments.rate)


def copy_store(source: str, target: str, *, threads: int) -> int:
    """Copy a store; what was verified by an earlier run is not sent again."""
    with gallery_here() as (_app, tools):
        if _address(source, tools) == _address(target, tools):
            raise GalleryError("these are the same store")
        name = tools.keys.hash("copy", f"{source} {target}")[:16]
        journal = Journal(
            tools.settings.folder / f"copy-{name}.journal",
            mark=lambda text: tools.keys.hash("copy", text)[:16],
        )
        here, there = (open_store(_address(each, tools)) for each in (source, target))
        copy = Copy(here, there, journal, headers=headers_of, threads=threads)
        progress = Progress(sys.stderr)
        with closing(journal):
            done = copy.run(lambda count, total: progress.say("Copied files", count, total))
        print(
            f"{done.sent:,} files ({done.size / MB:,.0f} MB) were sent and read back, "
            f"{done.found:,} were there already, {done.known:,} had been verified before, "
            f"{done.removed:,} were erased meanwhile"
        )
    return 0


def headers_of(key: str) -> dict[str, str]:
    """Return what a file is stored with: its type, and for caches what is public."""
    kind = MEDIA_TYPES.get(key.rpartition(".")[2])
    if kind is None:
        return {}
    cache = {"cache_control": CACHE_CONTROL} if key.startswith("media/") else {}
    return {"content_type": kind, **cache}


def _address(said: str, tools: Toolbox) -> str:
    """Return the address of a store that was named."""
    ours = {"private": tools.settings.private_store, "public": tools.settings.public_store}
    return ours.get(said, said)


def check_stores(*, since: datetime | None, rate: float | None) -> int:
    """Try both stores, then read all there is; 1 when something is not what was written."""
    with gallery_here() as (_app, tools):
        require_newest()
        for name, store in (("private", tools.private), ("public", tools.public)):
            store.check()
            print(f"the {name} store works", flush=True)
        return Reading(tools, since=since, rate=rate).go()


class Reading:
    """One reading of all files, begun perhaps by a process that was killed."""

    def __init__(
        self, tools: Toolbox, *, since: datetime | None = None, rate: float | None = None
    ) -> None:
        self.tools = tools
        self.pace = pace(rate)
        self.progress = Progress(sys.stderr)
        self.mark = tools.settings.folder / "storage-check.json"
        begun = _begun(self.mark)
        if begun:
            print(f"going on with what began at {begun:%Y-%m-%d %H:%M} UTC", flush=True)
        self.begun = begun or tools.now()
        self.since = max(filter(None, (since, begun)), default=None)
        self.counts = dict.fromkeys(State, 0)
        self.photos = self.size = self.bad = 0

    def go(self) -> int:
        """Read all that is left; return 1 when something is not what was written."""
        self.mark.write_text(json.dumps({"begun": self.begun.isoformat()}))
        total = scrubbing.count_photos(since=self.since)
        last = 0
        while photos := scrubbing.next_photos(after=last, since=self.since, limit=BATCH):
            self._read(photos)
            db.session.rollback()
            last = photos[-1].id
            db.session.expunge_all()
            self.progress.say("Read photos", min(self.photos, total), total)
        for key in scrubbing.missing_pieces(tools=self.tools):
            print(f"{key}, a piece of an upload, is missing or cut", flush=True)
            self.bad += 1
        self.mark.unlink(missing_ok=True)
        print(self._summary())
        return 1 if self.bad else 0

    def _read(self, photos: Sequence[Photo]) -> None:
        """Read the files of some photos, then write down what was found."""
        listed = [(photo.id, scrubbing.list_expected(photo, tools=self.tools)) for photo in photos]
        db.session.rollback()  # none of these needs the database while files are read
        found = [(photo_id, self._seen(files)) for photo_id, files in listed]
        with unit_of_work():
            bad = [
                each
                for photo_id, seen in found
                for each in scrubbing.record(photo_id, seen, tools=self.tools)
            ]
        for each in bad:
            print(_sentence(each), flush=True)
        for photo_id in {each.file.photo_id for each in bad}:
            self.tools.queue.send("mend", photo_id)
        self.bad += len(bad)
        self.photos += len(photos)

    def _seen(self, files: Sequence[Expected]) -> list[Seen]:
        """Read the files of one photo."""
        seen = list(scrubbing.read_files(files, tools=self.tools, spent=self.pace))
        for each in seen:
            self.counts[each.state] += 1
            self.size += each.size
        return seen

    def _summary(self) -> str:
        """Say what was read."""
        files = sum(self.counts.values())
        return (
            f"{self.photos:,} photos, {files:,} files, {self.size / MB:,.0f} MB: "
            f"{self.bad:,} are not what was written"
            + (f", {self.counts[State.LEARNT]:,} are known from now on" * bool(self.learnt))
        )

    @property
    def learnt(self) -> int:
        """How many files nothing was known of."""
        return self.counts[State.LEARNT]


def pace(rate: float | None) -> Callable[[int], None]:
    """Return what waits after so many bytes that no more than a rate (MB/s) are read."""
    began, read = time.monotonic(), 0

    def spent(size: int) -> None:
        nonlocal read
        read += size
        if rate:
            time.sleep(max(0.0, began + read / (rate * MB) - time.monotonic()))

    return spent


def _sentence(each: Seen) -> str:
    """Say what is wrong with a file, and what becomes of it."""
    what = f"photo {each.file.photo_id}: {each.file.what} is {each.state.value}"
    if each.file.key.startswith("originals/"):
        return f"{what}; nothing is made of it. Bring back {each.file.key} from a backup"
    return f"{what}; it is not shown, and is made anew where its original is whole"


def _begun(mark: Path) -> datetime | None:
    """Return when a reading began that was not finished."""
    with suppress(OSError, ValueError, KeyError):
        return datetime.fromisoformat(json.loads(mark.read_text())["begun"])
    return None


def _day(said: str) -> datetime:
    """Read a day."""
    return datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
