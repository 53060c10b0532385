"""Questions to photographers and their answers: a moderator reads each before it goes on."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gallery.db import unit_of_work
from gallery.errors import NotHere
from gallery.journey import inquiries
from gallery.models import Inquiry, Stage
from gallery.web.current import tools
from gallery.web.review import board
from gallery.web.review.door import me, pages
from gallery.web.review.shapes import Message
from gallery.web.review.showing import empty_page, preview_url
from gallery.web.review.words import picture_words

VERBS = {"pass": True, "stop": False}


@pages.get("/messages")
def messages() -> str:
    """Show what is to be read first; without anything, what waits."""
    inquiry = inquiries.find_to_read(me())
    if inquiry is None:
        return board.board()
    desk = empty_page(Stage.WAITING, me=me())
    return render_template("review/messages.html", desk=desk, message=_message(inquiry))


@pages.post("/messages/<int:number>/<verb>")
def judge_message(number: int, verb: str) -> ResponseReturnValue:
    """Pass it on, or do not; then show the next one."""
    if verb not in VERBS:
        raise NotHere
    mark = request.form.get("mark", "")
    with unit_of_work():
        inquiry = inquiries.get_to_read(number, by=me())
        inquiries.judge(inquiry, mark, passes=VERBS[verb], by=me(), tools=tools())
    return redirect(url_for("review.messages"))


def _message(inquiry: Inquiry) -> Message:
    """Return what is to be read, with the photo it is about."""
    question = inquiries.read_question(inquiry, tools=tools())
    photo = inquiry.photo
    return Message(
        number=inquiry.id,
        stage=inquiry.stage.value,
        mark=inquiries.mark_of(inquiry, tools=tools()),
        name=question.name,
        contact=question.contact,
        question=question.words,
        answer=inquiries.read_answer(inquiry, tools=tools()),
        photo_url=url_for("review.photo", public_id=photo.public_id),
        image=preview_url(photo, 640),
        alt=picture_words(photo),
    )
