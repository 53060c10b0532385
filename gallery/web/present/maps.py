"""The map: drawn here for everybody, and in figures for the script that draws it closer."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from gallery.journey import totals
from gallery.journey.robots import is_noindex
from gallery.journey.visit import Scope
from gallery.places import atlas
from gallery.web.current import absolute_url
from gallery.web.present.addresses import gallery_url, values_of, with_oembed
from gallery.web.present.places import CityPhotos, country_lines_of, lines_of, world_of
from gallery.web.present.shapes import Link, MapPage, PageLinks, WorldMap
from gallery.web.voice import gettext as _
from gallery.web.voice import ngettext, voice

#: More cities are listed by country: thousands of lines weigh a megabyte and make a phone stutter.
MOST_LISTED = 400
#: Among these counts every plural form of every language is found (CLDR, plural rules).
SOME_COUNTS = range(130)
DECIMALS = 2  # of the map's units: half a kilometre


def map_page(scope: Scope) -> MapPage:
    """Return the map of a year or of all, and the list that is its equal."""
    cities = totals.count_by_city(scope)
    address = absolute_url("galleries.world", **values_of(scope))
    is_short = len(cities) <= MOST_LISTED
    return MapPage(
        world=world_map(scope, cities),
        cities=(lines_of if is_short else country_lines_of)(cities, year=scope.year),
        is_by_country=not is_short,
        links=with_oembed(PageLinks(address, is_noindex=is_noindex(scope)), address),
        year=scope.year,
        years=_ways_to_years(scope),
    )


def world_map(scope: Scope, cities: Sequence[CityPhotos]) -> WorldMap:
    """Draw the world with the cities of a year or of all; say where its figures are."""
    address = url_for("galleries.map_of_cities", year=scope.year)
    return world_of(cities, year=scope.year, figures=address)


def map_figures(scope: Scope) -> dict[str, Any]:
    """Return all cities with photos as a script needs them, and how it is to speak of them.

    A city is its name, the end of its address, where it lies in the map's units (its centre, never
    a photo's place), and how many photos it has.
    """
    return {
        "root": gallery_url(scope) if scope.year else url_for("galleries.cities"),
        "cities": [
            [city.name, f"{city.country}/{city.slug}/", *_place_of(city.lat, city.lon), photos]
            for city, photos in totals.count_by_city(scope)
        ],
        "words": {
            "photos": _forms_of_photos(),
            "city": _("%(name)s, %(photos)s", name="{name}", photos="{photos}"),
            "around": _(
                "%(cities)s cities around %(name)s, %(photos)s",
                cities="{cities}",
                name="{name}",
                photos="{photos}",
            ),
        },
    }


def _place_of(lat: float, lon: float) -> tuple[float, float]:
    """Return where a city's centre lies on the map."""
    x, y = atlas.project(lat, lon)
    return round(x, DECIMALS), round(y, DECIMALS)


def _forms_of_photos() -> dict[str, str]:
    """Return how a number of photos is said, by the plural category of the number."""
    samples = {voice().locale.plural_form(count): count for count in SOME_COUNTS}
    return {
        form: ngettext("%(count)s photo", "%(count)s photos", sample, count="{count}")
        for form, sample in samples.items()
    }


def _ways_to_years(scope: Scope) -> tuple[Link, ...]:
    """Return the map of all years and that of each in which a city has photos, newest first."""
    years = [each.year for each in totals.count_years() if each.counts.with_photos]
    ever = Link(url_for("galleries.world"), _("All years"), is_current=scope.year is None)
    return ever, *(
        Link(url_for("galleries.world", year=year), str(year), is_current=year == scope.year)
        for year in reversed(years)
    )
