"""Groups that want to start an action: organisers confirm or decline."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gallery import actions
from gallery import starts as wishes
from gallery.db import unit_of_work
from gallery.errors import Conflict, Incomplete
from gallery.models import Start, StartStage
from gallery.starts import Person
from gallery.web import say
from gallery.web.cities import label
from gallery.web.current import tools
from gallery.web.office.door import pages
from gallery.web.office.rows import action_url
from gallery.web.present.names import edition_name

PAGE = 30
LONGEST_ANSWER = 500  # characters


@dataclass(frozen=True)
class StartRow:
    """A wish as organisers read it."""

    number: int
    city: str
    city_url: str
    edition: str
    day: date
    organisation: str
    statue: str
    person: Person
    asked_on: date
    stage: str
    stage_words: str
    answer: str
    link_url: str


@pages.get("/starts/")
def starts() -> str:
    """List who waits for an answer, or what was answered."""
    return _show(is_waiting=request.args.get("show") != "answered")


@pages.post("/starts/<int:number>/confirm")
def confirm_start(number: int) -> ResponseReturnValue:
    """Say yes: the group gets a link."""
    try:
        with unit_of_work(tools().queue.send):
            link = wishes.confirm(wishes.get_start(number), tools=tools())
    except Conflict as late:
        return _show(is_waiting=True, error=say.sentence(late)), 409
    flash(_("Confirmed. The group finds this link and its poster with its six words."))
    return redirect(url_for("office.link", number=link.id))


@pages.post("/starts/<int:number>/decline")
def decline_start(number: int) -> ResponseReturnValue:
    """Say no, and why."""
    answer = " ".join(request.form.get("answer", "").split())[:LONGEST_ANSWER]
    try:
        with unit_of_work(tools().queue.send):
            wishes.decline(wishes.get_start(number), answer=answer, tools=tools())
    except (Conflict, Incomplete) as mistake:
        status = 409 if isinstance(mistake, Conflict) else 400
        return _show(is_waiting=True, error=say.sentence(mistake)), status
    flash(_("Declined. The group finds your answer with its six words."))
    return _back()


def _back() -> Response:
    """Go back to who waits."""
    return redirect(url_for("office.starts"))


def _show(*, is_waiting: bool, error: str = "") -> str:
    """Show the list."""
    counts = wishes.count_starts()
    waiting = counts.pop(StartStage.WAITING, 0)
    found = wishes.list_starts(waiting=is_waiting, limit=PAGE)
    return render_template(
        "office/starts.html",
        starts=[_row(start) for start in found],
        is_waiting=is_waiting,
        waiting=waiting,
        answered=sum(counts.values()),
        error=error,
    )


def _row(start: Start) -> StartRow:
    """Show a wish."""
    city = tools().cities.find(start.geoname_id)
    action = actions.find_action_by_place(start.edition, geoname_id=start.geoname_id)
    words = {
        StartStage.WAITING: _("waiting"),
        StartStage.CONFIRMED: _("confirmed"),
        StartStage.DECLINED: _("declined"),
    }
    return StartRow(
        number=start.id,
        city=label(city) if city else "",
        city_url=action_url(action) if action else "",
        edition=edition_name(start.edition),
        day=start.edition.day,
        organisation=start.organisation,
        statue=start.statue,
        person=wishes.read_person(start, tools=tools()),
        asked_on=start.asked_at.date(),
        stage=start.stage.value,
        stage_words=words[start.stage],
        answer=start.answer,
        link_url=url_for("office.link", number=start.link_id) if start.link_id else "",
    )
