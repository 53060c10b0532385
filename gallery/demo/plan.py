"""Who sends what in the demonstration, and what becomes of it. Nothing here is left to chance."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import count, zip_longest
from typing import NamedTuple

from gallery.images.covers import Box
from gallery.models import FaceWish, How, Mark, ReportKind, Source


class Fate(Enum):
    """What becomes of a picture."""

    PUBLISHED = auto()
    WAITING = auto()
    HELD = auto()
    REJECTED = auto()
    WITHDRAWN = auto()  # after it was published


@dataclass(frozen=True)
class File:
    """What a camera wrote: kind, upright size in pixels, how it was held, what it noted."""

    kind: str
    size: tuple[int, int]
    orientation: int = 1
    has_day: bool = True
    has_place: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn and sent, and what moderators will say of it."""

    seed: int
    file: File
    season: int = 0
    fate: Fate = Fate.PUBLISHED
    caption: str = ""
    is_described: bool = False
    statue: str = ""
    covers: tuple[Box, ...] = ()
    crop: Box | None = None
    frame: int = 0  # of a burst: the same scene, a moment later
    days_off: int = 0  # by so many days the camera's clock is wrong
    seen_in: str = ""  # where the camera says it was, e.g. "Kaunas lt"; as is said otherwise
    mark: Mark | None = None  # what a moderator marked it as
    report: ReportKind | None = None  # what somebody reports of it
    question: str = ""  # what a journalist asks about it


@dataclass(frozen=True)
class Sending:
    """What one invented participant sends at one time."""

    edition: str  # its slug
    city: str  # e.g. "Vilnius lt"
    pictures: tuple[Picture, ...]
    place_by: Source = Source.SENDER
    faces: FaceWish = FaceWish.AGREED
    credit: str = ""
    how: How = How.AS_TAKEN
    unlisted: str = ""  # a city of this country that the list does not have
    hours_ago: float = 0  # when it was sent
    name: str = field(default="")  # its own, for ever: going on must know what is there


class Joined(NamedTuple):
    """An invented statue that was gagged in several years."""

    name: str
    seed: int
    seasons: dict[str, int]  # by edition


KINDS = ("JPEG", "JPEG", "HEIF", "JPEG", "JPEG", "PNG", "JPEG", "JPEG", "WEBP", "JPEG", "AVIF")
SIZES = (
    (1600, 1200), (1200, 1600), (1920, 1280), (1280, 960), (1500, 1000), (1080, 1350), (1600, 900),
)  # fmt: skip
SMALL, LARGE = (1280, 960), (4000, 3000)
LARGE_EVERY = 20  # pictures
TURNS = (1, 6, 1, 1, 8, 1, 3, 1, 6, 1, 1, 1, 5)
CREDITS = ("", "Ona (invented)", "", "A passer-by (invented)", "", "", "Group 7 (invented)")
CAPTIONS = (
    "Invented: the square before work.",
    "Invented: forty of us, one minute of silence.",
    "Invented: the cloth stayed until the evening.",
    "Invented: people asked what it meant, and we told them.",
)
FACES = (FaceWish.AGREED, FaceWish.NOBODY, FaceWish.AGREED, FaceWish.AGREED, FaceWish.HIDE)
KNOWN_BY = (Source.LINK, Source.SENDER, Source.CAMERA)

STATUES = {
    "Vilnius lt": Joined("The Poet (invented)", 36, {"2006-03": 0, "2009-03": 9, "2012-03": 4}),
    "Brussels be": Joined("The Orator (invented)", 56, {"2007-03": 0, "2012-03": 2}),
    "Warsaw pl": Joined("The Astronomer (invented)", 32, {"2009-03": 3, "2012-03": 0}),
    "Berlin de": Joined("The Muse (invented)", 24, {"2008-03": 0, "2010-12": 7}),
}

#: How many pictures came from where; cities that took part and are not here sent none.
PUBLISHED = {
    "2006-03": "Vilnius lt 3, Warsaw pl 2, Berlin de 2, Brussels be 2, Prague cz 1, Turin it 1",
    "2007-03": "Vilnius lt 2, Riga lv 2, Warsaw pl 1, Kraków pl 2, Berlin de 2, Brussels be 2, "
    "Strasbourg fr 1, Helsinki fi 1, Rome it 2, Edinburgh gb 1",
    "2008-03": "Vilnius lt 2, Kaunas lt 1, Tallinn ee 2, Warsaw pl 2, Wrocław pl 1, Berlin de 2, "
    "Cologne de 1, Brussels be 1, Amsterdam nl 1, Copenhagen dk 1, Madrid es 2, Toronto ca 1",
    "2009-03": "Vilnius lt 4, Kaunas lt 1, Riga lv 1, Tallinn ee 1, Warsaw pl 3, Gdańsk pl 1, "
    "Leipzig de 1, Brussels be 2, Leuven be 1, Paris fr 2, London gb 1, Milan it 1, Turin it 1, "
    "Barcelona es 1, Porto pt 1, Vienna at 1, Prague cz 2, Belgrade rs 1, Sofia bg 1, Kyiv ua 1, "
    "Lviv ua 1, Washington us 1, New York us 1, Buenos Aires ar 1, Tokyo jp 1, Sydney au 1",
    "2010-03": "Vilnius lt 2, Riga lv 1, Warsaw pl 1, Brussels be 2, Hamburg de 1, Rome it 1, "
    "Helsinki fi 1",
    "2010-12": "Vilnius lt 2, Warsaw pl 1, Berlin de 1, Brussels be 1, Kyiv ua 2, Stockholm se 1, "
    "Toronto ca 1",
    "2012-03": "Vilnius lt 2, Kaunas lt 1, Riga lv 1, Warsaw pl 2, Berlin de 1, Brussels be 1, "
    "Vienna at 1, Ljubljana si 1, Madrid es 1, Tbilisi ge 1, Sydney au 1",
}

