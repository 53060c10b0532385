"""What a moderator should know before deciding: where a photo contradicts itself or another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gallery.db import db
from gallery.journey.alike import find_decided
from gallery.journey.care import is_listed
from gallery.journey.quarantine import find_rejection
from gallery.models import Account, FaceWish, How, Photo, Source, Stage, Submission
from gallery.places.cities import Point, distance_km
from gallery.scope import may_see

#: Nobody learns a place from these: they are between two centres, in wide classes.
DISTANCES_KM = (500, 100, 25)
#: Flags that many a harmless photo has.
LIGHT = ("exif-unreadable",)


@dataclass(frozen=True)
class Doubt:
    """A reason to look twice. Doors have the words for its key."""

    key: str
    values: dict[str, Any]
    #: Whether a person has to look at this photo by itself: no bulk approves it.
    weighs: bool = True


def doubts_for(by: Account, photo: Photo) -> Iterator[Doubt]:
    """Yield what somebody is told of them: nothing of another photo that is kept from them."""
    for doubt in find_doubts(photo):
        other = doubt.values.get("photo")
        if other is None or other.apart is None or may_see(other, by):
            yield doubt


def find_doubts(photo: Photo) -> Iterator[Doubt]:
    """Yield what may be wrong with a photo, the weightiest first."""
    yield from _in_danger(photo)
    yield from _seen_before(photo)
    yield from _alike_before(photo)
    yield from _bare_heads(photo)
    yield from _elsewhere(photo)
    yield from _another_day(photo)
    for flag in photo.flags:
        yield Doubt(flag, {}, weighs=flag not in LIGHT)


def _in_danger(photo: Photo) -> Iterator[Doubt]:
    """Somebody may be in danger for it."""
    if photo.submission.how is How.AT_RISK:
        yield Doubt("at-risk", {})
    if is_listed(photo):
        yield Doubt("listed-country", {})


def _seen_before(photo: Photo) -> Iterator[Doubt]:
    """The very same file was sent before, whatever became of it.

    A draft that was never sent does not count: a second try on a bad line is no duplicate.
    """
    if photo.same_as_id is None:
        return
    rejection = find_rejection(photo)
    if rejection is not None:
        yield Doubt("rejected-before", {"decision": rejection})
        return
    wanted = (
        select(Photo)
        .join(Submission)
        .where(
            Photo.file_hash == photo.file_hash, Photo.id < photo.id, Submission.sent_at.is_not(None)
        )
    )
    same = db.session.scalars(wanted.order_by(Photo.id).limit(1)).one_or_none()
    if same is not None:
        yield Doubt("same-file", {"photo": same})


def _alike_before(photo: Photo) -> Iterator[Doubt]:
    """The same picture was decided before, in another file: smaller, cut, saved again."""
    found = find_decided(photo) if photo.likeness else None
    if found is not None:
        is_bad = found.stage in (Stage.REJECTED, Stage.HIDDEN)
        yield Doubt("alike-before", {"photo": found}, weighs=is_bad)


def _bare_heads(photo: Photo) -> Iterator[Doubt]:
    """Heads were seen that nothing covers, though nobody is to be recognised.

    Statues have heads, too: what the sender says weighs more, a wish to hide faces does not.
    """
    bare = len(photo.bare_heads)
    if bare and photo.submission.faces is not FaceWish.AGREED:
        yield Doubt("bare-heads", {"count": bare}, weighs=photo.wants_faces_hidden)


def _elsewhere(photo: Photo) -> Iterator[Doubt]:
    """The camera was in another city than is said; how far that is, in a class of distance."""
    seen, said = photo.camera_city, photo.city
    if seen is None or said is None or seen.id == said.id:
        return
    km = distance_km(Point(seen.lat, seen.lon), Point(said.lat, said.lon))
    least = next((least for least in DISTANCES_KM if km >= least), 0)
    yield Doubt("camera-elsewhere", {"city": seen, "least_km": least}, weighs=least > 0)


def _another_day(photo: Photo) -> Iterator[Doubt]:
    """The day lies outside the action's days, or the camera had another one."""
    if photo.day and photo.edition and not photo.edition.holds(photo.day):
        yield Doubt("outside-window", {"day": photo.day, "edition": photo.edition})
    has_other = photo.camera_day is not None and photo.camera_day != photo.day
    if has_other and photo.day_source is not Source.CAMERA:
        is_ours = photo.day_source is Source.MODERATOR  # one of us has said which day it was
        yield Doubt("camera-other-day", {"day": photo.camera_day}, weighs=not is_ours)
