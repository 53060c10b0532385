"""The door ``/receipt/``: what became of one's photos, mending them, and taking them back.

The code comes in a form and goes out in a hidden field; it is never in an address.
"""

from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from gallery.db import UnitOfWork, lock_rows, unit_of_work
from gallery.errors import BadInput, Conflict, NotHere
from gallery.journey import amend, inquiries, letters
from gallery.journey.withdraw import find_receipt, photos_of_receipt, withdraw_photo
from gallery.models import Photo, Submission
from gallery.web import say, status_of
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.guards import for_capabilities, is_foreign
from gallery.web.limits import limiter, was_unknown
from gallery.web.receipt import asking
from gallery.web.receipt.pictures import read_picture
from gallery.web.receipt.shapes import Trouble
from gallery.web.receipt.showing import receipt_of
from gallery.web.submit.thanks import thanks_page, way_to_more

pages = Blueprint("receipt", __name__, url_prefix="/receipt")
for_capabilities(pages)

#: Wrong codes. Nobody guesses 77 bits; many people may share an address (Tor, a school).
WRONG_CODES = "30 per minute; 300 per hour"
LARGEST_FORM = 20_000  # bytes

#: Does something with photos, and returns what is said about it.
Verb = Callable[[list[Photo], UnitOfWork], str]

few_guesses = limiter.limit(WRONG_CODES, deduct_when=was_unknown)


@pages.before_request
def keep_forms_small() -> None:
    """Words are all that may come: no file of somebody's lands in a temporary folder."""
    request.max_content_length = LARGEST_FORM


@pages.get("/")
def ask() -> str:
    """Ask for the receipt code."""
    return render_template("receipt/ask.html")


@pages.post("/")
@few_guesses
def show() -> ResponseReturnValue:
    """Show what became of each photo; a wrong code is asked for again."""
    try:
        return _show()
    except NotHere as unknown:
        error = say.sentence(unknown)
        return render_template("receipt/ask.html", code=asking.code(), error=error), 404


@pages.get("/pictures/<signed>")
def picture(signed: str) -> Response:
    """Hand out a small picture to the page that was told its address some minutes ago."""
    if is_foreign():
        abort(403)
    return read_picture(signed)


@pages.post("/withdraw")
@few_guesses
def withdraw() -> ResponseReturnValue:
    """Take one photo back, or all of them."""

    def verb(photos: list[Photo], unit: UnitOfWork) -> str:
        for photo in photos:
            withdraw_photo(photo, tools=tools(), unit=unit)
        number = len(photos)
        return str(ngettext("Your photo was withdrawn.", "Your photos were withdrawn.", number))

    return _do(verb)


@pages.post("/correct")
@few_guesses
def correct() -> ResponseReturnValue:
    """Correct place, day and words of a photo."""

    def verb(photos: list[Photo], _unit: UnitOfWork) -> str:
        applied = [amend.correct(each, asking.wishes(each), tools=tools()) for each in photos]
        return _changed(is_done=all(applied))

    return _do(verb)


@pages.post("/name")
@few_guesses
def name() -> ResponseReturnValue:
    """Show another name with all photos, or none."""

    def verb(photos: list[Photo], unit: UnitOfWork) -> str:
        wanted = asking.words("credit") if request.form.get("credit_wish") == "named" else ""
        return _changed(is_done=amend.change_name(photos, wanted, tools=tools(), unit=unit))

    return _do(verb)


@pages.post("/country")
@few_guesses
def country() -> ResponseReturnValue:
    """Show nothing of a place but its country."""

    def verb(photos: list[Photo], unit: UnitOfWork) -> str:
        amend.show_country_only(photos, tools=tools(), unit=unit)
        return str(_("We forgot the city. Your photos show only their country."))

    return _do(verb)


@pages.post("/partner")
@few_guesses
def partner() -> ResponseReturnValue:
    """Stand in no partner's gallery."""

    def verb(photos: list[Photo], unit: UnitOfWork) -> str:
        amend.leave_partner(photos, tools=tools(), unit=unit)
        return str(_("Your photos are not in that gallery any more."))

    return _do(verb)


@pages.post("/cover")
@few_guesses
def cover() -> ResponseReturnValue:
    """Ask for more covering; until then nobody sees the photo."""

    def verb(photos: list[Photo], unit: UnitOfWork) -> str:
        for photo in photos:
            amend.ask_cover(photo, asking.words("words"), tools=tools(), unit=unit)
        return str(_("Nobody sees this photo until a person has covered more of it."))

    return _do(verb)


