"""A sensitive photo is approved by two people, one after the other, who see the very same.

Whatever changes a photo moves its version, and a first approval is of one version only: covers,
places and words that are changed in between take it back by themselves.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from gallery.db import db
from gallery.errors import Incomplete
from gallery.journey.care import is_sensitive
from gallery.models import Account, Decision, Lease, Opinion, Photo

#: Said in the log of a correction after which a photo is of no listed country any more.
UNLISTED = "unlisted"


def is_first(photo: Photo, *, by: Account) -> bool:
    """Whether a second person must still approve it; raise Incomplete for the first one again."""
    if not (is_sensitive(photo) or _made_less_careful(photo, by=by)):
        return False
    first = photo.first_approver
    if first is not None and first.id == by.id:
        raise Incomplete("second-person-needed")
    return first is None


def note_first(photo: Photo, *, by: Account, at: datetime) -> None:
    """Remember the first approval, of the photo as it is now; from now on others may have it."""
    photo.version += 1
    photo.approved_first_by, photo.approved_first_on = by, photo.version
    let_others_have(photo, by=by, at=at)


def move_on(photo: Photo) -> None:
    """Begin a version that looks the same as the one before: who approved that approved this."""
    is_approved = photo.first_approver is not None
    photo.version += 1
    if is_approved:
        photo.approved_first_on = photo.version


def let_others_have(photo: Photo, *, by: Account, at: datetime) -> None:
    """End somebody's lease of a photo."""
    ours = (Lease.photo_id == photo.id, Lease.account_id == by.id)
    db.session.execute(update(Lease).where(*ours).values(until=at - timedelta(seconds=1)))


def take_back(photo: Photo) -> None:
    """Forget who approved it first, or some former version of it."""
    if photo.first_approver is not None:
        photo.version += 1
    photo.approved_first_by = photo.approved_first_on = None


def was_approved_by_two(photo: Photo) -> bool:
    """Whether enough people approved a photo that is to be public for the first time."""
    is_seen = photo.approved_first_by_id is not None or photo.published_at is not None
    return is_seen or not is_sensitive(photo)


def _made_less_careful(photo: Photo, *, by: Account) -> bool:
    """Whether somebody moved it out of a listed country, or took off a mark that another one had
    set: nobody is rid of the second person in this way.
    """
    wanted = select(Decision).where(
        Decision.photo_id == photo.id, Decision.act.in_(("mark", "correct"))
    )
    steps = db.session.scalars(wanted.order_by(Decision.id)).all()
    if any(each.details.get(UNLISTED) and each.account_id == by.id for each in steps):
        return True
    marks = [each for each in steps if each.act == "mark"]
    is_off_by_them = bool(marks) and (marks[-1].account_id, marks[-1].reason) == (by.id, None)
    return is_off_by_them and any(each.reason and each.account_id != by.id for each in marks)


def are_open_to(person: Account) -> ColumnElement[bool]:
    """Choose what waits for somebody: not what needs another one after their own approval.

    Trainees are not given again what one of them has an opinion of.
    """
    is_left = or_(
        Photo.approved_first_by_id.is_(None),
        Photo.approved_first_by_id != person.id,
        Photo.approved_first_on != Photo.version,
    )
    if not person.is_trainee:
        return is_left
    said = exists().where(Opinion.photo_id == Photo.id, Opinion.version == Photo.version)
    return and_(is_left, ~said)
