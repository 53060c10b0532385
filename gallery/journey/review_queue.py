"""The queue of the moderators: what they go through, what is around it, and how much there is."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select

from gallery.db import db
from gallery.journey import leases
from gallery.journey.four_eyes import are_open_to
from gallery.journey.lanes import Lane, select_lane
from gallery.models import Account, Lease, Photo, Stage, Submission
from gallery.models.stage import REVIEWABLE
from gallery.scope import within
from gallery.toolbox import Toolbox

BEFORE, AFTER = 3, 10  # photos shown beside the one at hand
#: With fewer left somebody is given the next ones, so that what is loaded ahead is theirs.
FEW = 8
#: Every page tells how many wait. Beyond these it says "more": to count on would cost more with
#: each photo that waits.
MOST_COUNTED = 2_500


@dataclass(frozen=True)
class Around:
    """The neighbours of a photo, in the order in which somebody goes through them."""

    before: tuple[Photo, ...] = ()
    after: tuple[Photo, ...] = ()


def look_around(photo: Photo, by: Account, *, stage: Stage, tools: Toolbox) -> Around:
    """Return what is around a photo: what somebody has, then what they would be given next."""
    lease = leases.find_lease(photo)
    if lease is None or lease.account_id != by.id:
        return _by_time(photo, by, stage=stage, tools=tools)
    before = leases.list_photos(by, Lease.place < lease.place, stage=stage)[-BEFORE:]
    after = leases.list_photos(by, Lease.place > lease.place, stage=stage)[:AFTER]
    left = AFTER - len(after)
    if left:
        lane = leases.lane_of(by, stage=stage)
        after += leases.list_free(by, lane, limit=left, tools=tools)
    return Around(tuple(before), tuple(after))


def begin(by: Account, lane: Lane, *, tools: Toolbox) -> Photo | None:
    """Let somebody have the next photos of a lane; return where they begin."""
    if len(leases.list_photos(by, stage=lane.stage)) < FEW:
        leases.take(by, lane, tools=tools)
    return next(iter(leases.list_photos(by, stage=lane.stage)), None)


def go_on(photo: Photo, by: Account, *, stage: Stage, tools: Toolbox) -> Photo | None:
    """Return where somebody goes after a photo: through what they have, then the next ones.

    Its place is that of the lease. Of the hour it was sent nothing may be left.
    """
    first = begin(by, leases.lane_of(by, stage=stage), tools=tools)
    lease = leases.find_lease(photo)
    place = lease.place if lease is not None and lease.account_id == by.id else 0
    later = leases.list_photos(by, Lease.place > place, stage=stage)
    following = later[0] if later else first
    return following if following is not photo else None


def find_oldest(stage: Stage, *, by: Account) -> Photo | None:
    """Return the photo that has waited longest in a stage."""
    oldest = select_lane(Lane(stage), by=by).order_by(Submission.sent_at, Photo.id).limit(1)
    return db.session.scalars(oldest).one_or_none()


def of_lane(lane: Lane, by: Account, *, after: Photo | None = None, at_most: int) -> list[Photo]:
    """Return photos of a lane, whoever has them: the oldest, or those after one of them."""
    sent = Submission.sent_at
    here = () if after is None else (_is_later(after),)
    return list(
        db.session.scalars(select_lane(lane, *here, by=by).order_by(sent, Photo.id).limit(at_most))
    )


def count_reviewable(by: Account) -> dict[Stage, int]:
    """Count what somebody can review by stage, but no further than MOST_COUNTED and one more."""
    wanted = select(*(_count_some(stage, by).label(stage.value) for stage in REVIEWABLE))
    return dict(zip(REVIEWABLE, db.session.execute(wanted).one(), strict=True))


def _count_some(stage: Stage, by: Account) -> ScalarSelect[int]:
    """Count some photos of a stage."""
    drafts = select(Submission.id).where(Submission.sent_at.is_(None))  # few: they live for a day
    here = (Photo.stage == stage, Photo.submission_id.not_in(drafts), within(by), are_open_to(by))
    some = select(Photo.id).where(*here).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _by_time(photo: Photo, by: Account, *, stage: Stage, tools: Toolbox) -> Around:
    """Return what lies around a photo that somebody looks at without having it."""
    sent, free = Submission.sent_at, leases.is_free_for(by, now=tools.now())
    earlier = select_lane(Lane(stage), free, _is_earlier(photo), by=by)
    later = select_lane(Lane(stage), free, _is_later(photo), by=by)
    before = earlier.order_by(sent.desc(), Photo.id.desc()).limit(BEFORE)
    after = later.order_by(sent, Photo.id).limit(AFTER)
    return Around(tuple(db.session.scalars(before))[::-1], tuple(db.session.scalars(after)))


def _is_earlier(photo: Photo) -> ColumnElement[bool]:
    """Choose what was sent before a photo."""
    sent, here = Submission.sent_at, photo.submission.sent_at
    return or_(sent < here, and_(sent == here, Photo.id < photo.id))


def _is_later(photo: Photo) -> ColumnElement[bool]:
    """Choose what was sent after a photo."""
    sent, here = Submission.sent_at, photo.submission.sent_at
    return or_(sent > here, and_(sent == here, Photo.id > photo.id))
