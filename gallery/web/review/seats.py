"""Who is where, in words: which photos each moderator is looking at."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from gallery.journey import leases
from gallery.journey.lanes import ASKED, SENSITIVE
from gallery.journey.presence import Holder, list_holders
from gallery.models import Account, Photo, Stage
from gallery.models.stage import REVIEWABLE
from gallery.web.current import tools

#: What somebody is looking at who goes through all of one kind: these lie here and there.
KINDS = {
    SENSITIVE: _later("%(name)s is looking at sensitive photos"),
    ASKED: _later("%(name)s is looking at what moderators ask"),
}


@dataclass(frozen=True)
class Seat:
    """Where somebody sits."""

    name: str
    words: str
    lane: str
    is_mine: bool
    where: str = ""


def seats_of(me: Account) -> list[Seat]:
    """Return who is looking at which photos that wait."""
    found = list_holders(me, stage=Stage.WAITING, tools=tools())
    return [
        Seat(each.name, seat_words(each), each.lane.name, each.account_id == me.id)
        for each in found
    ]


def taken_words(photo: Photo, me: Account) -> str:
    """Say who else is looking at a photo; nothing when nobody is."""
    other = leases.find_other(photo, me, tools=tools())
    if other is None:
        return ""
    is_queued = photo.stage in REVIEWABLE
    seats = list_holders(me, stage=photo.stage, tools=tools()) if is_queued else []
    theirs = [each for each in seats if each.account_id == other.id and not each.lane.kind]
    words = next((seat_words(each) for each in theirs), "")
    return words or str(_("%(name)s is looking at this photo", name=other.name))


def others_words(me: Account) -> Iterator[str]:
    """Yield where the others are."""
    for seat in seats_of(me):
        if not seat.is_mine:
            yield seat.words


def seat_words(holder: Holder) -> str:
    """Say which photos somebody is looking at, numbered as they wait."""
    if holder.lane.kind:
        return str(KINDS[holder.lane.kind] % {"name": holder.name})
    first, last = format_decimal(holder.first), format_decimal(holder.last)
    if holder.first == holder.last:
        return str(_("%(name)s is looking at photo %(first)s", name=holder.name, first=first))
    said = {"name": holder.name, "first": first, "last": last}
    return str(_("%(name)s is looking at photos %(first)s to %(last)s", **said))
