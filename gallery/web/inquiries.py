"""Ask whoever took a photo, at ``/photos/<id>/ask``; six words open the answer at ``/answers/``.

As with a receipt, the code comes in a form and goes out in a hidden field, never in an address.
"""

from dataclasses import dataclass, fields

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import unit_of_work
from gallery.errors import BadInput, Closed, Conflict, Incomplete, NotHere
from gallery.journey import inquiries
from gallery.journey.inquiries import Question
from gallery.journey.visit import find_photo
from gallery.models import Photo, Stage
from gallery.web import say, status_of
from gallery.web.current import tools
from gallery.web.drafts import new_draft, read_draft
from gallery.web.guards import for_capabilities
from gallery.web.limits import limiter, was_refused
from gallery.web.present.addresses import photo_url
from gallery.web.present.names import photo_name
from gallery.web.present.pictures import card_of
from gallery.web.submit.words import clean

pages = Blueprint("inquiries", __name__)
for_capabilities(pages)

#: Questions that were kept. Many people may share an address (Tor, a newsroom).
INQUIRIES = "10 per hour; 30 per day"
WRONG_CODES = "30 per minute; 300 per hour"
LARGEST_FORM = 30_000  # bytes
LONGEST = {"name": 120, "words": 1000, "contact": 200}  # characters


@dataclass(frozen=True)
class Said:
    """The fields of the form; the page shows them again."""

    name: str = ""
    words: str = ""
    contact: str = ""


def was_kept(response: Response) -> bool:
    """Whether a question was kept: mistakes do not count."""
    return response.status_code < 400


@pages.before_request
def keep_forms_small() -> None:
    """Words are all that may come: no file of somebody's lands in a temporary folder."""
    request.max_content_length = LARGEST_FORM


@pages.get("/photos/<public_id>/ask")
def ask(public_id: str) -> str:
    """Ask who asks, and what."""
    return _ask(_photo(public_id), new_draft(), Said())


@pages.post("/photos/<public_id>/ask")
@limiter.limit(INQUIRIES, deduct_when=was_kept)
def take_question(public_id: str) -> ResponseReturnValue:
    """Keep a question and give out its code; what is missing is asked for again."""
    draft, said = request.form.get("draft", ""), _said()
    try:
        code = tools().keys.receipt_code_of(f"inquiry/{read_draft(draft).token}")
    except BadInput as too_old:
        return _ask(_photo(public_id), new_draft(), said, error=too_old), 400
    try:
        _keep(public_id, _question(said), code)
    except (BadInput, Closed) as mistake:
        return _ask(_photo(public_id), draft, said, error=mistake), status_of(mistake)
    return render_template("inquiries/thanks.html", code=code)


@pages.get("/answers/")
def ask_code() -> str:
    """Ask for the code."""
    return render_template("inquiries/answer_ask.html")


@pages.post("/answers/")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def show_answer() -> ResponseReturnValue:
    """Show what was answered; a wrong code is asked for again."""
    try:
        return _show(_code())
    except NotHere as unknown:
        page = render_template(
            "inquiries/answer_ask.html", code=_code(), error=say.sentence(unknown)
        )
        return page, 404


@pages.post("/answers/erase")
@limiter.limit(WRONG_CODES, deduct_when=was_refused)
def erase() -> str:
    """Forget a question and its answer."""
    with unit_of_work():
        inquiries.erase(inquiries.find_inquiry(_code(), tools=tools()))
    said = _("Everything that you wrote is erased.")
    return render_template("inquiries/answer_ask.html", said=said)


def _photo(public_id: str) -> Photo:
    """Return a public photo whose sender can be asked; raise NotHere or Gone otherwise."""
    photo = find_photo(public_id)
    if not inquiries.may_be_asked(photo):
        raise NotHere("unknown-photo")
    return photo


def _code() -> str:
    """Return the code that came."""
    return request.form.get("code", "")[:120]


def _said() -> Said:
    """Return what stands in the form, as far as it could be kept and a little further."""
    said = {each.name: request.form.get(each.name, "") for each in fields(Said)}
    return Said(**{name: clean(text, longest=LONGEST[name] + 1) for name, text in said.items()})


def _question(said: Said) -> Question:
    """Return the question; raise BadInput with the ``field`` that is to be mended."""
    for name in ("name", "words"):
        if not getattr(said, name):
            raise Incomplete("please-fill-in", field=name)
    for name, limit in LONGEST.items():
        if len(getattr(said, name)) > limit:
            raise BadInput("too-long", limit=limit, field=name)
    return Question(name=said.name, words=said.words, contact=said.contact)


def _keep(public_id: str, question: Question, code: str) -> None:
    """Keep a question; the same form again is as good as once."""
    try:
        with unit_of_work():
            inquiries.ask(_photo(public_id), question, code=code, tools=tools())
    except Conflict:
        inquiries.find_inquiry(code, tools=tools())


def _ask(photo: Photo, draft: str, said: Said, *, error: BadInput | Closed | None = None) -> str:
    """Show the form, with what is to be mended."""
    return render_template(
        "inquiries/ask.html",
        photo=card_of(photo),
        name=photo_name(photo),
        draft=draft,
        said=said,
        error=say.sentence(error) if error else "",
        error_field=error.values.get("field") if error else "",
    )


def _show(code: str) -> str:
    """Show what was answered; raise NotHere for a wrong code."""
    inquiry = inquiries.find_inquiry(code, tools=tools())
    photo, stage = inquiry.photo, inquiry.stage.value
    return render_template(
        "inquiries/answer.html",
        code=code,
        name=photo_name(photo) if photo.stage is Stage.PUBLISHED else "",
        url=photo_url(photo) if photo.stage is Stage.PUBLISHED else "",
        stage=stage,
        question=inquiries.read_question(inquiry, tools=tools()).words,
        # Before a moderator has read it, it is nobody's but the sender's.
        answer=inquiries.read_answer(inquiry, tools=tools()) if stage == "delivered" else "",
    )
