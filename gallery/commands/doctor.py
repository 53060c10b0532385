"""``gallery doctor``: compare tallies, what visitors find, and files with the rows; try heads.

``gallery doctor --audit`` checks the log of decisions instead; see docs/audit.md.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from string import hexdigits

from sqlalchemy import select

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db
from gallery.demo.progress import Progress
from gallery.errors import ObjectMissing
from gallery.images.heads import empty_picture, is_installed
from gallery.journey.checking import SHOWN_DIGITS, Known, check_log
from gallery.journey.counting import (
    count_cities_in_full,
    count_in_full,
    read_city_tallies,
    read_tallies,
)
from gallery.journey.reindexing import compare
from gallery.models import City, Photo, Stage
from gallery.storage import Store
from gallery.toolbox import Toolbox

#: Whether moderators are shown where heads are.
HEADS = {
    "off": "heads are not suggested: GALLERY_SUGGEST_HEADS says so",
    "missing": "heads are not suggested: the extra “faces” is not installed",
    "broken": "heads are not suggested: the extra “faces” is installed, but does not work",
    "fine": "heads are suggested: the extra “faces” is installed and works",
}
#: What may be wrong with the log of decisions. A row is one of the table ``decision``.
TROUBLES = {
    "added": "row {row} was not written by the gallery",
    "behind": "the head was set back: it says {first}, the last decision is {last}",
    "broken": "at number {first} the log did not fit its head: decisions before it may be missing",
    "changed": "decision {first} (row {row}) was changed after it was written",
    "cut": "what stands for dropped decisions was changed (row {row} of decision_cut)",
    "head": "the head was changed",
    "missing": "decisions are missing: {first} to {last}",
    "moved": "decision {first} (row {row}) was moved: it was written as number {was}",
    "newest": "the newest decisions are missing: {first} to {last}",
    "no-head": "the head is missing",
    "twice": "number {first} is there twice (row {row})",
    "unlike": "decision {first} is not the one that you wrote down",
    "unlinked": "decision {first} (row {row}) does not follow the one before: one was replaced",
}
WHAT_NOW = (
    "whoever did this can write to the database: keep a copy of it as it is, change its password, "
    "and compare it with the last backup (docs/audit.md)"
)


def declare(parser: ArgumentParser) -> None:
    """Take ``--audit``, and a decision that was written down."""
    parser.add_argument("--audit", action="store_true", help="check the log of decisions")
    parser.add_argument(
        "--known",
        type=_known,
        metavar="NUMBER:HASH",
        help="a decision that you wrote down, such as the last one of an earlier check",
    )


def run(arguments: Namespace) -> int:
    """Print every difference; 1 when there is one."""
    with gallery_here() as (_app, tools):
        require_newest()
        if arguments.audit or arguments.known:
            return check_audit(tools, arguments.known)
        found = list(compare())
        troubles = [*wrong_tallies(), *wrong_city_tallies(), *found, *missing_files(tools)]
        print(HEADS[how_heads_are_seen(tools)])
    print("\n".join(troubles) or "all is well: tallies equal a full count, no file is missing")
    if found:
        print("what visitors find is mended by: gallery search")
    return 1 if troubles else 0


def how_heads_are_seen(tools: Toolbox) -> str:
    """Say how it is with suggestions of heads: try them in the dark room, with nobody there."""
    if not tools.settings.suggest_heads:
        return "off"
    if not is_installed():
        return "missing"
    return "broken" if tools.dark_room.examine(empty_picture()).heads is None else "fine"


def check_audit(tools: Toolbox, known: Known | None = None) -> int:
    """Follow the log of decisions; print what does not fit, and what to do."""
    progress = Progress(sys.stderr)
    done = check_log(
        tools.keys, known=known, told=lambda count, total: progress.say("Checked", count, total)
    )
    print(f"the log of decisions: {done.count:,} decisions, the last one is {done.last}")
    for each in done.troubles:
        print(f"log of decisions: {TROUBLES[each.what].format(**each._asdict())}")
    if done.more:
        print(f"log of decisions: and {done.more:,} more troubles")
    print("the log is whole" if done.is_whole else WHAT_NOW)
    return 0 if done.is_whole else 1


def _known(said: str) -> Known:
    """Read a number and the beginning of its hash."""
    number, _, hashed = said.partition(":")
    is_hash = len(hashed) >= SHOWN_DIGITS and set(hashed) <= set(hexdigits.lower())
    if not (number.isascii() and number.isdigit() and is_hash):
        raise ArgumentTypeError(f"write it as it was told, such as 12:{'0' * SHOWN_DIGITS}")
    return Known(int(number), hashed)


def wrong_tallies() -> Iterator[str]:
    """Yield the scopes whose tally differs from a full count."""
    kept, counted = read_tallies(), count_in_full()
    for scope in sorted(kept.keys() | counted.keys()):
        if kept.get(scope) != counted.get(scope):
            yield f"tally {scope}: kept {kept.get(scope)}, counted {counted.get(scope)}"


def wrong_city_tallies() -> Iterator[str]:
    """Yield the cities whose tally differs from a full count."""
    kept, counted = read_city_tallies(), count_cities_in_full()
    for scope, city_id in sorted(kept.keys() | counted.keys()):
        here = kept.get((scope, city_id), 0), counted.get((scope, city_id), 0)
        if here[0] != here[1]:
            city = db.session.get_one(City, city_id)
            yield f"tally {scope} of {city.path}: kept {here[0]}, counted {here[1]}"


def missing_files(tools: Toolbox) -> Iterator[str]:
    """Yield the published files and the originals that a row points at and no store has."""
    for photo in db.session.scalars(select(Photo).order_by(Photo.id)).yield_per(500):
        if photo.original_key and not _has(tools.private, photo.original_key):
            yield f"photo {photo.id}: its original is missing"
        if photo.stage is Stage.PUBLISHED:
            for name in photo.media_names:
                if not _has(tools.public, f"media/{photo.public_id}/{name}"):
                    yield f"photo {photo.id}: {name} is missing"


def _has(store: Store, key: str) -> bool:
    """Whether a store has a key."""
    try:
        store.stat(key)
    except ObjectMissing:
        return False
    return True
