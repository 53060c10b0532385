"""What strangers report, decided where approving a hidden photo again does not decide it."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from gallery.db import UnitOfWork, unit_of_work
from gallery.errors import NotHere
from gallery.journey import reports
from gallery.journey.review import Act
from gallery.models import Photo
from gallery.web.current import tools
from gallery.web.review import asking, board
from gallery.web.review.door import find_photo, me, pages

Verb = Callable[[Photo, Act, UnitOfWork], None]


@pages.post("/<public_id>/reports/<verb>")
def decide_report(public_id: str, verb: str) -> ResponseReturnValue:
    """Decide what is reported, then go on with what is most urgent."""
    if verb not in VERBS:
        raise NotHere
    act = Act(me(), asking.version())
    with unit_of_work(tools().queue.send) as unit:
        VERBS[verb](find_photo(public_id), act, unit)
    if verb == "hide":  # there is more to be done about it
        return redirect(url_for("review.photo", public_id=public_id))
    return board.lead_back()


def _leave(photo: Photo, act: Act, _unit: UnitOfWork) -> None:
    reports.leave(photo, act, tools=tools())


def _hide(photo: Photo, act: Act, unit: UnitOfWork) -> None:
    reports.hide(photo, act, tools=tools(), unit=unit)


def _withdraw(photo: Photo, act: Act, unit: UnitOfWork) -> None:
    reports.withdraw(photo, act, tools=tools(), unit=unit)


VERBS: dict[str, Verb] = {"leave": _leave, "hide": _hide, "withdraw": _withdraw}
