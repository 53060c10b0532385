"""Photos that are set apart from the queue: to ask organisers, or illegal or shocking.

Of the latter nobody sees anything by chance from then on: organisers read that there is one, and
looking at it is an act of its own. Each step is a decision.
"""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import Conflict
from gallery.journey import review
from gallery.journey.amend import forget_wishes
from gallery.journey.publish import take_down
from gallery.journey.reporting import ask_again, forget_reports
from gallery.journey.review import Act, check_version, decide, require_reviewable
from gallery.models import TAKEN_BACK, Account, Apart, Decision, Lease, Photo, Stage
from gallery.scope import is_of
from gallery.toolbox import Toolbox

#: These wait again when the alarm is sounded; nothing is owed to them meanwhile.
STOPPED = (Stage.APPROVED, Stage.REJECTED)
ALARMABLE = (Stage.WAITING, Stage.HELD, Stage.HIDDEN, Stage.PUBLISHED, *STOPPED)


def ask_organisers(photo: Photo, note: str, *, by: Account, tools: Toolbox) -> None:
    """Let organisers decide: no other moderator sees it before they did."""
    lock_row(photo)
    require_reviewable(photo)
    photo.apart, photo.apart_note = Apart.ASKED, note
    photo.version += 1
    _let_go(photo, at=tools.now())
    decide(photo, Act(by, photo.version), "ask", tools=tools)


def give_back(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Answer by leaving it to the moderators: it is in the queue again, and nobody's.

    What was public is on top of it, as what is reported.
    """
    check_version(photo, act)
    if photo.apart is not None:
        db.session.execute(delete(Lease).where(Lease.photo_id == photo.id))
        photo.end_asking()
        if photo.stage is Stage.HIDDEN:
            ask_again(photo, tools=tools)
        photo.version += 1
        decide(photo, act, "give-back", tools=tools)


def sound_alarm(photo: Photo, *, by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take an illegal or shocking photo out of everybody's sight, whoever changed it meanwhile."""
    lock_row(photo)
    if photo.stage not in ALARMABLE:
        raise Conflict("already-decided", photo=photo.id)
    if photo.stage is Stage.PUBLISHED:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
    elif photo.stage in STOPPED:
        photo.move_to(Stage.WAITING, at=tools.now())
        photo.publish_after = photo.reason = photo.reason_wording = None
        photo.note = ""
    if photo.media_token is not None:
        unit.owe("hide", photo.id)
    photo.apart, photo.apart_note = Apart.ALARM, ""
    photo.version += 1
    _let_go(photo, at=tools.now())
    decide(photo, Act(by, photo.version), "alarm", tools=tools)


def find_alarmed(public_id: str, *, by: Account) -> Photo | None:
    """Return a photo that is out of sight, if it is there and an organiser's to decide."""
    return db.session.scalars(_apart(Apart.ALARM, by).where(Photo.public_id == public_id)).first()


def list_apart(why: Apart, *, by: Account) -> list[Photo]:
    """Return what is set apart, the oldest first."""
    return list(db.session.scalars(_apart(why, by).order_by(Photo.id)))


def count_apart(by: Account) -> Counter[Apart]:
    """Count what waits for an organiser, by why."""
    wanted = select(Photo.apart, func.count(Photo.id)).where(*_are_theirs(by))
    counted = db.session.execute(wanted.group_by(Photo.apart))
    return Counter({why: number for why, number in counted if why})


def list_steps(photo: Photo) -> list[Decision]:
    """Return what was done to a photo since it was set apart, the first step first."""
    wanted = select(Decision).where(Decision.photo_id == photo.id).order_by(Decision.id)
    steps = list(db.session.scalars(wanted))
    begun = [place for place, each in enumerate(steps) if each.act in ("ask", "alarm")]
    return steps[begun[-1] :] if begun else []


def note_look(photo: Photo, *, by: Account, tools: Toolbox) -> None:
    """Write down that somebody looks at a picture that is out of sight."""
    decide(photo, Act(by, photo.version), "alarm-look", tools=tools)


def reject_alarmed(photo: Photo, act: Act, *, reason: str, tools: Toolbox) -> None:
    """Turn it down as any other: its file rests until the retention day."""
    review.reject(photo, act, reason=reason, tools=tools)
    photo.apart = None


def erase_alarmed(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Erase it now. Its keyed hash stays, so that the same file is out of sight when it comes."""
    check_version(photo, act)
    photo.move_to(Stage.WITHDRAWN, at=tools.now())
    photo.reason = "other"  # all that its sender is told
    forget_wishes(photo)
    forget_reports(photo)
    unit.owe("erase", photo.id)
    decide(photo, act, "alarm-erase", tools=tools)


def _apart(why: Apart, by: Account) -> Select[Photo]:
    """Select what is set apart from the countries and cities of an account."""
    return select(Photo).where(Photo.apart == why, *_are_theirs(by))


def _are_theirs(by: Account) -> tuple[ColumnElement[bool], ...]:
    """Choose what is set apart from the countries and cities of an account."""
    return (Photo.apart.is_not(None), Photo.stage.not_in(TAKEN_BACK), is_of(by))


def _let_go(photo: Photo, *, at: datetime) -> None:
    """Let nobody have it any more who goes through the queue."""
    leased = update(Lease).where(Lease.photo_id == photo.id)
    db.session.execute(leased.values(until=at - timedelta(seconds=1)))