@pages.post("/answer")
@few_guesses
def answer() -> ResponseReturnValue:
    """Answer the question of a moderator."""

    def verb(photos: list[Photo], _unit: UnitOfWork) -> str:
        for photo in photos:
            amend.answer(photo, asking.words("words"), tools=tools())
        return str(_("Thank you for your answer. A person will look at the photo again."))

    return _do(verb)


@pages.post("/reply")
@few_guesses
def reply() -> ResponseReturnValue:
    """Answer who saw a photo and asks; or say that there will be no answer."""
    mark, is_declined = request.form.get("inquiry", ""), "decline" in request.form

    def verb(photos: list[Photo], _unit: UnitOfWork) -> str:
        for photo in photos:
            if is_declined:
                inquiries.decline(photo, mark, tools=tools())
            else:
                inquiries.reply(photo, mark, asking.words("reply"), tools=tools())
        if is_declined:
            return str(_("We tell them that you do not want to answer."))
        return str(_("Thank you. A person reads your answer before it is passed on."))

    return _do(verb)


@pages.post("/email")
@few_guesses
def email() -> ResponseReturnValue:
    """Keep where somebody wants to hear from us, or forget it."""
    wanted, error = request.form.get("email", ""), None
    submission = find_receipt(asking.code(), tools=tools())
    try:
        with unit_of_work():
            submission = find_receipt(asking.code(), tools=tools())
            letters.forget_email(submission)
            if wanted and tools().mail is not None:
                language = str(get_locale() or "en")
                letters.keep_email(submission, wanted, language=language, tools=tools())
    except BadInput as trouble:
        error = trouble
    return _heard(submission, wanted, error)


def _heard(submission: Submission, wanted: str, error: BadInput | None) -> ResponseReturnValue:
    """Show the page that the form stood on: after sending that is the one with the code."""
    said = _("We write to you when there is an answer.") if wanted else _("We forgot your e-mail.")
    if request.form.get("page") == "thanks":
        page = thanks_page(
            submission,
            asking.code(),
            said="" if error else str(said),
            error=say.sentence(error) if error else "",
            email=wanted if error else "",
        )
        return page, status_of(error) if error else 200
    if error:
        return _show(trouble=_trouble(error)), status_of(error)
    return _show(said=str(said))


def _do(verb: Verb) -> ResponseReturnValue:
    """Do something with the photos that are meant, and show how they stand now."""
    try:
        with unit_of_work(tools().queue.send) as unit:
            photos = _meant()
            lock_rows(photos)  # all of them first: moderators may be at any
            said = verb(photos, unit)
    except (BadInput, Conflict) as error:
        return _show(trouble=_trouble(error)), status_of(error)
    return _show(said=said)


def _meant() -> list[Photo]:
    """Return the photos of the code that are meant; raise NotHere when there is none such."""
    wanted = request.form.get("photo", "")
    photos = photos_of_receipt(find_receipt(asking.code(), tools=tools()))
    meant = [photo for photo in photos if wanted in (photo.public_id, "all")]
    if not meant:
        raise NotHere("unknown-photo")
    return meant


def _changed(*, is_done: bool) -> str:
    """Say whether a change is made, or waits for a moderator."""
    if is_done:
        return str(_("Your change was made."))
    return str(_("Thank you. A person will look at your change before it appears."))


def _trouble(error: BadInput | Conflict) -> Trouble:
    """Return what went wrong, where it can be mended."""
    choices = error.values.get("choices", ())
    return Trouble(
        sentence=say.sentence(error),
        photo=request.form.get("photo", ""),
        field=str(error.values.get("field", "")),
        choices=tuple((city.geoname_id, label(city)) for city in choices),  # type: ignore[attr-defined]  # values are of any kind
    )


def _show(*, said: str = "", trouble: Trouble | None = None) -> str:
    """Show the photos of the code; raise NotHere when there is none such."""
    submission = find_receipt(asking.code(), tools=tools())
    return render_template(
        "receipt/show.html",
        code=asking.code(),
        more=way_to_more(submission),
        said=said,
        trouble=trouble,
        typed=asking.typed(),
        receipt=receipt_of(submission),
        has_mail=tools().mail is not None,
        is_told=letters.find_letter(submission) is not None,
        email=request.form.get("email", ""),
    )
