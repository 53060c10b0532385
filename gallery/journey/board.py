"""The board of the moderators: what waits by action, how long, and how fast it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from gallery.db import db
from gallery.journey.care import are_sensitive
from gallery.journey.four_eyes import are_open_to
from gallery.journey.lanes import NOTHING, Lane, is_in
from gallery.journey.review import DECIDING, count_decided
from gallery.models import Account, City, Decision, Edition, Photo, Stage, Submission
from gallery.scope import limit, within
from gallery.toolbox import Toolbox

#: The present pace is measured over so long.
LATELY = timedelta(minutes=10)
#: With fewer decisions nothing can be said of a pace, and somebody is new.
FEW = 10


@dataclass(frozen=True)
class Pile:
    """What waits of one city in one edition; either may not be known."""

    lane: Lane
    edition: Edition | None
    city: City | None
    country: str | None
    waiting: int
    sensitive: int
    oldest: datetime


@dataclass(frozen=True)
class Pace:
    """How many decisions were made lately, and how many minutes all that waits takes so."""

    decided: int
    minutes_left: int


def list_piles(by: Account) -> list[Pile]:
    """Return what waits for somebody by action: newest editions first, then the oldest photo."""
    wanted = (
        select(
            Photo.edition_id, Photo.country, Photo.city_id, func.count(Photo.id),
            func.sum(case((are_sensitive(), 1), else_=0)), func.min(Submission.sent_at),
        )
        .join(Photo.submission)
        .where(*is_in(Lane()), within(by), are_open_to(by))
        .group_by(Photo.edition_id, Photo.country, Photo.city_id)
    )  # fmt: skip
    rows = list(db.session.execute(wanted))
    editions = {each.id: each for each in db.session.scalars(select(Edition))}
    used = select(City).where(City.id.in_({row.city_id for row in rows if row.city_id}))
    cities = {each.id: each for each in db.session.scalars(used)}
    piles = [
        _pile(editions.get(edition_id), country, cities.get(city_id), *counts)
        for edition_id, country, city_id, *counts in rows
    ]
    return sorted(piles, key=_rank)


def measure_pace(waiting: int, *, by: Account, tools: Toolbox) -> Pace | None:
    """Return how fast all moderators go, and how long what waits takes so; None of a few.

    Only what somebody may see is counted: what is decided elsewhere does not hasten theirs.
    """
    wanted = select(func.count(Decision.id)).where(
        Decision.at > tools.now() - LATELY, Decision.act.in_(DECIDING)
    )
    if not by.sees_all:
        wanted = limit(wanted.join(Photo, Photo.id == Decision.photo_id), by)
    decided = db.session.scalar(wanted) or 0
    if decided < FEW:
        return None
    return Pace(decided, -(-waiting * (LATELY // timedelta(minutes=1)) // decided))


def count_first(by: Account) -> int | None:
    """Count the first decisions of somebody who is new; None once there were some."""
    decided = count_decided(by)
    return decided if decided < FEW else None


def _pile(
    edition: Edition | None,
    country: str | None,
    city: City | None,
    waiting: int,
    sensitive: int,
    oldest: datetime,
) -> Pile:
    """Put together what is known of one pile, and the lane that leads through it."""
    place = city.path if city else country or NOTHING
    lane = Lane(Stage.WAITING, edition.slug if edition else NOTHING, place)
    return Pile(lane, edition, city, country, waiting, sensitive, oldest)


def _rank(pile: Pile) -> tuple[bool, tuple[int, int], bool, datetime]:
    """Return what orders piles: newest editions first; in each the longest wait, places first."""
    edition = pile.edition
    newest = (-edition.year, -edition.month) if edition else (0, 0)
    return (edition is None, newest, pile.country is None, pile.oldest)
