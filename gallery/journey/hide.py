"""Remove the public files of a photo that was hidden, so that only moderators see it."""

from gallery.db import db
from gallery.models import Photo, Stage

#: Of these nothing may be left in the public store.
HIDING = (Stage.HIDDEN, Stage.REJECTED)


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
