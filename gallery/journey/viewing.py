"""A moderator looks at an original: the reason is in the log before any of it is read.

What is shown are its pixels, painted anew in the dark room: what the camera wrote into the file, an
exact place among it, is for nobody's eyes.
"""

from gallery.db import lock_row
from gallery.errors import BadInput, NotHere
from gallery.journey.audit import LOOK, note
from gallery.journey.intact import File, file_of, read_file
from gallery.models import Account, Original, Photo
from gallery.toolbox import Toolbox

REASONS = ("detail", "genuine", "asked")


def can_be_seen(photo: Photo) -> bool:
    """Whether the original is here and not sealed."""
    return photo.original is Original.KEPT and photo.original_key is not None


def note_look(photo: Photo, reason: str, *, by: Account, tools: Toolbox) -> File:
    """Write down who looks, and why; return the file of the original.

    Raises NotHere where there is none to look at, BadInput without a reason.
    """
    lock_row(photo)
    if not can_be_seen(photo) or photo.original_key is None:
        raise NotHere("unknown-photo")
    if reason not in REASONS:
        raise BadInput("bad-input")
    note(photo.id, LOOK, at=tools.now(), tools=tools, by=by, reason=reason)
    return file_of(photo, photo.original_key, store=tools.private)


def develop(file: File, *, tools: Toolbox) -> bytes:
    """Return what an original shows, as a JPEG without metadata; outside any unit of work."""
    return tools.dark_room.look_closely(read_file(file, tools=tools)).data
