"""The board: what waits by city and action, who is where, and where one begins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gallery.db import unit_of_work
from gallery.errors import Gone, NotHere
from gallery.journey import leases, review_queue
from gallery.journey.board import Pace, Pile, count_first, list_piles, measure_pace
from gallery.journey.lanes import ASKED, Lane, find_lane
from gallery.journey.reports import find_urgent
from gallery.models import Photo, Stage
from gallery.models.stage import REVIEWABLE
from gallery.web.current import tools
from gallery.web.present.names import country_name, edition_name
from gallery.web.review.asking import is_brief
from gallery.web.review.choosing import sheet_of, sheet_url
from gallery.web.review.door import counted, find_photo, me, pages
from gallery.web.review.figures import Figure, figures_of, names_in
from gallery.web.review.seats import Seat, seats_of
from gallery.web.review.shapes import Desk
from gallery.web.review.showing import empty_page

#: What pages ask for, whether somebody sits before them or not.
BY_ITSELF = ("review.preview", "review.now", "review.ahead")


@dataclass(frozen=True)
class Row:
    """What waits from one place."""

    place: str
    country: str
    is_known: bool  # where it was taken
    lane: str
    waiting: int
    sensitive: int
    oldest: str
    who: tuple[str, ...]
    sheet: str = ""  # where all of it is seen at a glance


@dataclass(frozen=True)
class Section:
    """What waits of one action day."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class First:
    """What somebody is told who is new."""

    is_open: bool  # nothing is decided yet
    seconds: int  # in which a decision can be taken back
    is_trainee: bool


@dataclass(frozen=True)
class Board:
    """Everything that waits."""

    desk: Desk
    waiting: int
    mine: int  # what I have and did not decide
    oldest: str
    pace: int  # decisions in the last ten minutes; 0 where nothing is said of it yet
    left: str  # how long it takes so
    sections: tuple[Section, ...]
    seats: tuple[Seat, ...]
    figures: tuple[Figure, ...] = ()  # what needs more than one look
    first: First | None = None  # for who is new


@pages.get("/")
def board() -> str:
    """Show what waits, and where."""
    return render_template("review/board.html", page=_board())


@pages.post("/begin")
def begin() -> Response:
    """Take the next photos of a lane, the oldest first, and look at the first of them."""
    lane = find_lane(request.form.get("lane", Lane().name))
    with unit_of_work():
        if leases.lane_of(me(), stage=lane.stage) != lane:
            leases.let_go(me())
    with unit_of_work():
        urgent = None if lane.is_chosen else _take_urgent()
        return _lead_to(urgent or _begin(lane))


@pages.post("/<public_id>/take-over")
def take_over(public_id: str) -> Response:
    """Take a photo that a colleague is looking at."""
    with unit_of_work():
        photo = find_photo(public_id)
        leases.take_over(photo, me(), tools=tools())
        return _lead_to(photo)


@pages.get("/now")
def now() -> ResponseReturnValue:
    """Tell a page that stays open what waits now, and who is where."""
    desk = empty_page(Stage.WAITING, me=me())
    return {
        "title": desk.title,
        "waiting": counted(desk.waiting),
        "seats": " · ".join(desk.seats),
    }


@pages.post("/now")
def still_here() -> ResponseReturnValue:
    """Tell the same to somebody who is still at work; what they have stays theirs."""
    return now()


@pages.before_request
def keep_seat() -> None:
    """Renew what somebody has with whatever they do. Pictures and open pages ask by themselves."""
    comes_by_itself = request.endpoint in BY_ITSELF or (request.method == "GET" and is_brief())
    if not comes_by_itself and leases.is_to_renew(me(), tools=tools()):
        with unit_of_work():
            leases.renew(me(), tools=tools())


def lead_on(public_id: str, *, stage: Stage) -> Response:
    """Lead from a photo to what is asked most urgently, else to the next one of a queue."""
    with unit_of_work():
        return _lead_to(following(public_id, stage=stage))


