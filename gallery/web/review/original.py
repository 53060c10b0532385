"""The original of a photo, for moderators who need it: why, and who they are once more."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.db import unit_of_work
from gallery.journey import viewing
from gallery.models import Account, Original, Photo
from gallery.web.account.sure import (
    asked,
    is_sure,
    is_tried,
    limited_by_account,
    limited_by_address,
    what_is_wrong,
)
from gallery.web.current import tools
from gallery.web.headers import NO_PAGE
from gallery.web.review.door import find_photo, me, pages
from gallery.web.review.shapes import Kept

LASTS = 300  # seconds that showing who one is is good for
REASONS = {
    "detail": _later("To see something small"),
    "genuine": _later("To see whether it is genuine"),
    "asked": _later("Its sender or the law asks for it"),
}


def kept_of(photo: Photo, *, me: Account) -> Kept | None:
    """Return why somebody may look at an original, or that nobody can; trainees nothing."""
    if me.is_trainee:
        return None
    if viewing.can_be_seen(photo):
        return Kept(tuple((key, str(words)) for key, words in REASONS.items()))
    if photo.original is Original.SEALED:
        return Kept(words=str(_("It is sealed: only who holds the key elsewhere can open it.")))
    return Kept(words=str(_("It was not kept.")))


@pages.post("/<public_id>/original")
@limited_by_address
@limited_by_account
def original(public_id: str) -> ResponseReturnValue:
    """Show the pixels of an original, once it is written down who looks and why."""
    photo, reason = find_photo(public_id), request.form.get("reason", "")
    if not is_sure(lasts=LASTS):
        error = what_is_wrong() if is_tried() else ""
        if error or not is_tried():
            return _ask(photo, reason, error=error), 403 if error else 200
    with unit_of_work(tools().queue.send):
        file = viewing.note_look(find_photo(public_id), reason, by=me(), tools=tools())
    answer = Response(viewing.develop(file, tools=tools()), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = f"sandbox; {NO_PAGE}"
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _ask(photo: Photo, reason: str, *, error: str) -> str:
    """Ask who it is; why somebody looks is not asked again."""
    return render_template(
        "review/original.html",
        public_id=photo.public_id,
        reason=reason,
        asked=asked(),
        error=error,
    )
