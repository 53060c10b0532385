"""The door ``/receipt/``: what became of one's photos, and taking them back. The code is the key.

It comes in a form and goes out in a hidden field; it is never in an address.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from gallery.db import unit_of_work
from gallery.errors import REFUSALS, NotHere
from gallery.journey.receive import photos_of
from gallery.journey.withdraw import find_receipt, find_withdrawn, withdraw_photo
from gallery.models import TAKEN_BACK, Photo, Stage
from gallery.web import say
from gallery.web.current import tools
from gallery.web.guards import for_capabilities
from gallery.web.limits import limiter, was_refused
from gallery.web.present.addresses import photo_url
from gallery.web.present.names import photo_name
from gallery.web.reasons import kind_reason

pages = Blueprint("receipt", __name__, url_prefix="/receipt")
for_capabilities(pages)

#: Wrong codes. Nobody guesses 77 bits; many people may share an address (Tor, a school).
WRONG_CODES = "30 per minute; 300 per hour"
LARGEST_FORM = 10_000  # bytes
LONGEST_CODE = 120  # characters

STATES = {
    Stage.RECEIVED: "waiting",
    Stage.WAITING: "waiting",
    Stage.APPROVED: "waiting",
    Stage.HELD: "held",
    Stage.PUBLISHED: "published",
    Stage.HIDDEN: "held",
    Stage.REFUSED: "not-published",
    Stage.REJECTED: "not-published",
    Stage.WITHDRAWN: "withdrawn",
    Stage.ERASED: "not-published",
}


@dataclass(frozen=True)
class SentPhoto:
    """One photo as its sender sees it."""

    id: str
    title: str
    state: str
    words: str
    url: str | None
    may_withdraw: bool


@pages.before_request
def keep_forms_small() -> None:
    """A code is all that may come: no file of somebody's lands in a temporary folder."""
    request.max_content_length = LARGEST_FORM


@pages.get("/")
def ask() -> str:
    """Ask for the receipt code."""
    return render_template("receipt/ask.html")


@pages.post("/")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def show() -> ResponseReturnValue:
    """Show what became of each photo; a wrong code is asked for again."""
    code = _code()
    try:
        return _show(code)
    except NotHere as unknown:
        return render_template("receipt/ask.html", code=code, error=say.sentence(unknown)), 404


@pages.post("/withdraw")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def withdraw() -> ResponseReturnValue:
    """Take one photo back, or all of them."""
    code, wanted = _code(), request.form.get("photo", "")
    with unit_of_work(tools().queue.send) as unit:
        photos = photos_of(find_receipt(code, tools=tools()))
        meant = [photo for photo in photos if wanted in (photo.public_id, "all")]
        if not meant:
            raise NotHere("unknown-photo")
        for photo in meant:
            withdraw_photo(photo, tools=tools(), unit=unit)
    count = len(meant)
    return _show(
        code,
        said=ngettext("Your photo was withdrawn.", "Your photos were withdrawn.", count),
    )


def _code() -> str:
    """Return the code that came."""
    return request.form.get("code", "")[:LONGEST_CODE]


def _show(code: str, *, said: str | None = None) -> str:
    """Show the photos of a code; raise NotHere when there is none such."""
    photos = photos_of(find_receipt(code, tools=tools()))
    withdrawn = find_withdrawn(photos)
    shown = [photo for photo in photos if photo.id in withdrawn or _is_answered(photo)]
    sent = [
        _sent(photo, number=number, state=_state(photo, is_withdrawn=photo.id in withdrawn))
        for number, photo in enumerate(shown, start=1)
    ]
    return render_template("receipt/show.html", code=code, said=said, photos=sent)


def _is_answered(photo: Photo) -> bool:
    """Whether there is something to say of a photo: what was taken back before sending is not."""
    return photo.stage not in TAKEN_BACK or bool(photo.reason)


def _sent(photo: Photo, *, number: int, state: str) -> SentPhoto:
    """Describe a photo to its sender."""
    found = photo_name(photo) if photo.country else ""
    name = _("Photo %(number)s", number=number)
    is_published = photo.stage is Stage.PUBLISHED
    return SentPhoto(
        id=photo.public_id,
        title=f"{name}: {found}" if found else name,
        state=state,
        words=_words(photo, state=state),
        url=photo_url(photo) if is_published else None,
        may_withdraw=photo.stage not in TAKEN_BACK,
    )


def _state(photo: Photo, *, is_withdrawn: bool) -> str:
    """Name the state of a photo; what is erased was either taken back or turned down."""
    return "withdrawn" if is_withdrawn else STATES[photo.stage]


def _words(photo: Photo, *, state: str) -> str:
    """Say in a sentence what that means."""
    if photo.stage is Stage.HIDDEN:
        return str(_("Somebody asked us to look at it again. It is hidden until we have."))
    words = {
        "waiting": _("A person will look at it before it appears."),
        "published": _("Everyone can see it in the gallery."),
        "held": _("We have a question about it and talk it over. You need not do anything."),
        "not-published": _why_not(photo),
        "withdrawn": _("It is no longer shown, and its files are erased."),
    }
    return str(words[state])


def _why_not(photo: Photo) -> str:
    """Say kindly why a photo was not published."""
    return say.refusal(photo.reason) if photo.reason in REFUSALS else kind_reason(photo.reason)
