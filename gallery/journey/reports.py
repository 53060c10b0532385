"""What moderators do with reports: they are on top of the queue, and each ends in a decision."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select, update

from gallery.db import UnitOfWork, change_rows, db, lock_row
from gallery.errors import Conflict
from gallery.journey.audit import LOOK
from gallery.journey.four_eyes import are_open_to
from gallery.journey.leases import is_free_for
from gallery.journey.proposals import find_asked
from gallery.journey.publish import take_down
from gallery.journey.reporting import LONGEST_HIDDEN, is_open, settle
from gallery.journey.review import Act, decide
from gallery.journey.withdraw import take_away
from gallery.models import TAKEN_BACK, Account, Decision, Photo, Proposal, Report, ReportKind, Stage
from gallery.scope import limit
from gallery.toolbox import Toolbox

WORDS_KEPT = timedelta(days=30)  # after the decision
TOLD_AGAIN = timedelta(hours=24)  # organisers hear of a flood of reports once a day
#: People first, then the rest.
URGENT = (ReportKind.DANGER, ReportKind.IN_IT, ReportKind.CHILD)
#: Of several reports the first of these is what a sender is told of.
WEIGHTS = (*URGENT, ReportKind.COPYRIGHT, ReportKind.FACTS, ReportKind.OTHER, ReportKind.ALARM)
#: In these it is, or is about to be, before everybody's eyes.
SHOWN = (Stage.PUBLISHED, Stage.APPROVED)


def count_reported(by: Account) -> int:
    """Count the photos about which somebody is to decide a report."""
    counted = _reported(by).with_only_columns(func.count(Photo.id.distinct()))
    return db.session.scalar(counted) or 0


def find_reported(by: Account, *, free_at: datetime | None = None) -> Photo | None:
    """Return the photo that is to be decided first: people before facts, then the oldest report.

    ``free_at``: only what nobody else is looking at then.
    """
    urgency = func.min(case((Report.kind.in_(URGENT), 0), else_=1))
    wanted = _reported(by)
    if free_at:
        wanted = wanted.where(is_free_for(by, now=free_at))
    first = wanted.group_by(Photo.id).order_by(urgency, func.min(Report.id)).limit(1)
    number = db.session.scalar(first.with_only_columns(Photo.id))
    return db.session.get(Photo, number) if number else None


def find_first_moment(by: Account) -> datetime | None:
    """Return since when somebody could decide a report."""
    first = _reported(by).with_only_columns(func.min(Report.at)).select_from(Photo)
    return db.session.scalar(first)


def find_urgent(by: Account, *, free_at: datetime | None = None) -> Photo | None:
    """Return what goes before all that waits: reports, then what senders ask. Not for trainees."""
    if by.is_trainee or not _is_anything_asked():
        return None
    return find_reported(by, free_at=free_at) or find_asked(by, free_at=free_at)


def _is_anything_asked() -> bool:
    """Whether there is any report or wish at all: mostly not, and then this is all that is read."""
    kinds = (exists().where(is_open()), exists().where(Proposal.id.is_not(None)))
    return any(db.session.execute(select(*kinds)).one())


def reports_of(photo: Photo) -> list[Report]:
    """Return what is reported of a photo and not decided, the oldest first."""
    wanted = select(Report).where(Report.photo_id == photo.id, is_open()).order_by(Report.id)
    return list(db.session.scalars(wanted))


def count_over() -> int:
    """Count the photos that reports would hide, were there not so many reports."""
    wanted = select(func.count(Report.photo_id.distinct())).where(is_open(), Report.is_over)
    return db.session.scalar(wanted) or 0


def leave(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Leave a photo before everybody's eyes as it is."""
    _require(photo, act, *SHOWN)
    settle(photo, now=tools.now())
    photo.version += 1
    decide(photo, act, "leave", tools=tools)


def hide(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a photo from the public until more of it is covered; what was reported stays open."""
    _require(photo, act, Stage.PUBLISHED)
    take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
    photo.asks_cover, photo.faces_confirmed = True, None
    decide(photo, act, "hide", tools=tools)


def withdraw(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a photo away for good, as if its sender had."""
    _require(photo, act, *(stage for stage in Stage if stage not in TAKEN_BACK))
    kinds = {report.kind for report in reports_of(photo)}
    why = next(kind for kind in WEIGHTS if kind in kinds)
    take_away(photo, by=act.by, why=why, tools=tools, unit=unit)


def show_again(*, tools: Toolbox, unit: UnitOfWork) -> int:
    """Publish again what was hidden so long that it had to be decided; return how many.

    Its reports stay on top. What a person or the sender has taken in hand since is not touched.
    """
    late = select(Report).where(is_open(), Report.hid_at <= tools.now() - LONGEST_HIDDEN)
    shown = 0
    for report in list(db.session.scalars(late.order_by(Report.photo_id))):
        lock_row(report.photo)
        if _is_untouched(report.photo, since=report):
            report.photo.move_to(Stage.APPROVED, at=tools.now())
            report.photo.publish_after = tools.now()
            unit.owe("publish", report.photo.id)
            shown += 1
    return shown


def drop_old_words(*, tools: Toolbox) -> None:
    """Erase what was written in reports that were decided long ago."""
    old = update(Report).where(Report.decided_at < tools.now() - WORDS_KEPT)
    db.session.execute(old.where(Report.words != "").values(words=""))
    db.session.execute(old.where(Report.hid_at > Report.at).values(hid_at=Report.at))


def is_alarm_due(now: datetime) -> bool:
    """Whether organisers are to be told that reports hide nothing any more."""
    told = select(Report.id).where(Report.told_at > now - TOLD_AGAIN).limit(1)
    return count_over() > 0 and db.session.scalar(told) is None


def claim_alarm(*, tools: Toolbox) -> bool:
    """Whether this run is to tell the organisers; no other one will before tomorrow."""
    now = tools.now()
    if not is_alarm_due(now):
        return False
    newest = select(func.max(Report.id)).where(is_open(), Report.is_over).scalar_subquery()
    is_free = or_(Report.told_at.is_(None), Report.told_at <= now - TOLD_AGAIN)
    mine = update(Report).where(Report.id == newest, is_free)
    return change_rows(mine.values(told_at=now)) == 1


def _reported(by: Account) -> Select[Photo]:
    """Select the photos within somebody's scope about which they are to decide a report."""
    reported = select(Photo).join(Report, Report.photo_id == Photo.id)
    if by.is_trainee:  # they decide none
        return reported.where(false())
    theirs = limit(reported, by).where(are_open_to(by))
    return theirs.where(is_open(), Photo.stage.not_in(TAKEN_BACK))


def _require(photo: Photo, act: Act, *stages: Stage) -> None:
    """Raise Conflict when somebody was quicker, or the photo is where this act does not belong.

    Also where a report came meanwhile: whoever decides has not read it.
    """
    lock_row(photo)
    if photo.stage not in stages or not reports_of(photo):
        raise Conflict("already-decided", photo=photo.id)
    if photo.version != act.version:
        raise Conflict("changed-meanwhile", photo=photo.id)


def _is_untouched(photo: Photo, *, since: Report) -> bool:
    """Whether a photo is hidden by a report alone, and by nothing that came later."""
    if photo.stage is not Stage.HIDDEN or not photo.may_be_shown or photo.asks_cover:
        return False
    by_hand: tuple[ColumnElement[bool], ...] = (
        Decision.photo_id == photo.id,
        Decision.account_id.is_not(None),
        Decision.act != LOOK,
        Decision.at >= since.hid_at,
    )
    return db.session.scalar(select(Decision.id).where(*by_hand).limit(1)) is None
