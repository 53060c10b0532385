"""What keeps a photo from being shown: no place, an action day to come, a wish to hide faces."""

from datetime import datetime, timedelta

from gallery.errors import Incomplete
from gallery.models import Photo

FIRST_MORNING = timedelta(hours=14)  # so much earlier a day begins on the Line Islands


def require_ready(photo: Photo, *, now: datetime) -> None:
    """Raise Incomplete for what keeps a photo from being shown."""
    if not photo.is_placed:
        raise Incomplete("photo-needs-place", field="city")
    if is_too_early(photo, now):
        raise Incomplete("edition-to-come", field="edition_id")
    if not photo.may_be_shown:
        raise Incomplete("faces-not-confirmed", field="faces")


def is_too_early(photo: Photo, now: datetime) -> bool:
    """Whether a photo is filed under an action day that has begun nowhere in the world."""
    edition = photo.edition
    return edition is not None and edition.is_to_come((now + FIRST_MORNING).date())
