"""What a moderator should know before deciding: where a photo contradicts itself or another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gallery.db import db
from gallery.models import Photo, Source
from gallery.places.cities import Point, distance_km

#: Nobody learns a place from these: they are between two centres, in wide classes.
DISTANCES_KM = (500, 100, 25)


@dataclass(frozen=True)
class Doubt:
    """A reason to look twice. Doors have the words for its key."""

    key: str
    values: dict[str, Any]


def find_doubts(photo: Photo) -> Iterator[Doubt]:
    """Yield what may be wrong with a photo, the weightiest first."""
    yield from _seen_before(photo)
    yield from _elsewhere(photo)
    yield from _another_day(photo)
    for flag in photo.flags:
        yield Doubt(flag, {})


def _seen_before(photo: Photo) -> Iterator[Doubt]:
    """The very same file came before, whatever became of it."""
    same = db.session.get(Photo, photo.same_as_id) if photo.same_as_id else None
    if same is not None:
        yield Doubt("same-file", {"photo": same})


def _elsewhere(photo: Photo) -> Iterator[Doubt]:
    """The camera was in another city than is said; how far that is, in a class of distance."""
    seen, said = photo.camera_city, photo.city
    if seen is None or said is None or seen.id == said.id:
        return
    km = distance_km(Point(seen.lat, seen.lon), Point(said.lat, said.lon))
    least = next((least for least in DISTANCES_KM if km >= least), 0)
    yield Doubt("camera-elsewhere", {"city": seen, "least_km": least})


def _another_day(photo: Photo) -> Iterator[Doubt]:
    """The day lies outside the action's days, or the camera had another one."""
    if photo.day and photo.edition and not photo.edition.holds(photo.day):
        yield Doubt("outside-window", {"day": photo.day, "edition": photo.edition})
    has_other = photo.camera_day is not None and photo.camera_day != photo.day
    if has_other and photo.day_source is not Source.CAMERA:
        yield Doubt("camera-other-day", {"day": photo.camera_day})
