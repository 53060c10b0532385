"""Many photos at once: approve or reject them, set their city or day, mend a camera's clock.

What somebody should look at by itself is left out, and said so: nothing approves itself, and no
bulk or trust skips a wish to hide faces. Each photo has a decision of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from gallery.db import UnitOfWork, db, lock_rows
from gallery.errors import GalleryError, Incomplete
from gallery.journey import ready, review
from gallery.journey.audit import note_apart
from gallery.journey.care import is_sensitive
from gallery.journey.doubts import find_doubts
from gallery.journey.reasons import is_open
from gallery.journey.review import Act, Corrections
from gallery.journey.sheets import OPEN, with_beside
from gallery.models import TAKEN_BACK, Account, Bulk, BulkStage, Photo, Source, Stage
from gallery.scope import limit
from gallery.toolbox import Toolbox

MOST = 200  # photos at once; of more the oldest
ALONE = 20  # so many one moderator decides alone, unless all come through links we trust
ONE_OF = 20  # of what came through such links, so many are shown one by one all the same
FARTHEST = 20 * 366  # days a clock may be wrong
DECIDING = ("approve", "reject")
ACTS = (*DECIDING, "city", "day", "shift")


@dataclass(frozen=True)
class Wish:
    """What is to be done with all of them."""

    act: str
    reason: str = ""  # of a rejection
    geoname_id: int | None = None
    day: date | None = None
    days: int = 0  # by how many the camera's clock was late

    @property
    def is_whole(self) -> bool:
        """Whether all is said that the act needs."""
        said = {
            "approve": True,
            "reject": self.act == "reject" and is_open(self.reason),
            "city": self.geoname_id is not None,
            "day": self.day is not None,
            "shift": 0 < abs(self.days) <= FARTHEST,
        }
        return said.get(self.act, False)


class Chosen(NamedTuple):
    """A photo, and the version that was looked at."""

    photo: Photo
    version: int


class LeftOut(NamedTuple):
    """A photo with which nothing is done, and why not."""

    photo: Photo
    key: str


@dataclass(frozen=True)
class Plan:
    """What would be done with which photos."""

    wish: Wish
    fit: tuple[Chosen, ...]
    left: tuple[LeftOut, ...]

    @property
    def needs_second(self) -> bool:
        """Whether another moderator has to say yes."""
        is_large = self.wish.act in DECIDING and len(self.fit) > ALONE
        return is_large and not all(is_trusted(each.photo) for each in self.fit)


def find_chosen(said: Iterable[tuple[str, int]], *, by: Account) -> list[Chosen]:
    """Return the photos that somebody chose and may see, by public ids and versions."""
    versions = dict(said)
    wanted = limit(select(Photo), by).join(Photo.submission)
    wanted = wanted.where(Photo.public_id.in_(versions), Photo.stage.not_in(TAKEN_BACK))
    found = db.session.scalars(with_beside(wanted).order_by(Photo.id).limit(MOST))
    return [Chosen(each, versions[each.public_id]) for each in found if each.submission.is_sent]


def plan(wish: Wish, chosen: Sequence[Chosen], *, tools: Toolbox, draws: bool = True) -> Plan:
    """Say with which photos it can be done, and with which not.

    ``draws``: of those to be approved through trusted links some are drawn to be shown one by one.
    """
    why = {each.photo.id: why_not(wish, each, tools=tools) for each in chosen}
    drawn = {}
    if draws and wish.act == "approve":
        drawn = draw([each.photo for each in chosen if not why[each.photo.id]], tools=tools)
    keys = {number: key or drawn.get(number, "") for number, key in why.items()}
    return Plan(
        wish,
        fit=tuple(each for each in chosen if not keys[each.photo.id]),
        left=tuple(
            LeftOut(each.photo, keys[each.photo.id]) for each in chosen if keys[each.photo.id]
        ),
    )


def why_not(wish: Wish, chosen: Chosen, *, tools: Toolbox) -> str:
    """Return the key of why a photo is left out; nothing when it is not."""
    photo = chosen.photo
    if photo.stage not in OPEN:
        return "already-decided"
    if photo.version != chosen.version:
        return "changed-meanwhile"
    if photo.apart is not None:
        return "is-held"
    if wish.act == "approve":
        return next(_against_approval(photo, tools=tools), "")
    if wish.act in ("day", "shift"):
        return _against_day(wish, photo, tools=tools)
    return ""


def draw(photos: Iterable[Photo], *, tools: Toolbox) -> dict[int, str]:
    """Draw some of what came through trusted links, at least one: they are shown one by one.

    Lots hang on our secret, so that no sender knows them; and they stay, so that who asks again
    draws no others.
    """
    trusted = [each for each in photos if is_trusted(each)]
    lots = {each.id: int(tools.keys.hash("lot", each.public_id)[:12], 16) for each in trusted}
    least = min(lots.values(), default=0)
    return {
        number: "drawn-by-lot" for number, lot in lots.items() if lot % ONE_OF == 0 or lot == least
    }


def is_trusted(photo: Photo) -> bool:
    """Whether a photo came through the link of a group that organisers trust."""
    link = photo.submission.link
    return link is not None and link.is_trusted


def begin(plan: Plan, *, by: Account, tools: Toolbox, unit: UnitOfWork) -> Bulk:
    """Do it, or propose it to another moderator where one is needed."""
    if not plan.wish.is_whole:
        raise Incomplete("please-fill-in")
    row = Bulk(
        public_id=tools.keys.new_id(),
        account_id=by.id,
        act=plan.wish.act,
        reason=plan.wish.reason or None,
        stage=BulkStage.PROPOSED if plan.needs_second else BulkStage.DONE,
        at=tools.now(),
        photos=[[each.photo.id, each.version] for each in plan.fit],
        done=[],
        left=[[each.photo.id, each.key] for each in plan.left],
    )
    db.session.add(row)
    db.session.flush()
    if row.stage is BulkStage.PROPOSED:
        details = {"bulk": row.public_id, "act": row.act, "photos": len(row.photos)}
        note_apart("propose-bulk", tools=tools, by=by, details=details)
    if row.stage is BulkStage.DONE:
        carry_out(row, plan, by=by, tools=tools, unit=unit)
    return row


def carry_out(row: Bulk, plan: Plan, *, by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """Do it with each photo by itself; who was quicker with one of them is no reason to stop."""
    done, left = [], []
    lock_rows(each.photo for each in plan.fit)
    for photo, version in plan.fit:
        act = Act(by, version, bulk=row.public_id)
        try:
            with db.session.begin_nested():
                _do(plan.wish, photo, act, tools=tools, unit=unit)
        except GalleryError as error:
            left.append([photo.id, error.key])
        else:
            done.append(photo.id)
    row.done, row.left = done, [*row.left, *left]


def _do(wish: Wish, photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Do it with one photo."""
    if wish.act == "approve":
        review.approve(photo, act, tools=tools, unit=unit)
    elif wish.act == "reject":
        review.reject(photo, act, reason=wish.reason, tools=tools)
    elif wish.act == "city":
        named = photo.statue.name if photo.statue else None  # there it is another statue
        said = Corrections(geoname_id=wish.geoname_id, statue=named)
        review.correct(photo, act, said, tools=tools)
    else:
        review.correct(photo, act, Corrections(day=new_day(wish, photo)), tools=tools)


def new_day(wish: Wish, photo: Photo) -> date | None:
    """Return the day that a photo would have."""
    if wish.act == "day" or photo.day is None:
        return wish.day
    return photo.day + timedelta(days=wish.days)


def _against_approval(photo: Photo, *, tools: Toolbox) -> Iterator[str]:
    """Yield what stands against approving a photo together with others, the weightiest first."""
    if photo.stage is Stage.HELD:
        yield "is-held"
    if is_sensitive(photo):
        yield "is-sensitive"
    if not photo.may_be_shown:
        yield "faces-not-confirmed"
    if not photo.is_placed:
        yield "photo-needs-place"
    if ready.is_too_early(photo, tools.now()):
        yield "edition-to-come"
    if any(doubt.weighs for doubt in find_doubts(photo)):
        yield "is-doubtful"


def _against_day(wish: Wish, photo: Photo, *, tools: Toolbox) -> str:
    """Say what stands against another day."""
    if wish.act == "shift" and (photo.day is None or photo.day_source is not Source.CAMERA):
        return "day-not-from-camera"
    day = new_day(wish, photo)
    if day is not None and day > tools.now().date() + timedelta(days=1):
        return "day-to-come"
    return ""
