"""A queue to rehearse with: as many photos as one likes, waiting as after the night of an action.

Bursts of crowds, wishes to hide faces, places that no list has, wrong clocks, files that came
twice, people at risk, reports and a journalist's question. The first sendings have one of each.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice

from gallery.campaigns import all_editions
from gallery.demo.drawings import shows_crowd
from gallery.demo.history import HISTORY, Told
from gallery.demo.plan import Fate, File, Picture, Sending
from gallery.models import FaceWish, How, Mark, ReportKind, Source
from gallery.toolbox import Toolbox

MOST = 2000  # photos
CITIES = (
    "Vilnius lt", "Warsaw pl", "Turin it", "Kyiv ua", "Berlin de", "Riga lv", "Brussels be",
    "Lisbon pt", "Tbilisi ge", "Sofia bg",
)  # fmt: skip
TRUSTED = ("Vilnius lt", "Turin it", "Brussels be")
AT_RISK_IN = "Minsk by"
SIZES = ((1280, 960), (960, 1280), (1440, 960))
QUESTION = "Invented: who made the cloth, and what did people on the square say?"
BURST = 4  # pictures of one scene
NIGHT = 14  # hours over which they came
#: Photos of the sendings that follow each other, for ever again.
LENGTHS = (6, 3, 4, 2, 5, 1, 8, 4, 3, 7, 2, 1)
UNLISTED = {1: "lt", 4: "pl", 7: "ua"}  # by their number in LENGTHS
AT_RISK, CAREFREE, NOBODY = (3, 11), (2, 7, 8), (10,)


def find_night(*, tools: Toolbox) -> Told:
    """Return the action day that was yesterday; when the rehearsal goes on, the one it has."""
    told = {(each.day.year, each.day.month) for each in HISTORY}
    known = [
        each.day
        for each in all_editions()
        if each.is_demonstration and (each.year, each.month) not in told
    ]
    day: date = known[0] if known else tools.now().date() - timedelta(days=1)
    return Told(day, None, ", ".join((*CITIES, AT_RISK_IN)), trusted=TRUSTED)


def choose_rehearsal(photos: int, *, edition: str) -> list[Sending]:
    """Return sendings of so many photos together; more photos begin with the same ones."""
    chosen: list[Sending] = []
    room = photos
    for number, sending in enumerate(_all_sendings(edition)):
        if room <= 0:
            break
        pictures = sending.pictures[:room]
        room -= len(pictures)
        age = NIGHT * (1 - number * 4 % 97 / 97)
        name = f"rehearsal {number}"
        chosen.append(replace(sending, pictures=pictures, name=name, hours_ago=age))
    return chosen


def _all_sendings(edition: str) -> Iterator[Sending]:
    """Yield one of each kind, then what an evening is like, for ever."""
    crowds = (seed for seed in count(1000) if shows_crowd(seed))
    yield from _special(edition, list(islice(crowds, 16)))
    for number in count():
        yield _sending(number, edition, crowds)


def _special(edition: str, seeds: list[int]) -> Iterator[Sending]:
    """Yield what even the smallest rehearsal has."""
    yield Sending(
        edition,
        "Vilnius lt",
        (
            _picture(seeds[0], fate=Fate.PUBLISHED, report=ReportKind.IN_IT),
            _picture(seeds[1], fate=Fate.PUBLISHED, report=ReportKind.CHILD),
            _picture(seeds[2], fate=Fate.PUBLISHED, question=QUESTION),
        ),
        Source.LINK,
    )
    twice = _picture(seeds[3])
    yield Sending(edition, "Warsaw pl", (twice,), Source.LINK)
    yield Sending(edition, "Warsaw pl", (twice,))
    yield Sending(edition, "Berlin de", (_picture(seeds[4], days_off=-366),), Source.LINK)
    elsewhere = _picture(seeds[5], seen_in="Lisbon pt")
    yield Sending(edition, "Riga lv", (elsewhere,), Source.LINK)
    yield Sending(edition, AT_RISK_IN, (_picture(seeds[6]),), faces=FaceWish.HIDE, how=How.AT_RISK)
    yield Sending(edition, "Turin it", (_picture(seeds[7], mark=Mark.CHILD),), Source.LINK)


def _sending(number: int, edition: str, crowds: Iterator[int]) -> Sending:
    """Make up what one participant sends; what it is like follows from its number."""
    turn = number % len(LENGTHS)
    is_at_risk = turn in AT_RISK
    city = AT_RISK_IN if is_at_risk else CITIES[number % len(CITIES)]
    pictures: list[Picture] = []
    while len(pictures) < LENGTHS[turn]:
        seed, left = next(crowds), LENGTHS[turn] - len(pictures)
        pictures += [_picture(seed, frame=frame) for frame in range(min(BURST, left))]
    by_link = number % 2 == 0 and turn not in UNLISTED and not is_at_risk
    return Sending(
        edition,
        city,
        tuple(pictures),
        place_by=Source.LINK if by_link else Source.SENDER,
        faces=_faces(turn),
        credit="A passer-by (invented)" if number % 5 == 0 else "",
        how=How.AT_RISK if is_at_risk else How.AS_TAKEN,
        unlisted=UNLISTED.get(turn, ""),
    )


def _faces(turn: int) -> FaceWish:
    """Return what is said of the people; most ask to hide them."""
    if turn in NOBODY:
        return FaceWish.NOBODY
    return FaceWish.AGREED if turn in CAREFREE else FaceWish.HIDE


def _picture(seed: int, **said: object) -> Picture:
    """Make up a picture."""
    file = File("JPEG", SIZES[seed % len(SIZES)], has_place="seen_in" in said)
    return Picture(seed, file, **{"fate": Fate.WAITING, **said})  # type: ignore[arg-type]  # names and values are our own
