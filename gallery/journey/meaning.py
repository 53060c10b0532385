"""What somebody means by a few words: cities, countries, years and months; the rest are words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from gallery.db import db
from gallery.journey.filing import own_cities
from gallery.journey.spelling import is_unspaced
from gallery.journey.visit import EVER
from gallery.models import Action, ActionStage, City, CityTally, Edition, Tally
from gallery.places.folding import fold
from gallery.toolbox import Toolbox

LONGEST_NAME = 4  # words of a place's name that are looked for together
#: The gazetteer's likeliest cities that a beginning of a name may mean; ours are among them.
BEGINNINGS = 1000
SHORTEST_BEGINNING = 2  # letters

Names = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Spoken:
    """Names in all our languages, folded: of countries by code, of months by number."""

    countries: Names
    months: Mapping[str, int]


@dataclass(frozen=True)
class Group:
    """Words that belong together, and what they may mean; ``begun`` is what they may begin."""

    words: tuple[str, ...]
    cities: tuple[City, ...] = ()
    countries: tuple[str, ...] = ()
    year: int | None = None
    month: int | None = None
    begun: tuple[City, ...] = ()
    is_last: bool = False

    @property
    def is_named(self) -> bool:
        """Whether it names a place or a time."""
        return bool(self.cities or self.countries or self.year or self.month)


class Meaning:
    """What words can mean here: the places and times that have photos or a public action."""

    def __init__(self, spoken: Spoken, *, tools: Toolbox) -> None:
        self._spoken, self._gazetteer = spoken, tools.cities
        self._own = {fold(each.name): each.geoname_id for each in own_cities()}
        self._years = set(db.session.scalars(select(Edition.year).distinct()))
        self._countries = _countries_with_photos()

    def groups(self, words: Sequence[str]) -> list[Group]:
        """Put words together as names, the longest first, from the first word to the last."""
        found: list[Group] = []
        rest = list(words)
        while rest:
            group, used = self._first(rest)
            found.append(group)
            rest = used
        return found

    def _first(self, words: list[str]) -> tuple[Group, list[str]]:
        """Return the first group, and the words after it."""
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            group = self._named(tuple(words[:length]), is_last=length == len(words))
            if group.is_named or group.begun or length == 1:
                head = self._head(words[0]) if length == 1 and not group.is_named else None
                return (head[0], [head[1], *words[1:]]) if head else (group, words[length:])
        raise AssertionError("there is always a group of one word")

    def _head(self, word: str) -> tuple[Group, str] | None:
        """Return the name that a word without spaces begins with, and what is left of it."""
        if not is_unspaced(word):
            return None
        for end in range(len(word) - 1, 1, -1):
            group = self._named((word[:end],), is_last=False)
            if group.is_named:
                return group, word[end:]
        return None

    def _named(self, words: tuple[str, ...], *, is_last: bool) -> Group:
        """Return what some words together mean."""
        key = " ".join(words)
        countries = self._spoken.countries.get(key, frozenset()) & self._countries
        cities = self._cities(key)
        return Group(
            words=words,
            cities=cities,
            countries=tuple(sorted(countries)),
            year=int(key) if key.isascii() and key.isdigit() and int(key) in self._years else None,
            month=self._spoken.months.get(key),
            begun=self._begun(key, besides=cities) if is_last else (),
            is_last=is_last,
        )

    def _cities(self, key: str) -> tuple[City, ...]:
        """Return our cities of this whole name, those with most photos first."""
        ids = self._gazetteer.named(key) | {self._own.get(key, 0)}
        return _known(City.geoname_id.in_(ids)) if ids - {0} else ()

    def _begun(self, key: str, *, besides: Sequence[City]) -> tuple[City, ...]:
        """Return our cities whose names begin so."""
        if len(key) < SHORTEST_BEGINNING and not is_unspaced(key):
            return ()
        ids = [*self._gazetteer.beginning(key, limit=BEGINNINGS)]
        ids += [number for name, number in self._own.items() if name.startswith(key)]
        found = _known(City.geoname_id.in_(ids)) if ids else ()
        return tuple(city for city in found if city not in besides)


def _known(where: ColumnElement[bool]) -> tuple[City, ...]:
    """Return cities that visitors may know of, those with most photos first."""
    announced = select(Action.id).where(
        Action.city_id == City.id, Action.stage != ActionStage.HIDDEN
    )
    wanted = (
        select(City)
        .outerjoin(CityTally, (CityTally.city_id == City.id) & (CityTally.scope == EVER))
        .where(where, or_(CityTally.photos > 0, announced.exists()))
        .order_by(CityTally.photos.desc().nulls_last(), City.id)
    )
    return tuple(db.session.scalars(wanted))


def _countries_with_photos() -> frozenset[str]:
    """Return the codes of countries that have photos."""
    inside = Tally.scope.startswith(f"{EVER}/", autoescape=True)
    scopes: Iterator[str] = iter(
        db.session.scalars(select(Tally.scope).where(inside, Tally.photos > 0))
    )
    return frozenset(scope.rpartition("/")[2] for scope in scopes)
