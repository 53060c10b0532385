"""Visitors search: the places that are meant, and the photos, the best or the newest first.

What is best is told by where words stand, not by how often: first photos of the place that is
named, and those whose statue or caption has the words; then those whose other words have them;
then those in which the last word only begins one. Within each the newest come first.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gallery.db import db
from gallery.errors import BadInput, NotHere
from gallery.journey import indexing
from gallery.journey.matching import Index, Look, Node, Weighed, Without, any_of, every, index_here
from gallery.journey.meaning import Group, Meaning, Spoken
from gallery.journey.rarity import Rarity
from gallery.journey.spelling import pieces_of, split_words
from gallery.journey.visit import PHOTOS_A_PAGE
from gallery.models import City, Photo, SearchWord, Stage
from gallery.toolbox import Toolbox

MOST_WORDS, LONGEST_TEXT = 10, 200
MOST_COUNTED = 1000
MOST_PLACES = 8
#: So few photos are sorted sooner than they are looked for in order.
RARE = 5_000
#: The words that the last one may begin: the most frequent of them count.
CONTINUATIONS = 60


class Sort(StrEnum):
    """What comes first."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; of time and place only what has to be so in any case."""

    text: str = ""
    year: int | None = None
    month: int | None = None
    country: str | None = None
    sort: Sort = Sort.BEST

    @property
    def filters(self) -> tuple[str, ...]:
        """The tokens that every photo must have."""
        found: list[str] = []
        if self.year and self.month:
            found.append(indexing.edition_token(self.year, self.month))
        elif self.year:
            found.append(indexing.year_token(self.year))
        if self.country:
            found.append(indexing.country_token(self.country))
        return tuple(found)


@dataclass(frozen=True)
class Found:
    """What there is: the places that are meant, and a page of photos.

    ``count`` goes no further than MOST_COUNTED + 1. ``following`` is the cursor of the next page.
    """

    cities: tuple[City, ...] = ()
    countries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    photos: tuple[Photo, ...] = ()
    count: int = 0
    following: str | None = None


def search(asked: Asked, *, spoken: Spoken, tools: Toolbox, after: str | None = None) -> Found:
    """Return what is found; ``after`` is the cursor that the page before gave.

    Raises BadInput for a text of too many words, NotHere where ``after`` is not known any more.
    """
    words = split_words(asked.text)
    if len(asked.text) > LONGEST_TEXT or len(words) > MOST_WORDS:
        raise BadInput("too-many-words", most=MOST_WORDS)
    groups = Meaning(spoken, tools=tools).groups(words)
    tiers = _tiers(groups, asked)
    if asked.sort is not Sort.BEST:
        tiers = tiers[-1:]
    index = index_here()
    rarity = Rarity(tiers[-1]) if tiers else None
    weighed = _weigh(index, tiers, rarity) if rarity else Weighed(0, [])
    newest = asked.sort is not Sort.OLDEST
    if weighed.found is None and rarity:
        photos, following = _page(index, tiers, rarity, newest=newest, after=after)
    else:
        photos, following = _page_of(weighed.found or (), newest=newest, after=after)
    cities = [city for group in groups for city in (*group.cities, *group.begun)]
    return Found(
        cities=tuple(dict.fromkeys(cities))[:MOST_PLACES],
        countries=tuple(dict.fromkeys(code for group in groups for code in group.countries)),
        years=tuple(group.year for group in groups if group.year),
        photos=photos,
        count=weighed.count,
        following=following,
    )


def _tiers(groups: Sequence[Group], asked: Asked) -> list[Node]:
    """Return what fits best, then what fits less: each holds the one before."""
    vocabulary = _Vocabulary(groups)
    kinds = [_kinds(group, vocabulary) for group in groups]
    if not kinds:
        return [every(asked.filters)] if asked.filters else []
    tiers = []
    for parts in zip(*kinds, strict=True):
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            tiers.append(every((*found, *asked.filters)))
    return list(dict.fromkeys(tiers))


def _kinds(group: Group, vocabulary: "_Vocabulary") -> tuple[Node | None, ...]:
    """Return how a group may be met, from the best to the weakest: each holds the one before."""
    named = any_of(_named(group))
    strong, plain = vocabulary.all_of(group, strong=True), vocabulary.all_of(group, strong=False)
    begun = [indexing.city_token(city.id) for city in group.begun]
    wider = [*begun, *vocabulary.begun_by(group)] if group.is_last else []
    return (
        named or strong,
        any_of((named, strong)),
        any_of((named, plain)),
        any_of((named, plain, *wider)),
    )


def _named(group: Group) -> Iterator[str]:
    """Yield the tokens of the places and times that a group names."""
    yield from (indexing.city_token(city.id) for city in group.cities)
    yield from (indexing.country_token(code) for code in group.countries)
    if group.year:
        yield indexing.year_token(group.year)
    if group.month:
        yield indexing.month_token(group.month)


