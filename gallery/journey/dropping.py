"""Decisions are dropped when their time is over, or when they were on invented photos.

What stands for them in the chain carries the hash of the last one, so that those around it still
fit, and their numbers by year and act. The database lets a decision go only where it is covered.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import and_, delete, or_, select

from gallery.db import db
from gallery.journey.audit import NO_PHOTO, take_head
from gallery.journey.care import begin_of
from gallery.keys import Keys
from gallery.models import Decision, DecisionCut, chain
from gallery.toolbox import Toolbox

KEPT = timedelta(days=3 * 365)  # see SAFETY.md, 3
BATCH = 5000  # decisions at a time
RETENTION, DEMONSTRATION = "retention", "demonstration"


def drop_old(*, tools: Toolbox) -> int:
    """Drop the oldest decisions if their time is over; return how many."""
    limit = begin_of((tools.now() - KEPT).date())
    young = select(Decision.number).where(Decision.number.is_not(None), Decision.at >= limit)
    oldest = select(Decision).where(Decision.number.is_not(None)).order_by(Decision.number)
    first_young = db.session.scalar(young.order_by(Decision.number).limit(1))
    if first_young is not None:
        oldest = oldest.where(Decision.number < first_young)
    rows = list(db.session.scalars(oldest.limit(BATCH)))
    whole = _whole(rows, tools.keys)
    if whole:
        _cut(whole, why=RETENTION, tools=tools)
    return len(whole)


def drop_demonstration(
    photo_ids: Sequence[int], *, people: Sequence[int] = (), tools: Toolbox
) -> None:
    """Drop the decisions on invented photos, and what invented people took of the log."""
    taken = and_(Decision.photo_id == NO_PHOTO, Decision.account_id.in_(people))
    ours = or_(Decision.photo_id.in_(photo_ids), taken)
    wanted = select(Decision).where(ours, Decision.number.is_not(None))
    for run in _runs(db.session.scalars(wanted.order_by(Decision.number)).all()):
        _cut(run, why=DEMONSTRATION, tools=tools)


def count_dropped() -> dict[str, Counter[str]]:
    """Count by year and act what was dropped because its time was over."""
    years: dict[str, Counter[str]] = {}
    for counts in db.session.scalars(
        select(DecisionCut.counts).where(DecisionCut.why == RETENTION)
    ):
        for year, acts in counts.items():
            years.setdefault(year, Counter()).update(acts)
    return years


def _whole(rows: Sequence[Decision], keys: Keys) -> list[Decision]:
    """Return the first ones that follow each other and fit: what does not is evidence."""
    whole: list[Decision] = []
    for row in rows:
        follows = not whole or (row.number, row.previous) == _after(whole[-1])
        entry = chain.entry_of(row, number=row.number or 0, previous=row.previous or "")
        if not follows or row.hash != chain.hash_of(entry, keys):
            break
        whole.append(row)
    return whole


def _after(row: Decision) -> tuple[int, str | None]:
    """Return the number and the hash that the next one names."""
    return (row.number or 0) + 1, row.hash


def _runs(rows: Sequence[Decision]) -> Iterator[list[Decision]]:
    """Yield those whose numbers follow each other together."""
    run: list[Decision] = []
    for row in rows:
        if run and row.number != _after(run[-1])[0]:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _cut(rows: Sequence[Decision], *, why: str, tools: Toolbox) -> None:
    """Let something stand for these decisions, then let them go; two at once do it once."""
    take_head(tools=tools)
    numbers = [row.number or 0 for row in rows]
    here = select(Decision.number).where(Decision.number.in_((numbers[0], numbers[-1])))
    if set(db.session.scalars(here)) != {numbers[0], numbers[-1]}:
        return
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(str(row.at.year), Counter())[row.act] += 1
    cut = DecisionCut(
        first=numbers[0], last=numbers[-1], previous=rows[0].previous, hash=rows[-1].hash, why=why,
        counts={year: dict(acts) for year, acts in counts.items()}, at=tools.now(),
    )  # fmt: skip
    cut.seal = chain.hash_of(chain.cut_of(cut), tools.keys)
    db.session.add(cut)
    db.session.flush()
    covered = Decision.number.between(numbers[0], numbers[-1])
    db.session.execute(
        delete(Decision).where(covered), execution_options={"synchronize_session": False}
    )