def following(public_id: str, *, stage: Stage) -> Photo | None:
    """Return what is asked most urgently, else the next photo of a queue."""
    urgent = _take_urgent()
    if urgent:
        return urgent
    try:
        photo = find_photo(public_id)
    except (Gone, NotHere):  # it was decided, and is out of our sight since
        return _begin(leases.lane_of(me(), stage=stage))
    return review_queue.go_on(photo, me(), stage=stage, tools=tools())


def lead_back() -> Response:
    """Lead to what is asked most urgently, else to what I have, else to what waits."""
    with unit_of_work():
        return _lead_to(_take_urgent() or _begin(leases.lane_of(me())))


def _take_urgent() -> Photo | None:
    """Take what goes before all that waits, and that nobody else is looking at."""
    urgent = find_urgent(me(), free_at=tools().now())
    if urgent and leases.take_photo(urgent, me(), tools=tools()):
        return urgent
    return None


def _begin(lane: Lane) -> Photo | None:
    """Take the next photos of a lane; organisers are asked about those of every stage."""
    stages = REVIEWABLE if lane.kind == ASKED else (lane.stage,)
    ways = (review_queue.begin(me(), replace(lane, stage=each), tools=tools()) for each in stages)
    return next((photo for photo in ways if photo), None)


def _lead_to(photo: Photo | None) -> Response:
    """Lead to a photo, else to the board."""
    if photo is None:
        return redirect(url_for("review.board"))
    return redirect(url_for("review.photo", public_id=photo.public_id))


def _board() -> Board:
    """Put the board together."""
    piles = list_piles(me())
    seats = [replace(seat, where=_place_of(seat, piles)) for seat in seats_of(me())]
    waiting = sum(pile.waiting for pile in piles)
    pace = measure_pace(waiting, by=me(), tools=tools())
    oldest = min((pile.oldest for pile in piles), default=None)
    return Board(
        desk=empty_page(Stage.WAITING, me=me()),
        waiting=waiting,
        mine=len(leases.list_photos(me(), stage=Stage.WAITING)),
        oldest=_since(oldest) if oldest else "",
        pace=pace.decided if pace else 0,
        left=_left_words(pace) if pace else "",
        sections=tuple(_sections(piles, seats)),
        seats=tuple(seats),
        figures=tuple(figures_of(me(), piles, seats)),
        first=_first(),
    )


def _first() -> First | None:
    """Return what somebody is told until ten decisions are made."""
    made = count_first(me())
    if made is None:
        return None
    return First(made == 0, tools().settings.undo_seconds, me().is_trainee)


def _sections(piles: list[Pile], seats: list[Seat]) -> Iterator[Section]:
    """Yield what waits by action day."""
    for edition, group in groupby(piles, key=lambda pile: pile.edition):
        name = edition_name(edition) if edition else str(_("Without an action day"))
        yield Section(name, tuple(_row(pile, seats) for pile in group))


def _row(pile: Pile, seats: list[Seat]) -> Row:
    """Return what waits from one place."""
    lane = pile.lane.name
    return Row(
        place=_place(pile),
        country=country_name(pile.city.country) if pile.city else "",
        is_known=pile.country is not None,
        lane=lane,
        waiting=pile.waiting,
        sensitive=pile.sensitive,
        oldest=_since(pile.oldest),
        who=names_in(seats, lane),
        sheet=sheet_url(sheet_of(pile.edition, pile.city, country=pile.country)),
    )


def _place(pile: Pile) -> str:
    """Name where a pile comes from."""
    if pile.city:
        return pile.city.name
    return country_name(pile.country) if pile.country else str(_("Without a place"))


def _place_of(seat: Seat, piles: list[Pile]) -> str:
    """Name the place of which somebody is looking at photos; nothing when it is all of them."""
    return next((_place(pile) for pile in piles if pile.lane.name == seat.lane), "")


def _since(moment: datetime) -> str:
    """Say how long ago that was: "3 hours", and never "0 minutes"."""
    span = max(tools().now() - moment, timedelta(minutes=1))
    return str(format_timedelta(span, granularity="minute", threshold=1))


def _left_words(pace: Pace) -> str:
    """Say how long what waits takes."""
    return str(format_timedelta(pace.minutes_left * 60)) if pace.minutes_left else ""
