"""Over a bad line moderators see small pictures, and several photos come at once.

They say so themselves, until their browser is closed, or it says so (``Save-Data``,
https://wicg.github.io/savedata/).
"""

import re
from base64 import b64encode

from flask import Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from gallery.errors import Gone, NotHere
from gallery.journey import previews
from gallery.models import Photo
from gallery.web.current import split_address, tools
from gallery.web.review import brief
from gallery.web.review.door import SAVING, find_photo, me, pages

#: Photos that come at once: their pages are so alike that the others weigh next to nothing.
AT_ONCE = 8
PAGE = re.compile(r"/review/([a-z0-9]{1,16})")


@pages.post("/saving")
def save() -> Answer:
    """Show small pictures from now on, or those as usual; then look at the same photo again."""
    here = PAGE.search(split_address(request.referrer or "").path)
    try:
        photo = find_photo(here[1]) if here else None
    except (Gone, NotHere):
        photo = None
    at = url_for("review.photo", public_id=photo.public_id) if photo else url_for("review.board")
    answer = redirect(at)
    # Of its own: pages that are loaded meanwhile would write the session as they found it.
    said = "on" if "on" in request.form else "off"
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    answer.set_cookie(SAVING, said, httponly=True, samesite="Lax", secure=secure)
    return answer


@pages.get("/several")
def several() -> str:
    """Show several photos' parts of their pages, each with its small picture in it."""
    found = (_find(name) for name in request.args.getlist("photo")[:AT_ONCE])
    return "".join(brief.show_ahead(photo, picture=_written(photo)) for photo in found if photo)


@pages.after_request
def vary(answer: Response) -> Response:
    """Say that pages look otherwise for browsers that save data."""
    if answer.mimetype == "text/html":
        answer.vary.add("Save-Data")
    return answer


def _find(public_id: str) -> Photo | None:
    """Return a photo; None where it is not to be seen any more."""
    try:
        return find_photo(public_id)
    except (Gone, NotHere):
        return None


def _written(photo: Photo) -> str:
    """Write a small picture down: its kind and its bytes; nothing where there is none."""
    try:
        picture = previews.read_small(photo.public_id, by=me(), tools=tools())
    except NotHere:
        return ""
    return f"{picture.kind},{b64encode(picture.data).decode()}"