class _Vocabulary:
    """The words of published photos that are asked for."""

    def __init__(self, groups: Sequence[Group]) -> None:
        pieces = {piece for group in groups for word in group.words for piece in pieces_of(word)}
        self._ids = indexing.ids_of(pieces)

    def all_of(self, group: Group, *, strong: bool) -> Node | None:
        """Return the expression for all words of a group; None where one is nowhere."""
        pieces = [piece for word in group.words for piece in pieces_of(word)]
        if any(piece not in self._ids for piece in pieces):
            return None
        return every(indexing.word_token(self._ids[piece], strong=strong) for piece in pieces)

    def begun_by(self, group: Group) -> Iterator[Node]:
        """Yield the expressions for what the last word of a group begins."""
        *pieces, last = [piece for word in group.words for piece in pieces_of(word)]
        if any(piece not in self._ids for piece in pieces):
            return
        before = [indexing.word_token(self._ids[piece]) for piece in pieces]
        for number in _begun_by(last):
            yield every((*before, indexing.word_token(number)))


def _begun_by(word: str) -> list[int]:
    """Return the numbers of the most frequent words that begin so."""
    within = SearchWord.word >= word, SearchWord.word < word + chr(0x10FFFF)
    wanted = select(SearchWord.id).where(*within).order_by(SearchWord.photos.desc(), SearchWord.id)
    return list(db.session.scalars(wanted.limit(CONTINUATIONS)))


Page = tuple[tuple[Photo, ...], str | None]


def _weigh(index: Index, tiers: Sequence[Node], rarity: Rarity) -> Weighed:
    """Count what there is, where it is not certain that it is too much to be counted."""
    if rarity.least(tiers[-1]) > MOST_COUNTED:
        return Weighed(MOST_COUNTED + 1)
    return index.weigh(tiers, most=MOST_COUNTED + 1)


def _page(
    index: Index, tiers: Sequence[Node], rarity: Rarity, *, newest: bool, after: str | None
) -> Page:
    """Return a page of very many photos and the cursor of the next one."""
    tier, place = _read_cursor(after) if after else (0, None)
    found: list[tuple[int, int]] = []
    while tier < len(tiers) and len(found) <= PHOTOS_A_PAGE:
        node = Without(tiers[tier], tiers[tier - 1]) if tier else tiers[tier]
        left = PHOTOS_A_PAGE + 1 - len(found)
        look = Look(newest, place, is_rare=rarity.most(node) <= RARE)
        places = index.places(node, look, limit=left)
        found += [(tier, each) for each in places]
        tier, place = tier + 1, None
    return _shown(found)


def _page_of(found: Sequence[tuple[int, int]], *, newest: bool, after: str | None) -> Page:
    """Return a page of the few photos that there are, and the cursor of the next one."""
    sign = -1 if newest else 1
    ordered = sorted((tier, sign * place) for tier, place in found)
    if after:
        tier, place = _read_cursor(after)
        ordered = ordered[bisect(ordered, (tier, sign * place)) :]
    return _shown([(tier, sign * place) for tier, place in ordered[: PHOTOS_A_PAGE + 1]])


def _shown(found: Sequence[tuple[int, int]]) -> Page:
    """Return the photos of a page, of which one more was found if there is another page."""
    photos = _photos([indexing.photo_at(place) for _, place in found[:PHOTOS_A_PAGE]])
    is_more = len(found) > PHOTOS_A_PAGE and photos
    return photos, f"{found[PHOTOS_A_PAGE - 1][0]}-{photos[-1].public_id}" if is_more else None


def _read_cursor(after: str) -> tuple[int, int]:
    """Return the tier and the place of the last photo of the page before."""
    tier, _, public_id = after.partition("-")
    photo = db.session.scalars(select(Photo).where(Photo.public_id == public_id)).one_or_none()
    if photo is None or photo.stage is Stage.ERASED or tier not in ("0", "1", "2", "3"):
        raise NotHere("unknown-cursor")
    return int(tier), indexing.place_of(photo)


def _photos(ids: Sequence[int]) -> tuple[Photo, ...]:
    """Return published photos in this order; whatever the index says, no others."""
    beside = (Photo.city, Photo.edition, Photo.statue, Photo.submission)
    if not ids:
        return ()
    # Not by their stage: SQLite would rather walk through all that are published.
    wanted = select(Photo).where(Photo.id.in_(ids)).options(*(joinedload(each) for each in beside))
    rows = db.session.scalars(wanted)
    found = {photo.id: photo for photo in rows if photo.stage is Stage.PUBLISHED}
    return tuple(found[number] for number in ids if number in found)
