"""Take a photo out of the queue: to ask an organiser, or because it is illegal or shocking."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gallery.db import unit_of_work
from gallery.journey import apart
from gallery.journey.review import Act
from gallery.web.current import tools
from gallery.web.review import asking, board
from gallery.web.review.door import find_photo, me, pages


@pages.post("/<public_id>/ask")
def ask(public_id: str) -> Response:
    """Let organisers decide about it."""
    note = asking.note()
    with unit_of_work(tools().queue.send):
        apart.ask_organisers(find_photo(public_id), note, by=me(), tools=tools())
    flash(_("An organiser looks at it now. You need not do anything."))
    return board.lead_back()


@pages.post("/<public_id>/give-back")
def give_back(public_id: str) -> Response:
    """Leave it to the moderators, for an organiser who was asked."""
    with unit_of_work(tools().queue.send):
        act = Act(me(), asking.version())
        apart.give_back(find_photo(public_id), act, tools=tools())
    return board.lead_back()


@pages.post("/<public_id>/alarm")
def alarm(public_id: str) -> Response:
    """Take it out of everybody's sight at once."""
    with unit_of_work(tools().queue.send) as unit:
        apart.sound_alarm(find_photo(public_id), by=me(), tools=tools(), unit=unit)
    flash(_("Nobody sees it any more. Organisers decide; if it was a mistake, tell them."))
    return board.lead_back()
