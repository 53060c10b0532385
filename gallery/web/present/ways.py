"""Ways from a gallery to others: up, to its neighbours in time, and into its parts."""

from dataclasses import replace
from itertools import islice

from flask import url_for

from gallery.journey import totals
from gallery.journey.strands import PublicCity
from gallery.journey.visit import Scope, all_times
from gallery.web.present.addresses import gallery_url
from gallery.web.present.names import country_name, time_name
from gallery.web.present.shapes import Link
from gallery.web.voice import gettext as _
from gallery.web.voice import ngettext

COUNTRIES_AT_HOME = 12
CITIES_ABOVE = 8


def ways_up(scope: Scope) -> tuple[Link, ...]:
    """Return the galleries that hold this one, the widest first."""
    links = []
    if scope.year is None:
        links.append(Link(url_for("galleries.cities"), _("All cities")))
    elif scope.month or scope.country:
        links.append(_link_to_time(Scope(year=scope.year)))
    if scope.month and scope.country:
        links.append(_link_to_time(Scope(year=scope.year, month=scope.month)))
    if scope.country and scope.city:
        links.append(Link(gallery_url(replace(scope, city=None)), country_name(scope.country)))
    return tuple(links)


def neighbours_of(scope: Scope) -> tuple[Link | None, Link | None]:
    """Return the year or edition before and after this one."""
    if scope.year is None or scope.country is not None:
        return None, None
    found = ((each.year, each.month if scope.month else None) for each in Scope().editions)
    times = [None, *dict.fromkeys(found), None]
    here = times.index((scope.year, scope.month))
    return _way_to(times[here - 1]), _way_to(times[here + 1])


def _way_to(time: tuple[int, int | None] | None) -> Link | None:
    """Return the way to a year, or to an edition by its month; None where there is none."""
    return _link_to_time(Scope(*time)) if time else None


def editions_of(scope: Scope) -> tuple[Link, ...]:
    """Return the year as a whole and each of its editions, where it has several."""
    if scope.year is None or scope.country is not None:
        return ()
    year = Scope(year=scope.year)
    if len(year.editions) < 2:
        return ()
    whole = Link(gallery_url(year), _("All of %(year)s", year=year.year), is_current=year == scope)
    parts = (replace(year, month=each.month) for each in year.editions)
    return whole, *(replace(_link_to_time(each), is_current=each == scope) for each in parts)


def countries_of(scope: Scope) -> tuple[Link, ...]:
    """Return the countries with photos in a gallery's time, most photos first."""
    if scope.year is None or scope.city is not None:
        return ()
    whole = replace(scope, country=None)
    found = totals.count_by_country(whole)
    if not found:
        return ()
    everywhere = Link(gallery_url(whole), _("All"), sum(found.values()), is_current=whole == scope)
    return everywhere, *(
        Link(
            gallery_url(replace(scope, country=code)),
            country_name(code),
            photos,
            is_current=code == scope.country,
        )
        for code, photos in found.items()
    )


def cities_of(scope: Scope) -> tuple[Link, ...]:
    """Return the cities with photos in a country's gallery, most photos first.

    In all years only some: below, its page lists them all.
    """
    if scope.country is None or scope.city is not None:
        return ()
    found = totals.count_by_city(scope)
    shown = found[:CITIES_ABOVE] if scope.year is None else found
    links = [
        Link(gallery_url(replace(scope, city=city)), city.name, photos) for city, photos in shown
    ]
    return *links, *([_all_below(len(found))] if len(shown) < len(found) else ())


def some_countries() -> tuple[Link, ...]:
    """Return the countries with most photos in all years, and the way to all of them."""
    found = totals.count_by_country(Scope())
    links = [
        Link(gallery_url(Scope(country=code)), country_name(code), photos)
        for code, photos in islice(found.items(), COUNTRIES_AT_HOME)
    ]
    return (*links, Link(url_for("galleries.cities"), _("All countries"))) if links else ()


def years_of(scope: Scope) -> tuple[Link, ...]:
    """Return all years of a place, newest first; those with several editions by edition too."""
    if scope.country is None:
        return ()
    ever = replace(scope, year=None, month=None)
    found = _photos_by_time(scope.country, scope.city)
    links = [Link(gallery_url(ever), _("All years"), is_current=scope.year is None)]
    for time in all_times():
        if photos := found.get(time.span):
            here = replace(ever, year=time.year, month=time.month)
            link = Link(gallery_url(here), time_name(time), photos, is_current=here == scope)
            links.append(link)
    return tuple(links)


def _all_below(count: int) -> Link:
    """Return the way to the list of a country's cities, on its page."""
    words = ngettext("All %(count)s cities", "All %(count)s cities", count, count=count)
    return Link("#cities", words)


def _photos_by_time(country: str, city: PublicCity | None) -> dict[str, int]:
    """Return the photos of a city, or of a country as a whole, by time."""
    return totals.count_city_years(city) if city else totals.count_country_years(country)


def _link_to_time(scope: Scope) -> Link:
    """Return the way to a year or edition."""
    return Link(gallery_url(scope), time_name(scope))
