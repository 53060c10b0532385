"""How the engine does: which processes work, what they counted, what is owed and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gallery.db import db, lock_rows
from gallery.measures import Sums, add_up
from gallery.models import Kind, Photo, Process, Stage, Submission
from gallery.toolbox import Toolbox

#: A process says every so often that it is there; unseen for longer it is missed, then it is gone.
EVERY = timedelta(seconds=15)
MISSED, GONE = timedelta(seconds=60), timedelta(minutes=10)
THE_GONE = "gone"
#: What the machines owe a photo in these stages: it should not be there for long.
OWED = (Stage.RECEIVED, Stage.APPROVED, Stage.WITHDRAWN)
PEOPLE = (Stage.WAITING, Stage.HELD)
SLOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Pile:
    """How many photos are in a stage, and since when the one that is there longest."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Engine:
    """How it does at this moment."""

    piles: dict[Stage, Pile]
    owed: dict[Stage, Pile]  # what machines are to do now
    seen: dict[Kind, list[datetime]]  # processes by what they do, the one seen last first
    sums: Sums
    pending: int  # tasks that could be run now
    swept_at: datetime | None

    def count_alive(self, kind: Kind, *, now: datetime) -> int:
        """Return how many processes of a kind were seen lately."""
        return sum(now - at <= MISSED for at in self.seen.get(kind, []))


def note_process(mark: str, kind: Kind, *, tools: Toolbox) -> None:
    """Write down that a process is here, and what it counted so far."""
    process = db.session.get(Process, mark)
    if process is None:
        process = Process(mark=mark, kind=kind)
        db.session.add(process)
    process.seen_at, process.measures = tools.now(), tools.measures.pack()
    db.session.flush()


def add_up_gone(*, tools: Toolbox) -> int:
    """Keep the sums of processes that ended, and forget them; return how many."""
    late = Process.seen_at < tools.now() - GONE
    ended = db.session.scalars(select(Process).where(late, Process.kind != Kind.GONE)).all()
    if not ended:
        return 0
    gone = db.session.get(Process, THE_GONE)
    if gone is None:
        gone = Process(mark=THE_GONE, kind=Kind.GONE, seen_at=tools.now(), measures=Sums().pack())
        db.session.add(gone)
        db.session.flush()
    lock_rows([gone, *ended])
    gone.measures = add_up([gone.measures, *(each.measures for each in ended)]).pack()
    for each in ended:
        db.session.delete(each)
    db.session.flush()
    return len(ended)


def look_at_engine(*, tools: Toolbox) -> Engine:
    """Return how the engine does."""
    processes = db.session.scalars(select(Process).order_by(Process.seen_at.desc())).all()
    sums = add_up(each.measures for each in processes)
    swept = sums.moments.get("done|sweep")
    return Engine(
        piles=_piles(),
        owed={stage: _owed(stage, tools.now()) for stage in OWED},
        seen=_seen(processes),
        sums=sums,
        pending=tools.queue.pending(),
        swept_at=datetime.fromtimestamp(swept, tools.now().tzinfo) if swept else None,
    )


def is_stuck(*, tools: Toolbox) -> bool:
    """Whether photos wait for machines for too long, or the workers there were are gone."""
    now = tools.now()
    seen = db.session.scalar(select(func.max(Process.seen_at)).where(Process.kind == Kind.WORKER))
    if seen is not None and now - seen > MISSED:
        return True
    since = [_owed(stage, now).oldest for stage in OWED]
    return any(oldest is not None and now - oldest > SLOW for oldest in since)


def is_backlog_full(*, tools: Toolbox) -> bool:
    """Whether as many photos wait for a worker as may."""
    most = tools.settings.max_backlog
    received = select(func.count(Photo.id)).where(Photo.stage == Stage.RECEIVED)
    return most > 0 and (db.session.scalar(received) or 0) >= most


def _owed(stage: Stage, now: datetime) -> Pile:
    """Count the photos of a stage that machines are to do something with now."""
    since = Photo.publish_after if stage is Stage.APPROVED else Photo.stage_since
    wanted = select(func.count(Photo.id), func.min(since)).where(Photo.stage == stage, since <= now)
    return Pile(*db.session.execute(wanted).one())


def _seen(processes: Sequence[Process]) -> dict[Kind, list[datetime]]:
    """Return when processes were seen, by what they do."""
    kinds = (Kind.WEB, Kind.WORKER)
    return {kind: [each.seen_at for each in processes if each.kind is kind] for kind in kinds}


def _piles() -> dict[Stage, Pile]:
    """Count photos by stage; what nobody sent yet waits for nobody."""
    wanted = select(Photo.stage, func.count(Photo.id), func.min(Photo.stage_since))
    found = {
        stage: Pile(count, oldest)
        for stage, count, oldest in db.session.execute(wanted.group_by(Photo.stage))
    }
    sent = (
        select(Photo.stage, func.count(Photo.id), func.min(Submission.sent_at))
        .join(Photo.submission)
        .where(Photo.stage.in_(PEOPLE), Submission.sent_at.is_not(None))
        .group_by(Photo.stage)
    )
    waiting = {stage: Pile(count, oldest) for stage, count, oldest in db.session.execute(sent)}
    empty = Pile(0, None)
    return {stage: (waiting if stage in PEOPLE else found).get(stage, empty) for stage in Stage}
