"""Make damaged files anew from the original: of what is public under new names, else the previews.

Nothing is made of an original that is damaged itself: its photo stays as it is, what is damaged of
it is not shown, and it is told in the log until somebody brings it back from a backup.
"""

from dataclasses import dataclass

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import ObjectDamaged, ObjectMissing
from gallery.images.renditions import Rendition
from gallery.journey.examine import describe, note_previews, put_previews, put_small
from gallery.journey.intact import File, file_of, is_whole, list_files, read_file
from gallery.journey.publish import renew
from gallery.models import Original, Photo, Stage
from gallery.toolbox import Toolbox

#: In these moderators look at what the original shows, without covers.
UNCOVERED = (Stage.WAITING, Stage.HELD, Stage.REJECTED, Stage.APPROVED)


@dataclass(frozen=True)
class Work:
    """What a run takes along: all files, the one they are made from, where previews go."""

    photo_id: int
    files: tuple[File, ...]
    source: File
    is_public: bool
    preview_key: str
    former_key: str | None


@dataclass(frozen=True)
class Made:
    """Previews that were made; none of what is published anew."""

    previews: tuple[Rendition, ...] = ()
    small: bytes = b""


def find(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Return what is to be made anew if it is damaged; None where nothing can be."""
    photo = db.session.get(Photo, photo_id)
    if photo is None:
        return None
    is_public = photo.stage is Stage.PUBLISHED
    is_bare = photo.stage in UNCOVERED or (
        photo.stage is Stage.HIDDEN and photo.media_token is None
    )
    if not is_public and not (is_bare and photo.original is Original.KEPT and photo.original_key):
        return None
    source = file_of(photo, photo.source_key, store=tools.private)
    files = tuple(each for each in list_files(photo, tools=tools) if each.key != source.key)
    key = f"previews/{photo.public_id}/{tools.keys.new_id()}"
    return Work(photo.id, files, source, is_public, key, photo.preview_key)


def make_anew(work: Work, *, tools: Toolbox) -> Made | None:
    """Look at all files, outside any unit of work; None where none is damaged.

    Raises ObjectDamaged when the source is: then nothing is made of it.
    """
    if all(_is_fine(each, tools=tools) for each in work.files):
        return None
    source = read_file(work.source, tools=tools)
    if work.is_public:
        return Made()
    seen = tools.dark_room.examine(source)
    put_previews(work.preview_key, seen.previews, tools=tools)
    put_small(work.preview_key, seen.small, tools=tools)
    return Made(seen.previews, seen.small)


def record(work: Work, made: Made | None, *, tools: Toolbox, unit: UnitOfWork) -> str | None:
    """Publish anew, or name the new previews; return the folder that nobody needs any more."""
    photo = db.session.get(Photo, work.photo_id)
    if photo is None or made is None:
        return None
    lock_row(photo)
    if photo.preview_key != work.former_key:  # it went on meanwhile
        return None if work.is_public else work.preview_key
    if work.is_public:
        renew(photo, tools=tools, unit=unit)
        return None
    photo.preview_key, photo.previews = work.preview_key, describe(made.previews)
    note_previews(photo, made.previews, small=made.small, tools=tools)
    photo.version += 1
    return work.former_key


def _is_fine(file: File, *, tools: Toolbox) -> bool:
    """Whether a file is what was written."""
    try:
        with file.store.open(file.key) as body:
            return is_whole(body.read(), file, keys=tools.keys)
    except (ObjectMissing, ObjectDamaged):
        return False
