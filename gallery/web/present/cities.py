"""A city in all years beyond its photos: when it took part, its statues, and where it lies."""

from gallery.journey.around import attendance_of, cities_near, shown_statues
from gallery.journey.strands import PublicCity, shown_city
from gallery.journey.visit import Scope
from gallery.web.present.addresses import gallery_url, photo_path
from gallery.web.present.places import city_url, country_of
from gallery.web.present.shapes import CityFacts, CityLine, Link


def city_facts(scope: Scope, *, photos: int) -> CityFacts | None:
    """Return what is told of a city on its page of all years; None for any other gallery."""
    city = scope.city
    if city is None or scope.year is not None:
        return None
    attendance, nearby = attendance_of(city), cities_near(city)
    here = [(shown_city(city), photos)] if photos else []
    return CityFacts(
        took_part=tuple(_link_to_year(city, year) for year in attendance.took_part),
        announced=tuple(_link_to_year(city, year) for year in attendance.announced),
        first_day=attendance.first_day,
        statues=tuple(Link(photo_path(shown), name) for name, shown in shown_statues(city)),
        nearby=tuple(CityLine(each.name, city_url(each), count) for each, count in nearby),
        world=country_of([*here, *nearby]),
        url=gallery_url(scope),
    )


def _link_to_year(city: PublicCity, year: int) -> Link:
    """Return the way to a city's photos of a year."""
    return Link(city_url(city, year=year), str(year))
