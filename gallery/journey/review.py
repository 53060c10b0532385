"""What moderators do. Each act is a decision; the row's version tells who was quicker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import BadInput, Conflict, Gone, NotHere
from gallery.images.covers import Box
from gallery.journey import four_eyes, ready
from gallery.journey.amend import forget_cover, forget_wishes
from gallery.journey.audit import LOOK, note
from gallery.journey.boxes import check_boxes, check_faces
from gallery.journey.care import first_moment, forget_hours, is_listed
from gallery.journey.filing import file_photo, find_city, place_in_country, place_photo
from gallery.journey.reasons import find_open
from gallery.journey.reporting import reopen, settle
from gallery.journey.statues import find_statue
from gallery.models import TAKEN_BACK, Account, Decision, Edition, Faces, Photo, Source, Stage
from gallery.models import stage as stages
from gallery.scope import limit, may_see
from gallery.toolbox import Toolbox

REVIEWABLE = stages.REVIEWABLE
UNDOABLE = (Stage.APPROVED, Stage.REJECTED, Stage.HELD, Stage.REFUSED)
#: The acts that decide what becomes of a photo, and may be undone.
DECIDING = ("approve", "approve-first", "reject", "hold")
#: What moderators see beside a photo comes along with it.
_BESIDE = [
    joinedload(each)
    for each in (Photo.submission, Photo.city, Photo.camera_city, Photo.edition, Photo.statue)
]


@dataclass(frozen=True)
class Act:
    """Who acts, and on which version of the photo; of many at once, in which bulk."""

    by: Account
    version: int
    bulk: str | None = None


@dataclass(frozen=True)
class Corrections:
    """What a moderator says instead; None leaves a field as it is."""

    geoname_id: int | None = None
    country_only: str | None = None
    day: date | None = None
    edition_id: int | None = None
    caption: str | None = None
    description: str | None = None
    statue: str | None = None


def find_photo(public_id: str, *, by: Account) -> Photo:
    """Return a photo that somebody may see; raise Gone when withdrawn, NotHere otherwise."""
    wanted = limit(select(Photo), by).where(Photo.public_id == public_id).options(*_BESIDE)
    photo = db.session.scalars(wanted).one_or_none()
    if photo is None or not photo.submission.is_sent or photo.stage is Stage.RECEIVED:
        raise NotHere("unknown-photo")
    if photo.stage in TAKEN_BACK:
        raise Gone
    return photo


def approve(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Let a photo be published after the undo time; a sensitive one once two people approved it.

    Raises Incomplete while it has no place or edition, while its action day is still to come, or a
    wish to hide faces is not fulfilled.
    """
    check_version(photo, act)
    ready.require_ready(photo, now=tools.now())
    if four_eyes.is_first(photo, by=act.by):
        four_eyes.note_first(photo, by=act.by, at=tools.now())
        decide(photo, act, "approve-first", tools=tools)
        return
    if photo.first_approver is None:
        four_eyes.take_back(photo)
    photo.move_to(Stage.APPROVED, at=tools.now())
    soon = tools.now() + timedelta(seconds=tools.settings.undo_seconds)
    photo.publish_after = max(first_moment(photo) or soon, soon)
    photo.reason = None
    photo.question = photo.answer = ""
    forget_cover(photo)
    settle(photo, now=tools.now())
    decide(photo, act, "approve", tools=tools)
    if photo.publish_after == soon:  # for what waits longer the sweeper remembers
        unit.owe("publish", photo.id, after=tools.settings.undo_seconds)


def reject(photo: Photo, act: Act, *, reason: str, tools: Toolbox, note: str = "") -> None:
    """Turn a photo down for one of the reasons; its file rests until the retention day."""
    check_version(photo, act)
    chosen = find_open(reason)
    photo.move_to(Stage.REJECTED, at=tools.now())
    photo.reason, photo.note = reason, note
    photo.reason_wording = chosen.wording
    forget_wishes(photo)
    settle(photo, now=tools.now())
    details: dict[str, object] = {"wording": chosen.wording_id} if chosen.wording_id else {}
    decide(photo, act, "reject", reason=reason, details=details, tools=tools)
    forget_hours(photo.submission)


def hold(photo: Photo, act: Act, *, tools: Toolbox, question: str = "") -> None:
    """Set a photo aside until there is an answer: of its sender, where a question is asked."""
    check_version(photo, act)
    if photo.stage is not Stage.HELD or not question:
        photo.move_to(Stage.HELD, at=tools.now())
    photo.question, photo.answer = question, ""
    photo.version += 1
    decide(photo, act, "hold", tools=tools)


