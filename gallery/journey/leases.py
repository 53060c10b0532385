"""Leases: a moderator has 16 photos for two minutes, so that no two look at the same.

They are a courtesy between people: that a photo is decided once is kept by its version alone. Who
goes away loses them by waiting; whatever somebody does renews theirs.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gallery.db import db
from gallery.journey.four_eyes import are_open_to
from gallery.journey.lanes import Lane, find_lane, select_lane
from gallery.models import Account, Lease, Photo, Stage, Submission
from gallery.models.stage import REVIEWABLE
from gallery.toolbox import Toolbox

SIZE = 16  # photos that somebody is given at a time
LONG = timedelta(seconds=120)
#: With more time left a lease is not renewed: that would be a write with every page.
FRESH = timedelta(seconds=90)
#: So often others may be quicker before somebody is told that nothing is left.
TRIES = 5


def take(by: Account, lane: Lane, *, tools: Toolbox) -> list[Photo]:
    """Let somebody have the next photos of a lane that nobody has, the oldest first."""
    for _ in range(TRIES):
        photos = list_free(by, lane, limit=SIZE, tools=tools)
        taken = _lease(photos, by, lane, tools=tools)
        if taken or not photos:
            return [photo for photo in photos if photo.id in taken]
    return []


def take_photo(photo: Photo, by: Account, *, tools: Toolbox) -> bool:
    """Let somebody have one photo that nobody has; whether they have it now."""
    return bool(_lease([photo], by, _lane_beside(photo, by), tools=tools))


def take_over(photo: Photo, by: Account, *, tools: Toolbox) -> None:
    """Let somebody have one photo, whoever had it."""
    _lease([photo], by, _lane_beside(photo, by), tools=tools, is_taken_over=True)


def renew(by: Account, *, tools: Toolbox) -> None:
    """Let somebody who is still here keep what they have and did not decide."""
    found = _lock(_undecided(by).where(Lease.until < tools.now() + FRESH))
    # Somebody may have taken one over meanwhile.
    ours = (Lease.photo_id.in_(found), Lease.account_id == by.id)
    db.session.execute(update(Lease).where(*ours).values(until=tools.now() + LONG))


def is_to_renew(by: Account, *, tools: Toolbox) -> bool:
    """Whether somebody has photos that will not be theirs much longer."""
    soon = _undecided(by).where(Lease.until < tools.now() + FRESH)
    return db.session.scalar(soon.limit(1)) is not None


def let_go(by: Account) -> None:
    """Let others have what somebody has. In a unit of its own: rows are locked in order."""
    found = _lock(select(Lease.photo_id).where(Lease.account_id == by.id))
    ours = (Lease.photo_id.in_(found), Lease.account_id == by.id)
    db.session.execute(delete(Lease).where(*ours))


def drop_expired(*, tools: Toolbox) -> None:
    """Forget who looked at what, once nobody does."""
    found = _lock(select(Lease.photo_id).where(Lease.until < tools.now() - LONG))
    late = (Lease.photo_id.in_(found), Lease.until < tools.now() - LONG)
    db.session.execute(delete(Lease).where(*late))


def lane_of(by: Account, *, stage: Stage = Stage.WAITING) -> Lane:
    """Return what somebody goes through: as they began last, else all of a stage."""
    mine = select(Lease.lane).where(Lease.account_id == by.id, Lease.lane.startswith(stage.value))
    name = db.session.scalar(mine.order_by(Lease.until.desc(), Lease.place.desc()).limit(1))
    return find_lane(name) if name else Lane(stage)


def list_photos(by: Account, *where: ColumnElement[bool], stage: Stage) -> list[Photo]:
    """Return what somebody has and has not decided, in the order in which they go."""
    mine = (
        select_lane(Lane(stage), *where, are_had_by(by), by=by)
        .join(Lease, Lease.photo_id == Photo.id)
        .where(Lease.account_id == by.id)
        .order_by(Lease.place, Submission.sent_at, Photo.id)
    )
    return list(db.session.scalars(mine))


def list_free(by: Account, lane: Lane, *, limit: int, tools: Toolbox) -> list[Photo]:
    """Return what somebody would be given next: what nobody has, the oldest first."""
    mine = select(Lease.photo_id).where(Lease.account_id == by.id)
    wanted = select_lane(lane, is_free_for(by, now=tools.now()), Photo.id.not_in(mine), by=by)
    return list(db.session.scalars(wanted.order_by(Submission.sent_at, Photo.id).limit(limit)))


def find_lease(photo: Photo) -> Lease | None:
    """Return the lease of a photo, be it over or not."""
    return db.session.get(Lease, photo.id, populate_existing=True)


def find_other(photo: Photo, by: Account, *, tools: Toolbox) -> Account | None:
    """Return who else is looking at a photo, if anybody is."""
    lease = find_lease(photo)
    if lease is None or lease.account_id == by.id or lease.until < tools.now():
        return None
    return lease.account


def is_free_for(by: Account, *, now: datetime) -> ColumnElement[bool]:
    """Choose the photos that nobody else has."""
    others = select(Lease.photo_id).where(Lease.until >= now, Lease.account_id != by.id)
    return Photo.id.not_in(others)


def are_had_by(account: Account) -> ColumnElement[bool]:
    """Choose the photos that somebody has: these few first, else SQLite goes through all."""
    return Photo.id.in_(select(Lease.photo_id).where(Lease.account_id == account.id))


def _lane_beside(photo: Photo, by: Account) -> Lane:
    """Return the lane in which somebody looks at one photo: what is public lies in none."""
    return lane_of(by, stage=photo.stage if photo.stage in REVIEWABLE else Stage.WAITING)


def _undecided(by: Account) -> Select[int]:
    """Select what somebody has and has not decided."""
    mine = select(Lease.photo_id).join(Lease.photo).where(Lease.account_id == by.id)
    return mine.where(Photo.stage.in_(REVIEWABLE), are_open_to(by))


def _lock(wanted: Select[int]) -> list[int]:
    """Return the numbers of leased photos; nobody else changes their leases meanwhile.

    In order: two who waited for each other's rows would wait for ever.
    """
    return list(db.session.scalars(wanted.order_by(Lease.photo_id).with_for_update(of=Lease)))


def _lease(
    photos: Sequence[Photo], by: Account, lane: Lane, *, tools: Toolbox, is_taken_over: bool = False
) -> set[int]:
    """Write down who has these photos, where nobody else has; return the numbers of those."""
    if not photos:
        return set()
    last = db.session.scalar(select(func.max(Lease.place)).where(Lease.account_id == by.id)) or 0
    said = {"account_id": by.id, "lane": lane.name, "until": tools.now() + LONG}
    places = {photo.id: place for place, photo in enumerate(photos, start=last + 1)}
    rows = [{"photo_id": each, "place": places[each], **said} for each in sorted(places)]
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Lease).values(rows)
    is_free = or_(Lease.until < tools.now(), Lease.account_id == by.id)
    statement = statement.on_conflict_do_update(
        index_elements=[Lease.photo_id],
        set_={name: statement.excluded[name] for name in (*said, "place")},
        where=None if is_taken_over else is_free,
    ).returning(Lease.photo_id)
    return set(db.session.scalars(statement))
