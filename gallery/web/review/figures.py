"""Numbers on the board that lead on: what needs a second person, and what organisers are asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _

from gallery.journey.apart import count_apart
from gallery.journey.board import Pile
from gallery.journey.lanes import ASKED, SENSITIVE, Lane
from gallery.journey.second import find_proposed
from gallery.models import Account, Apart
from gallery.web.review.seats import Seat


@dataclass(frozen=True)
class Figure:
    """A number on the board that leads on: to a page, or through a lane."""

    name: str
    count: int
    hint: str
    lane: str = ""
    url: str = ""
    who: tuple[str, ...] = ()


def figures_of(me: Account, piles: list[Pile], seats: list[Seat]) -> Iterator[Figure]:
    """Yield what needs a second person, or an organiser, as far as there is any."""
    sensitive, asked = Lane(kind=SENSITIVE).name, Lane(kind=ASKED).name
    found = [
        Figure(
            _("Sensitive"), sum(pile.sensitive for pile in piles),
            _("Two people approve each of them, one after the other."), lane=sensitive,
        ),
        Figure(
            _("Waits for a second person"), len(find_proposed(me)), "",
            url=url_for("review.bulks"),
        ),
    ]  # fmt: skip
    if me.is_organiser:
        found += _figures_of_organisers(me, asked)
    for figure in found:
        if figure.count:
            yield replace(figure, who=names_in(seats, figure.lane))


def _figures_of_organisers(me: Account, lane: str) -> Iterator[Figure]:
    """Yield what moderators set apart for organisers."""
    counted = count_apart(me)
    yield Figure(
        _("Asked by moderators"), counted[Apart.ASKED],
        _("No moderator sees them before you decide."), lane=lane,
    )  # fmt: skip
    yield Figure(_("Illegal or shocking"), counted[Apart.ALARM], "", url=url_for("office.alarms"))


def names_in(seats: list[Seat], lane: str) -> tuple[str, ...]:
    """Return who goes through a lane."""
    return tuple(seat.name for seat in seats if lane and seat.lane == lane)
