"""Remove the public files of a photo that is not shown now: only moderators see it.

They shall see under its covers again, to mend them; of what was published there are covered
previews only.
"""

from dataclasses import dataclass

from gallery.db import db
from gallery.images.renditions import Rendition
from gallery.journey.examine import describe, note_previews, put_previews
from gallery.journey.intact import File, file_of, read_file
from gallery.models import Original, Photo, Stage
from gallery.toolbox import Toolbox

#: Of these nothing may be left in the public store.
HIDING = (Stage.HIDDEN, Stage.REJECTED, Stage.APPROVED, Stage.WAITING)


@dataclass(frozen=True)
class Work:
    """Previews to be made anew: of which original, and where they lie then and lay before."""

    photo_id: int
    original: File
    preview_key: str
    former_key: str | None


def find_covered(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Return the hidden photo whose previews are covered, where its original is still here."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.stage is not Stage.HIDDEN or not photo.original_key:
        return None
    if photo.original is not Original.KEPT or not (photo.covers or photo.crop):
        return None
    key = f"previews/{photo.public_id}/{tools.keys.new_id()}"
    original = file_of(photo, photo.original_key, store=tools.private)
    return Work(photo.id, original, key, photo.preview_key)


def uncover(work: Work, *, tools: Toolbox) -> tuple[Rendition, ...]:
    """Make the previews, outside any unit of work."""
    previews = tools.dark_room.examine(read_file(work.original, tools=tools)).previews
    put_previews(work.preview_key, previews, tools=tools)
    return previews


def record_uncovered(work: Work, previews: tuple[Rendition, ...], *, tools: Toolbox) -> bool:
    """Show these to moderators; False when the photo went on meanwhile."""
    photo = db.session.get(Photo, work.photo_id, with_for_update=True)
    if photo is None or photo.stage is not Stage.HIDDEN or photo.preview_key != work.former_key:
        return False
    photo.preview_key, photo.previews = work.preview_key, describe(previews)
    note_previews(photo, previews, tools=tools)
    photo.version += 1  # whoever looks at it sees another picture now
    return True


def find_hidden(photo_id: int) -> tuple[str, str] | None:
    """Return the public name of a hidden photo and the token of the files that are still there."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.stage not in HIDING or photo.media_token is None:
        return None
    return photo.public_id, photo.media_token


def record_hidden(photo_id: int, *, token: str) -> None:
    """Forget the names of the files that were removed, unless it is public anew meanwhile."""
    photo = db.session.get(Photo, photo_id, with_for_update=True)
    if photo is not None and photo.stage in HIDING and photo.media_token == token:
        photo.media_token, photo.renditions = None, []
