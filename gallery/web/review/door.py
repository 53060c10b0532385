"""The moderators' door: its guard, and what its pages have in common."""

from types import ModuleType

from flask import Blueprint, request
from flask_babel import format_decimal
from flask_security import current_user

from gallery.errors import NotHere
from gallery.journey import opinions, review
from gallery.journey.review_queue import MOST_COUNTED
from gallery.models import Account, Photo
from gallery.web.guards import for_moderators

pages = Blueprint("review", __name__, url_prefix="/review")
for_moderators(pages)

SAVING = "saving"  # a moderator's cookie: "on" or "off"


def find_photo(public_id: str) -> Photo:
    """Return a photo that we may see; whatever is no id of ours names none."""
    if not (public_id.isascii() and public_id.isalnum()):
        raise NotHere("unknown-photo")
    return review.find_photo(public_id, by=me())


def verbs() -> ModuleType:
    """Return the verbs of who asks: trainees only give opinions."""
    return opinions if me().is_trainee else review


def saves_data() -> bool:
    """Whether as little as possible is to be sent: as they said, else as their browser says."""
    return request.cookies.get(SAVING, request.headers.get("Save-Data")) == "on"


def me() -> Account:
    """Return who is signed in."""
    account: Account = current_user._get_current_object()
    return account


@pages.app_template_filter()
def counted(count: int) -> str:
    """Write how many there are: "142"; where they were not counted to the end, "2,500+"."""
    more = "+" if count > MOST_COUNTED else ""
    return f"{format_decimal(min(count, MOST_COUNTED))}{more}"
