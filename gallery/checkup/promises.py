"""What is owed and what was counted: the queue, stages, tallies, the search."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, func, select, text

from gallery.checkup.finding import Case, Finding, fine, note, wrong
from gallery.commands.search import mend_search
from gallery.db import db, unit_of_work
from gallery.journey import sweep
from gallery.journey.counting import (
    count_cities_in_full,
    count_in_full,
    read_city_tallies,
    read_tallies,
    show_changes,
)
from gallery.journey.reindexing import compare
from gallery.models import City, CityTally, Fingerprint, Photo, Stage, Tally

#: What is owed longer than this is late: the sweeper sends it again before.
LATE = timedelta(minutes=5)
MANY = 1_000  # tasks
NO_WORKER = "see that a worker runs (gallery worker, or gallery serve), and read its log"


def check_queue(case: Case) -> Iterator[Finding]:
    """Ask how many tasks wait, and whether somebody does them."""
    waiting = case.tools.queue.length()
    now = case.tools.now()
    since = oldest_owed(now)
    late = since is not None and since < now - LATE
    if since is not None and late:
        yield wrong(
            "queue",
            f"a photo has waited for a worker since {since:%Y-%m-%d %H:%M} UTC",
            NO_WORKER,
            mend=lambda: _send_again(case),
        )
    if waiting > MANY:
        yield note("queue", f"{waiting:,} tasks wait", "start more workers, see GALLERY_WORKERS")
    elif not late:
        yield fine("queue", f"it answers, {waiting:,} tasks wait")


def oldest_owed(now: datetime) -> datetime | None:
    """Return since when the photo waits that has waited longest for a worker."""
    received = db.session.scalar(
        select(func.min(Photo.stage_since)).where(Photo.stage == Stage.RECEIVED)
    )
    withdrawn = db.session.scalar(
        select(func.min(Photo.stage_since)).where(Photo.stage == Stage.WITHDRAWN)
    )
    approved = db.session.scalar(
        select(func.min(Photo.publish_after)).where(
            Photo.stage == Stage.APPROVED, Photo.publish_after <= now
        )
    )
    return min(filter(None, (received, withdrawn, approved)), default=None)


def check_bytes(_case: Case) -> Iterator[Finding]:
    """Say what the last reading of all files has found, and is not mended yet."""
    broken = select(Fingerprint).where(cast(Fingerprint.broken, String) != "[]")
    rows = db.session.scalars(broken.order_by(Fingerprint.photo_id).limit(MANY)).all()
    for row in rows:
        names = ", ".join(row.broken)
        todo = "see that a worker runs; an original comes back from a backup (docs/operating.md)"
        yield wrong("bytes", f"photo {row.photo_id}: damaged or missing: {names}", todo)
    last = db.session.scalar(select(func.max(Fingerprint.read_at)))
    when = f"files were read last on {last:%Y-%m-%d}" if last else "nothing was ever read through"
    if not rows:
        yield fine("bytes", f"nothing is known to be damaged; {when} (gallery storage check)")


def check_tallies(_case: Case) -> Iterator[Finding]:
    """Compare the tallies with a full count."""
    troubles = [*wrong_tallies(), *wrong_city_tallies()]
    for each in troubles:
        yield wrong("tallies", each, "gallery doctor --repair", mend=_count_once)
    if not troubles:
        yield fine("tallies", "they equal a full count")


def check_search(_case: Case) -> Iterator[Finding]:
    """Compare what visitors find with the photos."""
    troubles = list(compare())
    for each in troubles:
        yield wrong("search", each.removeprefix("search: "), "gallery search", mend=_mend_search)
    if not troubles:
        yield fine("search", "every published photo is found as its page is")


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


def mend_tallies() -> None:
    """Write down a full count in place of the tallies, in one unit of work."""
    if db.engine.dialect.name == "postgresql":  # who publishes now adds to it afterwards
        db.session.execute(text("LOCK TABLE tally, city_tally IN EXCLUSIVE MODE"))
    db.session.execute(delete(Tally))
    db.session.execute(delete(CityTally))
    for scope, (photos, cities) in count_in_full().items():
        db.session.add(Tally(scope=scope, photos=photos, cities=cities))
    for (scope, city_id), photos in count_cities_in_full().items():
        db.session.add(CityTally(scope=scope, city_id=city_id, photos=photos))
    show_changes()


def _count_once() -> str:
    """Mend the tallies, unless that was done a moment ago."""
    if not (any(wrong_tallies()) or any(wrong_city_tallies())):
        return "counted anew"
    with unit_of_work():
        mend_tallies()
    return "counted anew"


def _mend_search() -> str:
    """Let visitors find what is there."""
    mend_search()
    return "visitors find it as it is now"


def _send_again(case: Case) -> str:
    """Send what is owed too long once more; claims of dead workers have run out by then."""
    with unit_of_work(case.tools.queue.send) as unit:
        sent = sweep.send_again(tools=case.tools, unit=unit)
    return f"{sent:,} tasks were sent again"
