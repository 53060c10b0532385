"""Galleries: the first page, the cities, the map, and every year, edition, country and city."""

from collections.abc import Sequence
from dataclasses import replace

from gallery.journey import totals, visit
from gallery.journey.strands import ShownPhoto
from gallery.journey.totals import YearCounts
from gallery.journey.visit import PhotosPage, Scope
from gallery.web.current import absolute_url
from gallery.web.present import ways
from gallery.web.present.addresses import gallery_url, links_of
from gallery.web.present.cards import with_card_of_gallery
from gallery.web.present.cities import city_facts
from gallery.web.present.classes import softer
from gallery.web.present.maps import world_map
from gallery.web.present.names import country_name, time_name
from gallery.web.present.pictures import card_of, cards_of
from gallery.web.present.places import CityPhotos, countries_of, country_of, lines_of
from gallery.web.present.press import kit_url
from gallery.web.present.shapes import (
    CitiesPage,
    GalleryPage,
    HomePage,
    PageLinks,
    Pager,
    PhotoCard,
)
from gallery.web.present.walls import wall_url
from gallery.web.present.years import reported_of, strips_of

LATEST, CITIES_AT_HOME = 12, 40
NEWEST = 24  # among these the hero is looked for
#: The hero's box is four wide and five high; a wider picture is cut at its sides.
HERO_RATIO = 4 / 5


def home_page() -> HomePage:
    """Return what the first page shows."""
    years, cities = totals.count_years(), totals.count_by_city(Scope())
    newest = visit.find_photos(Scope(), limit=NEWEST).photos
    latest, counts = newest[:LATEST], totals.count_all(Scope())
    return HomePage(
        counts=counts,
        years=strips_of(years),
        world=world_map(Scope(), cities),
        cities=lines_of(cities[:CITIES_AT_HOME]),
        latest=tuple(card_of(photo) for photo in latest),
        gallery_url=_newest_gallery(years),
        links=with_card_of_gallery(links_of(Scope()), Scope(), counts=counts),
        countries=ways.some_countries(),
        hero=_hero_of(newest),
    )


def gallery_page(scope: Scope, *, after: str | None = None) -> GalleryPage:
    """Return one page of a gallery; raise NotHere where ``after`` is not known any more."""
    found, counts = visit.find_photos(scope, after=after), totals.count_all(scope)
    links = links_of(scope, after=after) if after else links_of(scope)
    if not counts.photos:  # an invitation: search engines hear of it once there is something to see
        links = replace(links, is_noindex=True)
    before, following = ways.neighbours_of(scope)
    cities = _cities_in(scope)
    return GalleryPage(
        counts=counts,
        photos=cards_of(found.photos),
        pager=pager_of(scope, found, total=counts.photos),
        links=with_card_of_gallery(links, scope, counts=counts),
        year=scope.year,
        edition=time_name(scope) if scope.month else "",
        day=scope.editions[0].day if scope.month else None,
        country=country_name(scope.country) if scope.country else "",
        city=scope.city.name if scope.city else "",
        reported=None if scope.country else reported_of(scope.editions),
        above=ways.ways_up(scope),
        years=ways.years_of(scope),
        editions=ways.editions_of(scope),
        countries=ways.countries_of(scope),
        cities=ways.cities_of(scope),
        previous=before,
        next=following,
        wall_url=wall_url(scope),
        press_url=kit_url(scope),
        world=country_of([each for each in cities if each[1]]),
        lines=lines_of(cities),
        facts=city_facts(scope, photos=counts.photos),
    )


def cities_page() -> CitiesPage:
    """Return all cities by country, those without photos too."""
    return CitiesPage(
        countries=countries_of(totals.count_known_cities()),
        counts=totals.count_all(Scope()),
        links=PageLinks(canonical=absolute_url("galleries.cities")),
    )


def _cities_in(scope: Scope) -> Sequence[CityPhotos]:
    """Return every city of a country, for its page of all years."""
    if scope.country is None or scope.city is not None or scope.year is not None:
        return ()
    return totals.count_known_cities(scope.country)


def _newest_gallery(years: Sequence[YearCounts]) -> str:
    """Return the newest year with photos."""
    with_photos = (each.year for each in reversed(years) if each.counts.photos)
    return gallery_url(Scope(year=next(with_photos, None)))


def _hero_of(photos: Sequence[ShownPhoto]) -> PhotoCard | None:
    """Return the newest of the upright pictures, which fill the hero's box; else the newest."""
    upright = (photo for photo in photos if photo.public_height >= photo.public_width)
    hero = next(upright, photos[0] if photos else None)
    if hero is None:
        return None
    share = max(1.0, hero.public_width / hero.public_height / HERO_RATIO)
    sizes = f"(min-width: 60rem) {softer(share * 40)}vw, {softer(share * 92)}vw"
    return card_of(hero, sizes=sizes)


def pager_of(scope: Scope, found: PhotosPage, *, total: int) -> Pager | None:
    """Say where in a gallery a page stands."""
    if not found.photos:
        return None
    if found.before is None:
        return _pager_far_behind(scope, found, total=total)
    last = found.before + len(found.photos)
    return Pager(
        first=found.before + 1,
        last=last,
        total=max(total, last),
        next_url=gallery_url(scope, after=found.following) if found.following else None,
        next_count=min(visit.PHOTOS_A_PAGE, max(total - last, 1)),
        first_url=gallery_url(scope) if found.before else None,
    )


def _pager_far_behind(scope: Scope, found: PhotosPage, *, total: int) -> Pager:
    """Lead on from a page that nobody counts the photos before."""
    return Pager(
        first=None,
        last=None,
        total=total,
        next_url=gallery_url(scope, after=found.following) if found.following else None,
        next_count=found.ahead or 0,
        first_url=gallery_url(scope),
    )