def undo(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Let a photo wait again, while nothing of it is public and no worker has it."""
    check_version(photo, act)
    if not may_be_undone(photo):
        raise Conflict("too-late-to-undo")
    if photo.first_approver is None:
        reopen(photo)
        photo.move_to(Stage.WAITING, at=tools.now())
    four_eyes.take_back(photo)
    photo.publish_after = photo.reason = photo.reason_wording = None
    photo.note = ""
    decide(photo, act, "undo", tools=tools)


def cover(
    photo: Photo, act: Act, *, covers: Sequence[Box], crop: Box | None, tools: Toolbox
) -> None:
    """Keep where faces are to be covered and what is to be kept of the picture.

    Boxes are fractions of the upright picture. Raises BadInput for one that reaches outside it.
    """
    check_version(photo, act)
    require_reviewable(photo)
    check_boxes([*covers, *([crop] if crop else [])])
    photo.covers = [list(box) for box in covers]
    photo.crop = list(crop) if crop else None
    photo.faces_confirmed = None  # what was confirmed was said of another picture
    photo.version += 1
    decide(
        photo, act, "cover", details={"covers": len(covers), "crop": crop is not None}, tools=tools
    )


def cover_heads(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Cover every head that was seen and shows."""
    covers = [*(Box(*each) for each in photo.covers), *photo.bare_heads]
    cover(photo, act, covers=covers, crop=Box(*photo.crop) if photo.crop else None, tools=tools)


def confirm_faces(photo: Photo, act: Act, *, faces: Faces, tools: Toolbox, sure: int = 0) -> None:
    """Confirm that every head is covered, or that no face is visible.

    ``sure``: about so many heads that seem to show.
    """
    check_version(photo, act)
    require_reviewable(photo)
    check_faces(photo, faces, sure=sure)
    photo.faces_confirmed = faces
    photo.version += 1
    details: dict[str, object] = {"seen": len(photo.heads or ()), "bare": len(photo.bare_heads)}
    decide(photo, act, "faces", reason=faces.value, details=details, tools=tools)


def correct(photo: Photo, act: Act, said: Corrections, *, tools: Toolbox) -> None:
    """Correct city, day, edition and words. Another day may mean another edition."""
    check_version(photo, act)
    require_reviewable(photo)
    was_listed = is_listed(photo)
    _correct_place(photo, said, by=act.by, tools=tools)
    if said.day:
        photo.day, photo.day_source = said.day, Source.MODERATOR
        file_photo(photo)
    if said.edition_id:
        photo.edition = db.session.get(Edition, said.edition_id)
    for name in ("caption", "description"):
        if getattr(said, name) is not None:
            setattr(photo, name, getattr(said, name))
    if said.statue is not None:
        photo.statue = find_statue(photo.city, said.statue)
    photo.version += 1
    details: dict[str, object] = {"fields": _said(said)}
    if was_listed and not is_listed(photo):
        details[four_eyes.UNLISTED] = True
    decide(photo, act, "correct", details=details, tools=tools)


def count_decided(by: Account, *, since: datetime | None = None) -> int:
    """Count what one person decided, perhaps since a moment, or as a trainee suggested."""
    wanted = select(func.count(Decision.id)).where(
        Decision.account_id == by.id, Decision.act.in_((*DECIDING, "suggest"))
    )
    return db.session.scalar(wanted.where(Decision.at >= since) if since else wanted) or 0


def last_decision(photo: Photo) -> Decision | None:
    """Return the newest decision on a photo; who only looked has decided nothing."""
    wanted = select(Decision).where(Decision.photo_id == photo.id, Decision.act != LOOK)
    return db.session.scalars(wanted.order_by(Decision.id.desc()).limit(1)).one_or_none()


def last_decided(by: Account) -> Photo | None:
    """Return the photo that a moderator decided last, if that can still be undone."""
    wanted = select(Decision).where(Decision.account_id == by.id, Decision.act.in_(DECIDING))
    latest = db.session.scalars(wanted.order_by(Decision.id.desc()).limit(1)).one_or_none()
    photo = db.session.get(Photo, latest.photo_id) if latest else None
    is_last = photo is not None and last_decision(photo) is latest
    return photo if photo is not None and is_last and may_be_undone(photo) else None


def is_done(photo: Photo, act: str, *, by: Account, reason: str | None = None) -> bool:
    """Whether this was the last word on a photo, by the same person: a form that came twice."""
    last = last_decision(photo)
    if last is None:
        return False
    done = last.act.removesuffix("-first")
    return (last.account_id, done, last.reason) == (by.id, act, reason)


def may_be_undone(photo: Photo) -> bool:
    """Whether nothing of a decision is public yet and no worker has the photo."""
    is_decided = photo.stage in UNDOABLE or photo.first_approver is not None
    is_ours = is_decided and photo.claim is None and photo.media_token is None
    return is_ours and photo.preview_key is not None


def check_version(photo: Photo, act: Act) -> None:
    """Read the row again, locked; raise Conflict when it is no longer what was looked at."""
    lock_row(photo)
    if photo.version != act.version:
        raise Conflict("already-decided", photo=photo.id)


def require_reviewable(photo: Photo) -> None:
    """Corrections are for photos that wait or are held."""
    if photo.stage not in REVIEWABLE:
        raise Conflict("already-decided", photo=photo.id)


def _correct_place(photo: Photo, said: Corrections, *, by: Account, tools: Toolbox) -> None:
    """Set another city, or a country alone; nobody moves a photo to where they may not see it."""
    found = find_city(said.geoname_id, tools=tools) if said.geoname_id else None
    if found:
        place_photo(photo, found, source=Source.MODERATOR)
    elif said.country_only:
        place_in_country(photo, said.country_only, source=Source.MODERATOR)
    if found or said.country_only:
        db.session.flush()
        if not may_see(photo, by):
            raise BadInput("beyond-your-places", field="city")


def _said(said: Corrections) -> list[str]:
    """Return the names of the fields that were corrected (the log keeps no words)."""
    return [name for name, value in vars(said).items() if value is not None]


def decide(
    photo: Photo,
    act: Act,
    name: str,
    *,
    tools: Toolbox,
    reason: str | None = None,
    details: dict[str, object] | None = None,
) -> None:
    """Add a decision."""
    details = {**(details or {}), **({"bulk": act.bulk} if act.bulk else {})}
    note(photo.id, name, at=tools.now(), tools=tools, by=act.by, reason=reason, details=details)
