"""Let one run of one task have a photo at a time: compare-and-set with a lease."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from gallery.db import UnitOfWork, change_rows, db
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox

#: Longer than the dark room takes; a killed worker's photo waits so long for the next one.
LEASE = timedelta(seconds=45)
#: A slow run may still record its work so long after its lease while nobody else took the photo;
#: later the sweeper may have cleared its files away.
GRACE = timedelta(minutes=30)
#: After so long a run that met a neighbour that was down is tried again.
AGAIN = timedelta(seconds=10)
#: The task that a photo in a stage is claimed for.
OWED = {
    Stage.RECEIVED: "examine",
    Stage.APPROVED: "publish",
    Stage.WITHDRAWN: "erase",
    Stage.REFUSED: "erase",
    Stage.REJECTED: "erase",
}


def claim_photo(photo_id: int, *, stage: Stage, tools: Toolbox) -> Photo | None:
    """Claim a photo that is in this stage and that nobody has; None when there is nothing to do."""
    now, claim = tools.now(), tools.keys.new_id()
    claimed = change_rows(
        update(Photo)
        .where(Photo.id == photo_id, Photo.stage == stage, is_free(now))
        .values(claim=claim, claimed_until=now + LEASE, tries=Photo.tries + 1)
    )
    if claimed == 0:
        return None
    photo = db.session.get_one(Photo, photo_id)
    db.session.refresh(photo)
    return photo


def is_free(now: datetime) -> ColumnElement[bool]:
    """Choose the photos that no run has at this moment."""
    return or_(Photo.claimed_until.is_(None), Photo.claimed_until < now)


def give_back(photo_id: int, *, claim: str, task: str, is_counted: bool, unit: UnitOfWork) -> None:
    """Let a photo go whose run met a neighbour that is down; soon another run tries.

    What is no fault of the photo's is not counted as a try.
    """
    freed = change_rows(
        update(Photo)
        .where(Photo.id == photo_id, Photo.claim == claim)
        .values(claim=None, claimed_until=None, tries=Photo.tries - int(not is_counted))
    )
    if freed:
        unit.owe(task, photo_id, after=AGAIN.total_seconds())


def release_claims(*, unit: UnitOfWork) -> None:
    """Free every photo and owe its task again: right when all workers are known to be dead."""
    for photo in db.session.scalars(select(Photo).where(Photo.claim.is_not(None))):
        photo.claim = photo.claimed_until = None
        # Elsewhere a photo is only claimed to give it its original.
        unit.owe(OWED.get(photo.stage, "replace"), photo.id)


def claimed_photo(photo_id: int, *, claim: str, tools: Toolbox) -> Photo | None:
    """Return a photo if this claim still holds it; None when it was withdrawn or taken over."""
    held = db.session.get(Photo, photo_id, with_for_update=True)
    if held is None or held.claim != claim or held.claimed_until is None:
        return None
    return held if tools.now() < held.claimed_until + GRACE else None
