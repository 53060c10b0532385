"""Who is where: which photos each moderator is looking at, numbered as they wait.

They are given the oldest, so only what somebody has is counted: a few photos for each person, and
not all that wait, whenever a page asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select

from gallery.db import db
from gallery.journey.lanes import Lane, find_lane
from gallery.models import Account, Lease, Photo, Stage, Submission
from gallery.scope import within
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class Holder:
    """Who looks at which photos of a lane, counted from the oldest one that anybody has."""

    account_id: int
    name: str
    lane: Lane
    first: int
    last: int


def list_holders(seen_by: Account, *, stage: Stage, tools: Toolbox) -> list[Holder]:
    """Return who looks at which photos of a stage that somebody may see, by their names."""
    had = db.session.scalars(select(Lease.photo_id)).all()
    ranks = _ranks(stage, had).where(within(seen_by)).subquery()
    # Who goes through one action counts its photos alone.
    rank = case((Lease.lane == Lane(stage).name, ranks.c.of_all), else_=ranks.c.of_action)
    wanted = (
        select(Account.id, Account.name, Lease.lane, func.min(rank), func.max(rank))
        .join(Lease, Lease.account_id == Account.id)
        .join(ranks, ranks.c.id == Lease.photo_id)
        .where(Lease.until >= tools.now())
        .group_by(Account.id, Account.name, Lease.lane)
        .order_by(Account.id, Lease.lane)
    )
    holders = [
        Holder(number, name, find_lane(lane), first, last)
        for number, name, lane, first, last in db.session.execute(wanted)
    ]
    return sorted(holders, key=lambda each: each.name.casefold())


def _ranks(stage: Stage, had: Sequence[int]) -> Select[int, int, int]:
    """Select what people have of a stage with its places in the queue and in that of its action."""
    order = (Submission.sent_at, Photo.id)
    action = (Photo.edition_id, Photo.country, Photo.city_id)
    return (
        select(
            Photo.id,
            func.row_number().over(order_by=order).label("of_all"),
            func.row_number().over(partition_by=action, order_by=order).label("of_action"),
        )
        .join(Photo.submission)
        .where(Photo.id.in_(had))
        # Said so that no index of stages leads SQLite through all that wait.
        .where(func.coalesce(Photo.stage, Photo.stage) == stage)
        .where(Submission.sent_at.is_not(None))
    )
