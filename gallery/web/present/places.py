"""Cities in lists and on the map. A dot is a city's centre, never the place of a photo."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from flask import url_for

from gallery.journey.strands import PublicCity, ShownCity
from gallery.journey.visit import Scope
from gallery.places import atlas, region
from gallery.places.folding import fold
from gallery.places.labels import Spot, set_names
from gallery.web.present.addresses import gallery_url
from gallery.web.present.names import country_name
from gallery.web.present.shapes import CityLine, CountryCities, MapDot, WorldMap

CityPhotos = tuple[ShownCity, int]


def world_of(
    cities: Sequence[CityPhotos], *, year: int | None = None, figures: str = "", unit: float = 1.0
) -> WorldMap:
    """Draw the world with a dot for each city; close ones share a circle.

    ``unit`` is the size of a pixel in the map's units, see ``atlas.cluster``.
    """
    above = place_above(year)
    return WorldMap(
        width=atlas.WIDTH,
        height=atlas.HEIGHT,
        land=atlas.land("coarse"),
        dots=tuple(_dot_of(each, above=above) for each in _gather(tuple(cities), unit=unit)),
        cities=len(cities),
        figures=figures,
    )


def country_of(cities: Sequence[CityPhotos]) -> WorldMap | None:
    """Draw the part of the world that holds some cities, as the whole one; None without any."""
    if not cities:
        return None
    here = region.region_around(atlas.project(city.lat, city.lon) for city, _photos in cities)
    above, gathered = place_above(), _gather(tuple(cities), unit=1 / here.scale)
    dots = [_dot_in(here, each, above=above) for each in gathered]
    return WorldMap(
        width=region.WIDTH,
        height=here.pixels,
        land=region.land_in(here),
        dots=_with_names(dots, height=here.pixels),
        cities=len(cities),
    )


def lines_of(cities: Iterable[CityPhotos], *, year: int | None = None) -> tuple[CityLine, ...]:
    """List cities by name."""
    by_name = sorted(cities, key=lambda pair: (fold(pair[0].name), pair[0].id))
    above = place_above(year)
    return tuple(CityLine(city.name, f"{above}{city.path}/", photos) for city, photos in by_name)


def country_lines_of(
    cities: Iterable[CityPhotos], *, year: int | None = None
) -> tuple[CityLine, ...]:
    """List the countries that cities lie in by name, each with the photos of its cities."""
    photos: Counter[str] = Counter()
    for city, number in cities:
        photos[city.country] += number
    lines = (
        CityLine(country_name(code), gallery_url(Scope(year=year, country=code)), number)
        for code, number in photos.items()
    )
    return tuple(sorted(lines, key=lambda line: fold(line.name)))


def countries_of(cities: Iterable[CityPhotos]) -> tuple[CountryCities, ...]:
    """List cities by name under their countries by name."""
    by_code = sorted(cities, key=lambda pair: pair[0].country)
    found = (
        CountryCities(
            code=code,
            name=country_name(code),
            url=gallery_url(Scope(country=code)),
            cities=lines_of(inside),
        )
        for code, inside in groupby(by_code, key=lambda pair: pair[0].country)
    )
    return tuple(sorted(found, key=lambda country: fold(country.name)))


def city_url(city: PublicCity, *, year: int | None = None) -> str:
    """Return the address of a city in a year, or in all of them."""
    return f"{place_above(year)}{city.country}/{city.slug}/"


def place_above(year: int | None = None) -> str:
    """Return what the addresses of all places in a year, or in all of them, begin with."""
    return gallery_url(Scope(year=year)) if year else url_for("galleries.cities")


@lru_cache(32)
def _gather(
    cities: tuple[CityPhotos, ...], *, unit: float = 1.0
) -> tuple[atlas.Cluster[ShownCity], ...]:
    """Gather cities in circles. The same ones are shown on several pages, in every language."""
    dots = (atlas.Dot(city.lat, city.lon, photos, city) for city, photos in cities)
    return tuple(atlas.cluster(dots, unit=unit))


def _dot_in(here: region.Region, cluster: atlas.Cluster[ShownCity], *, above: str) -> MapDot:
    """Name a circle in a part of the world, in its pixels."""
    x, y = here.place(cluster.x, cluster.y)
    dot = _dot_of(replace(cluster, x=x, y=y, radius=cluster.radius * here.scale), above=above)
    return dot._replace(url="#cities") if dot.cities > 1 else dot


def _with_names(dots: Iterable[MapDot], *, height: int) -> tuple[MapDot, ...]:
    """Set the names of cities beside their circles, those with most photos first."""
    ordered = sorted(dots, key=lambda dot: -dot.photos)
    spots = [Spot(dot.x, dot.y, dot.radius, dot.name if dot.cities == 1 else "") for dot in ordered]
    labels = set_names(spots, width=region.WIDTH, height=height)
    return tuple(dot._replace(label=label) for dot, label in zip(ordered, labels, strict=True))


def _dot_of(cluster: atlas.Cluster[ShownCity], *, above: str) -> MapDot:
    """Name a circle by its city with the most photos; ``above`` begins its address."""
    first = (
        max(cluster.dots, key=_first_of).carried if cluster.count > 1 else cluster.dots[0].carried
    )
    return MapDot(
        x=round(cluster.x, 1),
        y=round(cluster.y, 1),
        radius=round(cluster.radius, 1),
        name=first.name,
        url=f"{above}{first.path if cluster.count == 1 else first.country}/",
        photos=cluster.weight,
        cities=cluster.count,
    )


def _first_of(dot: atlas.Dot[ShownCity]) -> tuple[int, int]:
    """Return by what the cities of a circle are ordered, the one that it is named by last."""
    return dot.weight, -dot.carried.id
