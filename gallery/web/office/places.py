"""Which country or city an organiser means, where somebody's work is limited to places."""

from flask import request
from flask_babel import gettext as _

from gallery.errors import BadInput
from gallery.journey.filing import find_city
from gallery.models import City, Place
from gallery.web.cities import by_name, find_meant
from gallery.web.current import tools
from gallery.web.present.names import country_name


def countries_to_choose() -> list[tuple[str, str]]:
    """Return no country, then all of them by name."""
    return [("", str(_("All countries"))), *by_name(tools().cities.countries())]


def place_meant() -> Place | None:
    """Return the city that was written, else the country that was chosen; None means everywhere.

    Raises BadInput for a city that is unknown, or may be several. Within a unit of work: a city is
    copied from the gazetteer at its first use.
    """
    text, country = request.form.get("city", "").strip(), request.form.get("country", "")
    if text:
        city = _city_meant(text)
        return city.country, city.id
    if country and country not in tools().cities.countries():
        raise BadInput("country-missing")
    return (country, None) if country else None


def place_words(country: str, city: City | None) -> str:
    """Name a country, or a city in it."""
    return f"{city.name}, {country_name(country)}" if city else country_name(country)


def _city_meant(text: str) -> City:
    """Return the one city that a text means."""
    number = request.form.get("geoname_id", type=int)
    found = find_meant(text, geoname_id=number, cities=tools().cities)
    city = find_city(found[0].geoname_id, tools=tools()) if len(found) == 1 else None
    if city is None:
        raise BadInput("say-which-city" if found else "unknown-city")
    return city
