"""Tell who decides that something has waited too long: once a day at most, in numbers alone.

Whether a digest is owed is read from the rows. It is claimed by compare-and-set and written down
as told *before* it is sent: a crash may cost one, and nobody is written to twice.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from gallery.db import change_rows, db
from gallery.journey.apart import count_apart
from gallery.journey.board import Pile, list_piles
from gallery.journey.inquiries import count_to_read
from gallery.journey.reports import count_reported, find_first_moment
from gallery.models import MODERATOR, ORGANISER, Account, Lease, Role
from gallery.toolbox import Toolbox

log = logging.getLogger(__name__)

EVERY = timedelta(hours=24)
SLOWEST = timedelta(hours=6)  # between two tries
#: Who is told: they can decide.
READERS = (MODERATOR, ORGANISER)


@dataclass(frozen=True)
class Place:
    """How many photos of one city and action day wait; neither may be known."""

    city: str
    country: str | None
    edition: str
    day: date | None  # of the edition
    waiting: int


@dataclass(frozen=True)
class Waiting:
    """What waits for one person: numbers, and nothing of what is in the photos."""

    photos: int
    oldest: datetime  # since when the first of them waits
    sensitive: int
    reported: int
    messages: int
    apart: int
    places: tuple[Place, ...]

    @property
    def total(self) -> int:
        """How many photos wait; those that are reported, too."""
        return self.photos + self.reported


@dataclass(frozen=True)
class Digest:
    """What a run takes along when it leaves the database."""

    account_id: int
    language: str
    waiting: Waiting
    told_before: datetime | None
    name: str


def list_due(*, tools: Toolbox) -> list[int]:
    """Return the numbers of the accounts that are to be told now."""
    if not tools.settings.digest_hours:
        return []
    wanted = select(Account).where(*_may_be_told(tools.now())).order_by(Account.id)
    found = db.session.scalars(wanted).unique()
    return [each.id for each in found if _find_late(each, tools=tools)]


def claim(account_id: int, *, tools: Toolbox) -> Digest | None:
    """Write down that somebody is told; None when nothing is to be told, or another run does."""
    now = tools.now()
    wanted = select(Account).where(Account.id == account_id, *_may_be_told(now))
    account = db.session.scalars(wanted).unique().one_or_none()
    waiting = _find_late(account, tools=tools) if account else None
    if account is None or waiting is None or not _is_first(account, now=now):
        return None
    name = tools.keys.hash("name of a digest", f"{account.id} {now.isoformat()}")[:32]
    return Digest(account.id, account.language, waiting, account.told_at, name)


def record_sent(digest: Digest) -> None:
    """Forget what went wrong before."""
    account = db.session.get_one(Account, digest.account_id)
    account.tell_not_before, account.tell_tries = None, 0


def record_failed(digest: Digest, *, tools: Toolbox) -> None:
    """Try again later, and later each time."""
    account = db.session.get_one(Account, digest.account_id)
    pause = min(SLOWEST, timedelta(minutes=2 ** min(account.tell_tries, 10)))
    account.told_at, account.tell_not_before = digest.told_before, tools.now() + pause
    log.warning("the digest of account %s is tried again in %s", account.id, pause)


def record_undeliverable(digest: Digest) -> None:
    """Leave it until the next one is due."""
    log.warning("nobody reads what is sent to account %s", digest.account_id)


def choose(account: Account, *, wants: bool, language: str) -> None:
    """Keep whether somebody wants to be told, and in which language."""
    account.wants_digest = wants
    account.language = language


def _may_be_told(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Choose who has been here, wants to be told, was not lately, and is not at work just now."""
    at_work = select(Lease.account_id).where(Lease.until >= now)
    return (
        Account.active.is_(True),
        Account.seen_on.is_not(None),
        Account.wants_digest.is_(True),
        Account.roles.any(Role.name.in_(READERS)),
        Account.id.not_in(at_work),
        or_(Account.told_at.is_(None), Account.told_at <= now - EVERY),
        or_(Account.tell_not_before.is_(None), Account.tell_not_before <= now),
    )


def _is_first(account: Account, *, now: datetime) -> bool:
    """Whether no other run was quicker."""
    mine = update(Account).where(Account.id == account.id, Account.told_at == account.told_at)
    said = mine.values(told_at=now, tell_tries=Account.tell_tries + 1)
    return change_rows(said.execution_options(synchronize_session=False)) == 1


def _find_late(by: Account, *, tools: Toolbox) -> Waiting | None:
    """Return what waits for somebody, if any of it has waited too long."""
    piles = list_piles(by)
    since = [*(pile.oldest for pile in piles), find_first_moment(by)]
    oldest = min((moment for moment in since if moment), default=None)
    if oldest is None or oldest > tools.now() - timedelta(hours=tools.settings.digest_hours):
        return None
    return Waiting(
        photos=sum(pile.waiting for pile in piles),
        oldest=oldest,
        sensitive=sum(pile.sensitive for pile in piles),
        reported=count_reported(by),
        messages=count_to_read(by),
        apart=count_apart(by).total() if by.is_organiser else 0,
        places=tuple(_place(pile) for pile in piles),
    )


def _place(pile: Pile) -> Place:
    """Return what is told of a pile."""
    edition = pile.edition
    return Place(
        city=pile.city.name if pile.city else "",
        country=pile.country,
        edition=edition.name if edition else "",
        day=edition.day if edition else None,
        waiting=pile.waiting,
    )
