"""A second person looks at what one moderator wants to do with many photos; and undoing that."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from gallery.db import UnitOfWork, db, lock_row, lock_rows
from gallery.errors import Conflict, NotHere
from gallery.journey import bulk, review
from gallery.journey.audit import note_apart
from gallery.journey.bulk import Chosen, Plan, Wish
from gallery.journey.review import Act
from gallery.journey.sheets import with_beside
from gallery.models import TAKEN_BACK, Account, Bulk, BulkStage, Photo
from gallery.scope import is_of, limit
from gallery.toolbox import Toolbox

#: So long it is known what was done with many photos at once, and what was left out.
KEPT = timedelta(days=30)


def find_bulk(public_id: str, *, by: Account) -> Bulk:
    """Return what was done or proposed; raise NotHere for what is not somebody's to see."""
    found = db.session.scalars(select(Bulk).where(Bulk.public_id == public_id)).one_or_none()
    if found is None or by.is_trainee or not _is_theirs(found, by):
        raise NotHere
    return found


def find_proposed(by: Account) -> list[Bulk]:
    """Return what waits for a second person, oldest first; a trainee is none."""
    if by.is_trainee:
        return []
    wanted = select(Bulk).where(Bulk.stage == BulkStage.PROPOSED).order_by(Bulk.id)
    return [each for each in db.session.scalars(wanted) if _is_theirs(each, by)]


def find_photos(numbers: list[int], *, by: Account) -> dict[int, Photo]:
    """Return photos by their numbers, as far as somebody may see them."""
    wanted = limit(select(Photo), by).join(Photo.submission)
    wanted = wanted.where(Photo.id.in_(numbers), Photo.stage.not_in(TAKEN_BACK))
    return {each.id: each for each in db.session.scalars(with_beside(wanted))}


def plan_again(proposed: Bulk, *, by: Account, tools: Toolbox) -> Plan:
    """Say what can be done now of what was proposed; lots were drawn then."""
    found = find_photos([number for number, _ in proposed.photos], by=by)
    chosen = [
        Chosen(found[number], version) for number, version in proposed.photos if number in found
    ]
    return bulk.plan(Wish(proposed.act, proposed.reason or ""), chosen, tools=tools, draws=False)


def confirm(proposed: Bulk, *, by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """Do what another moderator proposed. Raises Conflict for oneself."""
    _take(proposed, by=by)
    plan = plan_again(proposed, by=by, tools=tools)
    proposed.left = [*proposed.left, *([each.photo.id, each.key] for each in plan.left)]
    proposed.stage = BulkStage.DONE
    bulk.carry_out(proposed, plan, by=by, tools=tools, unit=unit)
    note_apart("confirm-bulk", tools=tools, by=by, details=_said(proposed, len(proposed.done)))


def decline(proposed: Bulk, *, by: Account, tools: Toolbox) -> None:
    """Leave the photos as they are; who proposed it may take it back so, too."""
    _take(proposed, by=None)
    proposed.second, proposed.stage = by, BulkStage.DECLINED
    note_apart("decline-bulk", tools=tools, by=by, details=_said(proposed, len(proposed.photos)))


def undo(proposed: Bulk, *, by: Account, tools: Toolbox) -> int:
    """Let all of them wait again for which it is not too late; return how many."""
    found = find_photos(proposed.done, by=by)
    lock_rows(found.values())
    undoable = [each for each in found.values() if may_be_undone(each, proposed)]
    for photo in undoable:
        review.undo(photo, Act(by, photo.version, bulk=proposed.public_id), tools=tools)
    return len(undoable)


def drop_old(*, tools: Toolbox) -> None:
    """Forget what was done with many photos a while ago; the log keeps who did what to which."""
    db.session.execute(delete(Bulk).where(Bulk.at < tools.now() - KEPT))


def may_be_undone(photo: Photo, proposed: Bulk) -> bool:
    """Whether a photo still stands as this left it, and nothing of it is public."""
    last = review.last_decision(photo)
    if last is None or (last.act, last.details.get("bulk")) != (proposed.act, proposed.public_id):
        return False
    return review.may_be_undone(photo)


def _said(proposed: Bulk, photos: int) -> dict[str, Any]:
    """Return what the log says of an answer."""
    return {
        "bulk": proposed.public_id,
        "account": proposed.account_id,
        "act": proposed.act,
        "photos": photos,
    }


def _is_theirs(row: Bulk, by: Account) -> bool:
    """Whether all of its photos are of the countries and cities of an account."""
    numbers = {number for number, _version in row.photos} | set(row.done)
    wanted = select(func.count(Photo.id)).where(Photo.id.in_(numbers), is_of(by))
    return by.sees_all or db.session.scalar(wanted) == len(numbers)


def _take(proposed: Bulk, *, by: Account | None) -> None:
    """Read it again, locked: it must still be open, and another's."""
    lock_row(proposed)
    if proposed.stage is not BulkStage.PROPOSED:
        raise Conflict("already-answered")
    if by is not None and by.id == proposed.account_id:
        raise Conflict("another-moderator-needed")
    proposed.second = by
