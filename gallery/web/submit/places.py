"""What a participant says of single photos: a city and a day of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from gallery.errors import Incomplete
from gallery.journey.send import PhotoAnswers
from gallery.places.cities import City
from gallery.web.cities import find_meant
from gallery.web.current import tools
from gallery.web.days import read_day
from gallery.web.submit.words import clean, read_number

LONGEST_CITY, LONGEST_WORD = 120, 20  # characters
FIELDS = ("city", "geoname_id", "day")


@dataclass(frozen=True)
class SaidOfPhoto:
    """The fields in a photo's row; the page shows them again. Empty means: not said."""

    city: str = ""
    geoname_id: str = ""
    day: str = ""


def read_photos(form: MultiDict[str, str]) -> dict[str, SaidOfPhoto]:
    """Read the fields that are named after a photo's upload, such as ``city-<token>``."""
    tokens = {token for name in form for kind, _, token in [name.partition("-")] if kind in FIELDS}
    return {token: _read(form, token=token) for token in sorted(tokens) if token}


def answers_of_photos(said: Mapping[str, SaidOfPhoto]) -> dict[str, PhotoAnswers]:
    """Turn the fields into answers; raise Incomplete or BadInput with the ``field`` to mend."""
    return {token: _answers(token, each) for token, each in said.items()}


def city_of(text: str, geoname_id: str, *, field: str) -> City | None:
    """Return the one city that is meant; ``choices`` of the error are those it may be."""
    number = read_number(geoname_id)
    if not text:
        return tools().cities.find(number) if number else None  # chosen from the map
    found = find_meant(text, geoname_id=number, cities=tools().cities)
    if len(found) == 1:
        return found[0]
    key = "which-city" if found else "unknown-city"
    raise Incomplete(key, field=field, city=text, choices=tuple(found))


def _read(form: MultiDict[str, str], *, token: str) -> SaidOfPhoto:
    """Read the fields of a photo; of several numbers, the chosen one comes last."""
    numbers = [each for each in form.getlist(f"geoname_id-{token}") if each]
    return SaidOfPhoto(
        city=clean(form.get(f"city-{token}", ""), longest=LONGEST_CITY),
        geoname_id=numbers[-1][:LONGEST_WORD] if numbers else "",
        day=clean(form.get(f"day-{token}", ""), longest=LONGEST_WORD),
    )


def _answers(token: str, said: SaidOfPhoto) -> PhotoAnswers:
    """Turn the fields of one photo into answers."""
    city = city_of(said.city, said.geoname_id, field=f"city-{token}")
    return PhotoAnswers(
        geoname_id=city.geoname_id if city else None,
        day=read_day(said.day, field=f"day-{token}") if said.day else None,
    )
