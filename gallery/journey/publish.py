"""Make an approved photo public: fresh pixels, covers burnt in, a new random name."""

from dataclasses import dataclass

from gallery.db import UnitOfWork
from gallery.fail_points import reach
from gallery.images.covers import Box
from gallery.images.darkroom import Developed
from gallery.images.renditions import Rendition
from gallery.journey.care import first_moment, forget_hours, keeps_original, partner_of
from gallery.journey.claiming import claim_photo, claimed_photo
from gallery.journey.counting import count_photo
from gallery.journey.examine import describe, note_previews, put_previews
from gallery.journey.four_eyes import was_approved_by_two
from gallery.journey.intact import File, file_of, note_files, read_file
from gallery.journey.purging import let_caches_forget
from gallery.models import Original, Photo, Stage
from gallery.toolbox import Toolbox

MEDIA_TYPES = {"jpg": "image/jpeg", "avif": "image/avif"}
#: A cache may show a withdrawn photo for five minutes at most.
CACHE_CONTROL = "public, max-age=300"


@dataclass(frozen=True)
class Work:
    """What a run takes along when it leaves the database."""

    photo_id: int
    claim: str
    public_id: str
    source: File
    covers: tuple[Box, ...]
    crop: Box | None
    token: str
    preview_key: str
    former_preview_key: str | None


def claim(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Claim an approved photo whose undo time is over; None when there is nothing to do."""
    photo = claim_photo(photo_id, stage=Stage.APPROVED, tools=tools)
    if photo is None or photo.claim is None:
        return None
    first = first_moment(photo)
    if first and photo.publish_after and first > photo.publish_after:
        photo.publish_after = first  # what is asked or listed may have changed since
    if photo.publish_after is None or photo.publish_after > tools.now():
        photo.claim = photo.claimed_until = None
        return None
    # The last gate, whatever brought it here: no wish is skipped, and no second pair of eyes.
    if not (photo.may_be_shown and was_approved_by_two(photo)):
        photo.move_to(Stage.WAITING, at=tools.now())
        return None
    return Work(
        photo_id=photo.id,
        claim=photo.claim,
        public_id=photo.public_id,
        source=file_of(photo, photo.source_key, store=tools.private),
        covers=tuple(Box(*box) for box in photo.covers),
        crop=Box(*photo.crop) if photo.crop else None,
        token=tools.keys.new_id(),
        preview_key=f"previews/{photo.public_id}/{tools.keys.new_id()}",
        former_preview_key=photo.preview_key,
    )


def develop(work: Work, *, tools: Toolbox) -> Developed:
    """Write the public files, outside any unit of work; former ones of this photo go first.

    Raises ObjectDamaged when its source is not what came here: nothing is made of that.
    """
    erase_public(work.public_id, tools=tools)
    source = read_file(work.source, tools=tools)
    developed = tools.dark_room.develop(source, covers=work.covers, crop=work.crop)
    reach("publish-developed")
    for rendition in developed.renditions:
        tools.public.put(
            media_key(work.public_id, work.token, rendition),
            rendition.data,
            content_type=MEDIA_TYPES[rendition.format],
            cache_control=CACHE_CONTROL,
        )
    put_previews(work.preview_key, _jpegs(developed), tools=tools)
    reach("publish-stored")
    return developed


def record(work: Work, developed: Developed, *, tools: Toolbox, unit: UnitOfWork) -> bool:
    """Publish the row; False when it was withdrawn or taken over meanwhile."""
    photo = claimed_photo(work.photo_id, claim=work.claim, tools=tools)
    if photo is None:
        return False
    photo.media_token = work.token
    photo.renditions = describe(developed.renditions)
    photo.public_width, photo.public_height = developed.width, developed.height
    photo.colour = developed.colour
    photo.preview_key, photo.previews = work.preview_key, describe(_jpegs(developed))
    _note_renditions(photo, developed, tools=tools)
    if photo.original is not Original.KEPT:
        photo.burn_in()
    photo.published_at = photo.published_at or tools.now()
    photo.partner_id = partner_of(photo)
    photo.move_to(Stage.PUBLISHED, at=tools.now())
    count_photo(photo, by=+1)
    forget_hours(photo.submission)
    if tools.sealer or not keeps_original(photo):
        unit.owe("settle", photo.id)
    return True


def clear_away(work: Work, *, published: bool, tools: Toolbox) -> None:
    """Delete what no row points at: the uncovered previews, or the files of a run that lost."""
    if not published:
        erase_public(work.public_id, tools=tools, token=work.token)
        erase_private(work.preview_key, tools=tools)
    elif work.former_preview_key:
        erase_private(work.former_preview_key, tools=tools)


def take_down(photo: Photo, *, stage: Stage, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a photo from the public now (rows first answer, then the bytes go)."""
    was_published = photo.stage is Stage.PUBLISHED
    if was_published:
        let_caches_forget(photo, tools=tools, unit=unit)
    photo.move_to(stage, at=tools.now())
    if was_published:
        count_photo(photo, by=-1)
    unit.owe("erase" if stage is Stage.WITHDRAWN else "hide", photo.id)


def renew(photo: Photo, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a published photo down before it is changed; soon it is public again under new names."""
    if photo.stage is not Stage.PUBLISHED:
        return
    let_caches_forget(photo, tools=tools, unit=unit)
    count_photo(photo, by=-1)
    photo.move_to(Stage.APPROVED, at=tools.now())
    photo.publish_after = tools.now()
    unit.owe("publish", photo.id)


def media_key(public_id: str, token: str, rendition: Rendition) -> str:
    """Name a public file; the key equals the path it is served under."""
    return f"media/{public_id}/{token}-{rendition.width}.{rendition.format}"


def erase_public(public_id: str, *, tools: Toolbox, token: str = "") -> None:
    """Delete the public files of a photo, of one publication or of all."""
    for found in list(tools.public.list(f"media/{public_id}/{token}")):
        tools.public.delete(found.key)


def erase_private(prefix: str, *, tools: Toolbox) -> None:
    """Delete what lies under a prefix of the private store."""
    for found in list(tools.private.list(f"{prefix}/")):
        tools.private.delete(found.key)


def _note_renditions(photo: Photo, developed: Developed, *, tools: Toolbox) -> None:
    """Remember what was written, so that nothing else is ever shown."""
    note_previews(photo, _jpegs(developed), tools=tools)
    token = photo.media_token or ""
    written = {media_key(photo.public_id, token, each): each for each in developed.renditions}
    note_files(photo, written, keys=tools.keys)


def _jpegs(developed: Developed) -> tuple[Rendition, ...]:
    """The covered previews are the published JPEGs."""
    return tuple(each for each in developed.renditions if each.format == "jpg")