_TWICE = Picture(500, File("JPEG", (1600, 1200)), is_described=True)
_COVERED = Picture(
    35,
    File("JPEG", (1600, 1200)),
    caption="Invented: who did not want to be seen was covered with the tape of the campaign.",
    is_described=True,
    covers=(
        Box(0.135, 0.715, 0.060, 0.085),
        Box(0.605, 0.715, 0.060, 0.085),
        Box(0.725, 0.695, 0.055, 0.090),
        Box(0.935, 0.725, 0.045, 0.090),
    ),
)
_CROPPED = Picture(19, File("JPEG", (1600, 1200)), crop=Box(0.14, 0.03, 0.50, 0.60))
#: What even the smallest demonstration has: each fate, covers, a crop, the same file twice.
SPECIAL = (
    Sending(
        "2009-03", "Berlin de", (_TWICE, Picture(501, File("JPEG", (1200, 1600), 6, True, True)))
    ),
    Sending("2009-03", "Berlin de", (replace(_TWICE, fate=Fate.REJECTED),), Source.LINK),
    Sending("2009-03", "Lille fr", (Picture(502, File("JPEG", SMALL), fate=Fate.WITHDRAWN),)),
    Sending("2008-03", "Athens gr", (Picture(503, File("PNG", SMALL), fate=Fate.HELD),)),
    Sending(
        "2009-03",
        "Tartu ee",
        (Picture(7, File("JPEG", (1600, 1200)), fate=Fate.WAITING),),
        faces=FaceWish.HIDE,
    ),
    Sending("2009-03", "Kyiv ua", (_COVERED,), faces=FaceWish.HIDE, credit="Group 7 (invented)"),
    Sending("2009-03", "London gb", (_CROPPED,), faces=FaceWish.HIDE),
    Sending(
        "2012-03",
        "Sofia bg",
        (Picture(504, File("HEIF", SMALL), fate=Fate.WAITING),),
        faces=FaceWish.HIDE,
        credit="Ivan (invented)",
    ),
    Sending(
        "2012-03",
        "Vilnius lt",
        tuple(Picture(505 + n, File("JPEG", SIZES[n]), fate=Fate.WAITING) for n in range(3)),
        Source.LINK,
    ),
    Sending(
        "2012-03",
        "Lisbon pt",
        tuple(Picture(508 + n, File("JPEG", SIZES[n]), fate=Fate.WAITING) for n in range(2)),
    ),
)


def choose_sendings(photos: int | None = None) -> list[Sending]:
    """Return what is sent, in the order of the editions; at most so many photos, if said."""
    chosen, room = [], photos if photos is not None else 1_000_000
    for sending in _all_sendings():
        if len(sending.pictures) <= room:
            chosen.append(sending)
            room -= len(sending.pictures)
    return sorted(chosen, key=lambda sending: sending.edition)


def _all_sendings() -> Iterator[Sending]:
    """Yield all that could be sent: first what is special, then a bit of each edition in turn."""
    numbers = count()
    for number, sending in enumerate(SPECIAL):
        yield replace(sending, name=f"special {number}")
    by_edition = [list(_sendings_of(edition)) for edition in PUBLISHED]
    for turn in zip_longest(*by_edition):
        for edition, city, size in filter(None, turn):
            yield _make_sending(edition, city, size=size, numbers=numbers)


def _sendings_of(edition: str) -> Iterator[tuple[str, str, int]]:
    """Yield edition, city and number of pictures of each sending."""
    for entry in PUBLISHED[edition].split(", "):
        city, _, pictures = entry.rpartition(" ")
        yield edition, city, int(pictures)


def _make_sending(edition: str, city: str, *, size: int, numbers: Iterator[int]) -> Sending:
    """Make up a sending; what it is like follows from the numbers of its pictures."""
    own = [next(numbers) for _ in range(size)]
    place_by = KNOWN_BY[own[0] % len(KNOWN_BY)]
    pictures = [_make_picture(n, is_placed=place_by is Source.CAMERA) for n in own]
    joined = STATUES.get(city)
    if joined and edition in joined.seasons:
        season = joined.seasons[edition]
        shown = replace(pictures[0], seed=joined.seed, season=season, statue=joined.name)
        pictures[0] = replace(shown, is_described=True)
    return Sending(
        edition=edition,
        city=city,
        pictures=tuple(pictures),
        place_by=place_by,
        faces=FACES[own[0] % len(FACES)],
        credit=CREDITS[own[0] % len(CREDITS)],
        name=f"{edition} {city} {own[0]}",
    )


def _make_picture(number: int, *, is_placed: bool) -> Picture:
    """Make up a picture from its number."""
    return Picture(
        seed=100 + number,
        file=_make_file(number, is_placed=is_placed),
        caption=CAPTIONS[number // 5 % len(CAPTIONS)] if number % 5 == 3 else "",
        is_described=number % 2 == 0,
    )


def _make_file(number: int, *, is_placed: bool) -> File:
    """Make up a camera's file."""
    kind = KINDS[number % len(KINDS)]
    size = SMALL if kind in ("HEIF", "PNG") else SIZES[number % len(SIZES)]
    if number % LARGE_EVERY == 1:
        kind, size = "JPEG", LARGE
    return File(
        kind=kind,
        size=size,
        orientation=TURNS[number % len(TURNS)] if kind == "JPEG" else 1,
        has_day=is_placed or number % 4 != 0,
        has_place=is_placed or number % 6 == 0,
    )
