"""Look at a photo that came in: assemble, hash, read, find its city, make previews."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import select

from gallery.db import UnitOfWork, db
from gallery.errors import DarkRoomKilled, Refused
from gallery.fail_points import reach
from gallery.images.darkroom import Examination
from gallery.images.facts import Facts
from gallery.images.renditions import Rendition
from gallery.journey.care import forget_hours, is_country_only, keeps_original
from gallery.journey.claiming import claim_photo, claimed_photo
from gallery.journey.filing import adopt_city, file_photo
from gallery.journey.intact import note_files
from gallery.journey.lanes import UNPROVEN, hold_unproven
from gallery.journey.previews import SMALL
from gallery.journey.quarantine import keep_out_of_sight
from gallery.journey.receive import let_upload_go
from gallery.models import Photo, Stage
from gallery.places.cities import City
from gallery.toolbox import Toolbox

MOST_TRIES = 3  # then a photo that kills the dark room is refused, not tried for ever
FAR_KM = 60  # a photo taken further from any city has no city


@dataclass(frozen=True)
class Work:
    """What a run takes along when it leaves the database."""

    photo_id: int
    claim: str
    keys: tuple[str, ...]  # of the pieces, in order
    original_key: str
    preview_key: str
    is_last_try: bool


@dataclass(frozen=True)
class Look:
    """What a run brings back."""

    size: int  # bytes
    file_hash: str  # keyed
    refused: str | None
    examination: Examination | None
    city: City | None


def claim(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Claim a received photo; None when it is no longer to be examined."""
    photo = claim_photo(photo_id, stage=Stage.RECEIVED, tools=tools)
    if photo is None or photo.claim is None:
        return None
    keys = tuple(piece.key for piece in photo.upload.pieces) if photo.upload else ()
    return Work(
        photo_id=photo.id,
        claim=photo.claim,
        keys=keys or (photo.original_key or "",),
        original_key=f"originals/{photo.public_id}/{tools.keys.new_id()}",
        preview_key=f"previews/{photo.public_id}/{tools.keys.new_id()}",
        is_last_try=photo.tries >= MOST_TRIES,
    )


def look_at(work: Work, *, tools: Toolbox) -> Look:
    """Do the slow part, outside any unit of work. Raises Unavailable when a neighbour is down."""
    with TemporaryFile(prefix="unsilenced-", dir=tools.settings.folder) as original:
        digest = _assemble(work.keys, original, tools=tools)
        tools.private.put(work.original_key, original)
        examination, refused = _examine(original, work=work, tools=tools)
        reach("examine-developed")
        size = original.seek(0, io.SEEK_END)
    if examination:
        put_previews(work.preview_key, examination.previews, tools=tools)
        put_small(work.preview_key, examination.small, tools=tools)
    reach("examine-stored")
    return Look(
        size=size,
        file_hash=tools.keys.hash("file", digest),
        refused=refused,
        examination=examination,
        city=nearest_city(examination.facts, tools=tools) if examination else None,
    )


def record(work: Work, look: Look, *, tools: Toolbox, unit: UnitOfWork) -> bool:
    """Write down what was seen; False when the photo was taken from this run meanwhile."""
    photo = claimed_photo(work.photo_id, claim=work.claim, tools=tools)
    if photo is None:
        return False
    photo.size, photo.file_hash = look.size, look.file_hash
    photo.original_key = work.original_key
    let_upload_go(photo)
    if look.examination is None:
        photo.reason = look.refused
        photo.move_to(Stage.REFUSED, at=tools.now())
        forget_hours(photo.submission)
        return True
    record_examination(photo, look, work=work, tools=tools)
    photo.move_to(Stage.WAITING, at=tools.now())
    hold_unproven(photo, at=tools.now())
    keep_out_of_sight(photo, tools=tools)
    if photo.submission.is_sent and not keeps_original(photo):
        unit.owe("settle", photo.id)
    return True


