"""Names of countries and months in all our languages, as somebody may type them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from babel import Locale

from gallery.journey.meaning import Spoken
from gallery.places.folding import fold

#: What people say and Babel does not.
BESIDES = {"usa": "us", "uk": "gb", "england": "gb", "белоруссия": "by", "weissrussland": "by"}
ALPHA_2 = 2  # letters of a country's code; Babel names continents, too, by numbers


@cache
def spoken_names(languages: tuple[str, ...]) -> Spoken:
    """Return the folded names in these languages, read once per process."""
    locales = [Locale.parse(language) for language in languages]
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in BESIDES.items():
        countries[fold(name)].add(code)
    for locale in locales:
        for code, name in locale.territories.items():
            if len(code) == ALPHA_2 and code.isalpha():
                countries[fold(name)].add(code.lower())
    named = {name: frozenset(codes) for name, codes in countries.items()}
    return Spoken(named, dict(pair for locale in locales for pair in _months(locale)))


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    """Yield the months of a language, as they stand alone and within a day."""
    for form in ("format", "stand-alone"):
        yield from ((fold(name), month) for month, name in locale.months[form]["wide"].items())
