"""Anyone reports a public photo. Who is in it hides it at once, once, for 72 hours at most.

Above a number an hour, or a share of an edition, reports hide nothing any more: else a crowd could
empty a gallery. They are on top of the moderators' queue all the same, and organisers are told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from gallery.db import UnitOfWork, db, lock_row
from gallery.journey import visit
from gallery.journey.audit import note
from gallery.journey.care import begin_of
from gallery.journey.publish import take_down
from gallery.models import Photo, Report, ReportKind, Stage
from gallery.toolbox import Toolbox

MOST_AN_HOUR = 10  # photos that reports hide
MOST_HIDDEN = 0.02  # of the photos of an edition, at a time; a single one always
LONGEST_HIDDEN = timedelta(hours=72)
MOST_WORDS = 100  # different reports of one photo; more say nothing new
#: In these a photo may be on its way back.
NOT_SEEN = (Stage.HIDDEN, Stage.APPROVED)
#: Reports of these are still heard: it was public a moment ago, or the same form came twice.
JUST_PUBLIC = (Stage.APPROVED, Stage.HIDDEN, Stage.WAITING)


@dataclass(frozen=True)
class Said:
    """What somebody reports."""

    kind: ReportKind
    words: str = ""


def find_reportable(public_id: str) -> Photo:
    """Return a photo that is public, or was just now; raise Gone or NotHere as its page does."""
    photo = db.session.scalars(select(Photo).where(Photo.public_id == public_id)).one_or_none()
    is_known = photo is not None and photo.published_at is not None
    if photo is not None and is_known and photo.stage in JUST_PUBLIC:
        return photo
    return visit.find_photo(public_id)


def report_photo(photo: Photo, said: Said, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Put a report on top of the moderators' queue; hide the photo where that is asked and due."""
    lock_row(photo)
    report = _keep(photo, said, tools=tools)
    if said.kind is not ReportKind.IN_IT or photo.stage is not Stage.PUBLISHED:
        return
    if was_hidden(photo):
        return  # a person has looked at it, or had three days to do so
    if _may_hide(photo, now=tools.now()):
        _hide(photo, report, tools=tools, unit=unit)
    else:
        report.is_over = True


def was_hidden(photo: Photo) -> bool:
    """Whether a report has hidden it, now or before."""
    wanted = select(Report.id).where(Report.photo_id == photo.id, Report.hid_at.is_not(None))
    return db.session.scalar(wanted.limit(1)) is not None


def ask_again(photo: Photo, *, tools: Toolbox) -> None:
    """Put a hidden photo that was found harmless on top of the queue: may it be public again?"""
    if not _count(_of(photo), is_open()):
        hour = tools.now().replace(minute=0, second=0, microsecond=0)
        db.session.add(Report(photo=photo, kind=ReportKind.ALARM, at=hour))


def settle(photo: Photo, *, now: datetime) -> None:
    """Close what was reported of a photo: somebody has decided."""
    db.session.execute(update(Report).where(is_open(), _of(photo)).values(decided_at=now))


def reopen(photo: Photo) -> None:
    """Open again what its last decision has closed: that is undone."""
    closed = update(Report).where(_of(photo), Report.decided_at >= photo.stage_since)
    db.session.execute(closed.values(decided_at=None))


def forget_reports(photo: Photo) -> None:
    """Forget what was reported: the photo was taken back."""
    db.session.execute(delete(Report).where(_of(photo)))


def is_open() -> ColumnElement[bool]:
    """Choose the reports that nobody has decided."""
    return Report.decided_at.is_(None)


def _of(photo: Photo) -> ColumnElement[bool]:
    """Choose the reports of a photo."""
    return Report.photo_id == photo.id


def _keep(photo: Photo, said: Said, *, tools: Toolbox) -> Report:
    """Add a report, or count one that says the same; of very many only their kind is kept."""
    words = said.words if _count(_of(photo), is_open()) < MOST_WORDS else ""
    same = select(Report).where(
        _of(photo), is_open(), Report.kind == said.kind, Report.words == words
    )
    report = db.session.scalars(same).first()
    if report is not None:
        report.times += 1
        return report
    hour = tools.now().replace(minute=0, second=0, microsecond=0)
    report = Report(photo=photo, kind=said.kind, words=words, at=hour)
    db.session.add(report)
    photo.version += 1  # whoever has it open has not read this, and their decision would close it
    db.session.flush()
    return report


def _may_hide(photo: Photo, *, now: datetime) -> bool:
    """Whether so few are hidden by reports that one more may be."""
    if photo.edition is not None:
        lock_row(photo.edition)  # else two reports at once might both be the last one allowed
    if _count(Report.hid_at > now - timedelta(hours=1)) >= MOST_AN_HOUR:
        return False
    shown, hidden = _count_photos(photo)
    return hidden < max(1, int((shown + hidden) * MOST_HIDDEN))


def _count_photos(photo: Photo) -> tuple[int, int]:
    """Count the photos of an edition that are public, and those that reports have hidden.

    What was put back is counted until it is public again.
    """
    here = select(func.count(Photo.id)).where(Photo.edition_id == photo.edition_id)
    hiding = select(Report.photo_id).where(Report.hid_at.is_not(None))
    shown = db.session.scalar(here.where(Photo.stage == Stage.PUBLISHED)) or 0
    hidden = here.where(Photo.stage.in_(NOT_SEEN), Photo.id.in_(hiding))
    return shown, db.session.scalar(hidden) or 0


def _hide(photo: Photo, report: Report, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a photo from the public, first and without asking."""
    take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
    report.hid_at = tools.now()
    today = begin_of(tools.now())
    note(photo.id, "report", at=today, tools=tools, reason=report.kind.value)


def _count(*where: ColumnElement[bool]) -> int:
    """Count reports."""
    return db.session.scalar(select(func.count(Report.id)).where(*where)) or 0
