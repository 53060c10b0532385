"""Remove the public files of a photo that was hidden, so that only moderators see it."""

from gallery.db import db
from gallery.models import Photo, Stage


def find_hidden(photo_id: int) -> str | None:
    """Return the public name of a hidden photo whose files are still there."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.stage is not Stage.HIDDEN or photo.media_token is None:
        return None
    return photo.public_id


def record_hidden(photo_id: int) -> None:
    """Forget the names of the files that were removed."""
    photo = db.session.get(Photo, photo_id)
    if photo is not None and photo.stage is Stage.HIDDEN:
        photo.media_token, photo.renditions = None, []
