"""Who is where: which photos each moderator is looking at, numbered as they wait."""

from dataclasses import dataclass

from sqlalchemy import Select, case, func, select

from gallery.db import db
from gallery.journey.lanes import Lane, find_lane, is_in
from gallery.models import Account, Lease, Photo, Stage, Submission
from gallery.scope import within
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class Holder:
    """Who looks at which photos of a lane, counted from its oldest one."""

    account_id: int
    name: str
    lane: Lane
    first: int
    last: int


def list_holders(seen_by: Account, *, stage: Stage, tools: Toolbox) -> list[Holder]:
    """Return who looks at which photos of a stage that somebody may see, by their names."""
    ranks = _ranks(stage).where(within(seen_by)).subquery()
    # Who goes through one action counts its photos alone.
    rank = case((Lease.lane == Lane(stage).name, ranks.c.of_all), else_=ranks.c.of_action)
    wanted = (
        select(Account.id, Account.name, Lease.lane, func.min(rank), func.max(rank))
        .join(Lease, Lease.account_id == Account.id)
        .join(ranks, ranks.c.id == Lease.photo_id)
        .where(Lease.until >= tools.now())
        .group_by(Account.id, Account.name, Lease.lane)
        .order_by(Account.name, Account.id, Lease.lane)
    )
    return [
        Holder(number, name, find_lane(lane), first, last)
        for number, name, lane, first, last in db.session.execute(wanted)
    ]


def _ranks(stage: Stage) -> Select[int, int, int]:
    """Select the photos of a stage with their places in the queue and in that of their action."""
    order = (Submission.sent_at, Photo.id)
    action = (Photo.edition_id, Photo.country, Photo.city_id)
    return (
        select(
            Photo.id,
            func.row_number().over(order_by=order).label("of_all"),
            func.row_number().over(partition_by=action, order_by=order).label("of_action"),
        )
        .join(Photo.submission)
        .where(*is_in(Lane(stage)))
    )
