"""The name beside the photos of a submission: a moderator may correct it, or take it away."""

from sqlalchemy import select

from gallery.db import UnitOfWork, db, lock_row, lock_rows
from gallery.errors import Conflict
from gallery.journey import review
from gallery.journey.amend import DECIDED, OPEN, forget_name
from gallery.journey.publish import renew
from gallery.journey.review import Act
from gallery.models import Account, Photo
from gallery.toolbox import Toolbox


def correct_credit(
    photo: Photo, credit: str, *, was: str, by: Account, tools: Toolbox, unit: UnitOfWork
) -> None:
    """Show another name with all photos of a photo's submission; an empty one means nobody.

    What is public is taken down first and comes back with the new name. The log keeps no names.
    Raises Conflict when the name is no longer what was looked at.
    """
    mates = select(Photo).where(Photo.submission_id == photo.submission_id)
    lock_rows(db.session.scalars(mates).all())
    lock_row(photo.submission)
    if photo.submission.credit != was:
        raise Conflict("changed-meanwhile")
    photo.submission.credit = credit
    shown = mates.where(Photo.stage.in_(OPEN + DECIDED))
    for each in db.session.scalars(shown.order_by(Photo.id)).all():
        renew(each, tools=tools, unit=unit)
        forget_name(each)
        each.version += 1
        act = Act(by, each.version)
        review.decide(each, act, "correct", details={"fields": ["credit"]}, tools=tools)
