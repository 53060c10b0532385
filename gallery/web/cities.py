"""Which city somebody means: suggestions while typing, and plain text resolved afterwards."""

from collections.abc import Iterable

from flask_babel import get_locale

from gallery.journey.filing import own_cities
from gallery.places.cities import Cities, City
from gallery.places.folding import fold
from gallery.web.present.names import country_name

LEAST_LETTERS = 3  # of a city of our own, which is hardly ever meant
MOST_CHOICES = 20  # more San Josés than this have another name, too


def where(city: City) -> str:
    """Say in which region and country a city lies; no region of its own name."""
    region = "" if fold(city.region) == fold(city.name) else city.region
    return ", ".join(part for part in (region, country_name(city.country)) if part)


def label(city: City) -> str:
    """Name a city so that it is not mistaken for another: "London, Ontario, Canada"."""
    return f"{city.name}, {where(city)}"


def suggest(text: str, *, cities: Cities, limit: int = 8) -> list[City]:
    """Return the likeliest cities; a country after a comma may be named in the page's language."""
    name, comma, country = text.rpartition(",")
    code = _code_of(country) if comma else None
    own = _own_cities(text.partition(",")[0])
    return [*own, *cities.search(f"{name},{code}" if code else text, limit=limit)][:limit]


def find_meant(text: str, *, geoname_id: int | None, cities: Cities) -> list[City]:
    """Return the one city that is meant, or those it may be; none when nothing fits.

    A number counts only while it fits the text, so that what was typed later wins.
    """
    found = suggest(text, cities=cities, limit=MOST_CHOICES)
    same_name = [city for city in found if fold(city.name) == fold(text)]
    named = cities.named(text)
    for likely in (
        [city for city in found if city.geoname_id == geoname_id],
        [city for city in found if fold(label(city)) == fold(text)],
        same_name,
        [city for city in found if city.geoname_id in named],  # "Мінск", with a Mińsk beside it
    ):
        if len(likely) == 1:
            return likely
    return same_name or found


def by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes and names of countries in the order of the names."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: fold(pair[1]))


def _own_cities(text: str) -> list[City]:
    """Return the cities that organisers added, by the beginning of their name."""
    key = fold(text)
    if len(key) < LEAST_LETTERS:
        return []
    return [city for city in own_cities() if fold(city.name).startswith(key)]


def _code_of(country: str) -> str | None:
    """Return the code of a country's name in the page's language."""
    locale, wanted = get_locale(), fold(country)
    territories = locale.territories.items() if locale else ()
    codes = (code for code, name in territories if len(code) == 2 and fold(name) == wanted)
    return next(codes, None)