def record_examination(photo: Photo, look: Look, *, work: Work, tools: Toolbox) -> None:
    """Fill the row from the examination; of time and place only a day and a city stay."""
    seen = look.examination
    if seen is None:
        raise ValueError("nothing was seen")
    photo.format, photo.width, photo.height = seen.facts.format, seen.width, seen.height
    photo.colour, photo.likeness = seen.colour, tools.keys.mask(seen.likeness)
    photo.preview_key, photo.previews = work.preview_key, describe(seen.previews)
    note_previews(photo, seen.previews, small=seen.small, tools=tools)
    photo.heads = None if seen.heads is None else [list(each) for each in seen.heads]
    photo.camera_day = _sure_day(seen.facts)
    photo.camera_country = look.city.country if look.city else None
    photo.camera_city = adopt_city(look.city) if look.city and not is_country_only(photo) else None
    photo.flags = [*seen.facts.warnings, *([UNPROVEN] if photo.submission.is_unproven else [])]
    photo.same_as_id = _find_same(photo)
    file_photo(photo)


def clear_away(work: Work, *, recorded: bool, tools: Toolbox) -> None:
    """Delete what no row points at: the pieces, or what a run that lost has written."""
    if recorded:
        for key in set(work.keys) - {work.original_key}:
            tools.private.delete(key)
        return
    tools.private.delete(work.original_key)
    for found in list(tools.private.list(f"{work.preview_key}/")):
        tools.private.delete(found.key)


def note_previews(
    photo: Photo, previews: tuple[Rendition, ...], *, small: bytes = b"", tools: Toolbox
) -> None:
    """Remember what the previews are that the row names now."""
    written: dict[str, bytes | Rendition] = {
        f"{photo.preview_key}/{each.width}.jpg": each for each in previews
    }
    if small:
        written[f"{photo.preview_key}/{SMALL}"] = small
    note_files(photo, written, keys=tools.keys)


def put_previews(key: str, previews: tuple[Rendition, ...], *, tools: Toolbox) -> None:
    """Store previews under a prefix by their width."""
    for each in previews:
        tools.private.put(f"{key}/{each.width}.jpg", each.data, content_type="image/jpeg")


def put_small(key: str, data: bytes, *, tools: Toolbox) -> None:
    """Store the small preview beside them."""
    tools.private.put(f"{key}/{SMALL}", data, content_type="image/avif")


def describe(renditions: tuple[Rendition, ...]) -> list[dict[str, object]]:
    """Return what a row keeps of renditions: sizes in pixels and in bytes, and formats."""
    return [
        {"width": r.width, "height": r.height, "format": r.format, "size": len(r.data)}
        for r in renditions
    ]


def nearest_city(facts: Facts, *, tools: Toolbox) -> City | None:
    """Turn coordinates into the nearest city, and forget them."""
    if facts.lat is None or facts.lon is None or facts.place_uncertain:
        return None
    found = tools.cities.nearest(facts.lat, facts.lon, within_km=FAR_KM)
    return found[0] if found else None


def _assemble(keys: tuple[str, ...], target: IO[bytes], *, tools: Toolbox) -> bytes:
    """Write the pieces one after the other; return the SHA-256 of the whole."""
    digest = hashlib.sha256()
    for chunk in _chunks(keys, tools=tools):
        digest.update(chunk)
        target.write(chunk)
    target.seek(0)
    return digest.digest()


def _chunks(keys: tuple[str, ...], *, tools: Toolbox) -> Iterator[bytes]:
    """Yield the bytes of the pieces, 1 MiB at most at a time."""
    for key in keys:
        with closing(tools.private.open(key)) as piece:
            while chunk := piece.read(1 << 20):
                yield chunk


def _examine(
    original: IO[bytes], *, work: Work, tools: Toolbox
) -> tuple[Examination | None, str | None]:
    """Return what the dark room saw, or why the file is refused."""
    original.seek(0)
    try:
        return tools.dark_room.examine(original.read()), None
    except Refused as refusal:
        return None, refusal.key
    except DarkRoomKilled:
        if not work.is_last_try:
            raise
        return None, "too-hard"


def _sure_day(facts: Facts) -> date | None:
    """Return the camera's day if it may file the photo: an implausible one may not."""
    if facts.taken_at is None or "date-implausible" in facts.warnings:
        return None
    return facts.taken_at.date()


def _find_same(photo: Photo) -> int | None:
    """Return the first photo with the same bytes, whatever became of it."""
    return db.session.scalars(
        select(Photo.id)
        .where(Photo.file_hash == photo.file_hash, Photo.id != photo.id)
        .order_by(Photo.id)
    ).first()
