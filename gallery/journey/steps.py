"""Where somebody goes, as bare names: for scripts that have the pages of the next photos already.

They read no more of each photo than its name and its version, which tells whether a page that was
loaded ahead still shows the photo as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gallery.db import db
from gallery.journey.lanes import Lane, keep_to
from gallery.journey.leases import are_had_by, is_free_for, lane_of
from gallery.models import Account, Lease, Photo, Stage, Submission
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class Step:
    """A photo on somebody's way; ``place`` is where it stands in what they have."""

    public_id: str
    version: int
    place: int = 0


def list_steps(by: Account, *, stage: Stage) -> list[Step]:
    """Return what somebody has and has not decided, in the order in which they go."""
    named = select(Photo.public_id, Photo.version, Lease.place)
    mine = keep_to(named, Lane(stage), are_had_by(by), by=by)
    mine = mine.join(Lease, Lease.photo_id == Photo.id).where(Lease.account_id == by.id)
    mine = mine.order_by(Lease.place, Submission.sent_at, Photo.id)
    return [Step(*row) for row in db.session.execute(mine)]


def list_later(by: Account, *, stage: Stage, limit: int, tools: Toolbox) -> list[Step]:
    """Return what somebody would be given after that: what nobody has, the oldest first."""
    mine = select(Lease.photo_id).where(Lease.account_id == by.id)
    free = (is_free_for(by, now=tools.now()), Photo.id.not_in(mine))
    lane = lane_of(by, stage=stage)
    wanted = keep_to(select(Photo.public_id, Photo.version), lane, *free, by=by)
    first = wanted.order_by(Submission.sent_at, Photo.id).limit(limit)
    return [Step(*row) for row in db.session.execute(first)]


def step_after(photo: Photo, steps: Sequence[Step], *, by: Account) -> Step | None:
    """Return where somebody goes after a photo: on through what they have, then from its start."""
    wanted = select(Lease.place).where(Lease.photo_id == photo.id, Lease.account_id == by.id)
    place = db.session.scalar(wanted) or 0
    return next((step for step in steps if step.place > place), next(iter(steps), None))
