"""What somebody searched for: the fields as they were filled in, places, and photos."""

from dataclasses import dataclass, fields, replace

from flask import url_for

from gallery.journey import totals
from gallery.journey.searching import MOST_COUNTED, Asked, Found, Sort, search
from gallery.journey.visit import Scope
from gallery.models import City
from gallery.places.folding import fold
from gallery.web.current import tools
from gallery.web.present.addresses import gallery_url
from gallery.web.present.names import country_name, time_name
from gallery.web.present.pictures import cards_of
from gallery.web.present.shapes import Link, PhotoCard
from gallery.web.present.spoken import spoken_names
from gallery.web.voice import gettext as _

Option = tuple[str, str]


@dataclass(frozen=True)
class SearchForm:
    """The fields, as they were sent. ``year`` may be an edition, too: "2010-12"."""

    q: str = ""
    year: str = ""
    country: str = ""
    sort: str = ""

    @classmethod
    def names(cls) -> list[str]:
        """Return what the fields are called in addresses."""
        return [each.name for each in fields(cls)]

    def url(self, after: str | None = None) -> str:
        """Return the address of what is filled in, from the root of the site."""
        said = {name: value for name, value in vars(self).items() if value}
        return url_for("search.results", **said, after=after)


@dataclass(frozen=True)
class SearchPage:
    """``search/results.html``. ``total`` is exact unless ``is_more``; ``error`` says what to do."""

    form: SearchForm
    times: tuple[Option, ...]
    countries: tuple[Option, ...]
    sorts: tuple[Option, ...]
    error: str = ""
    places: tuple[Link, ...] = ()
    photos: tuple[PhotoCard, ...] = ()
    total: int = 0
    is_more: bool = False
    next_url: str = ""
    first_url: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked."""
        return bool(self.form.q or self.form.year or self.form.country)


def search_page(
    form: SearchForm, asked: Asked | None, *, after: str | None = None, error: str = ""
) -> SearchPage:
    """Return what a search shows; raise NotHere where ``after`` is not known any more."""
    empty = SearchPage(form, time_options(), country_options(), _sorts(), error=error)
    if asked is None:
        return empty
    spoken = spoken_names(tools().settings.spoken)
    found = search(asked, spoken=spoken, tools=tools(), after=after)
    return replace(
        empty,
        places=() if after else _places(found, asked),
        photos=cards_of(found.photos),
        total=min(found.count, MOST_COUNTED),
        is_more=found.count > MOST_COUNTED,
        next_url=form.url(found.following) if found.following else "",
        first_url=form.url() if after else "",
    )


def _places(found: Found, asked: Asked) -> tuple[Link, ...]:
    """Return the ways to what is named: a city in the year that is meant, where it has photos."""
    times = {each for each in (*found.years, asked.year) if each}
    year = times.pop() if len(times) == 1 else None
    links = [_city_link(city, year) for city in found.cities]
    links += [_country_link(code, year) for code in found.countries]
    if year and not links:
        links.append(_link(Scope(year=year)))
    return tuple(links)


def _city_link(city: City, year: int | None) -> Link:
    """Return the way to a city, in a year if it has photos of it."""
    ever = Scope(country=city.country, city=city)
    in_year = replace(ever, year=year)
    scope = in_year if year and totals.count_all(in_year).photos else ever
    return _link(scope)


def _country_link(code: str, year: int | None) -> Link:
    """Return the way to a country, in a year if it has photos of it."""
    in_year = Scope(year=year, country=code)
    has_photos = year and totals.count_all(in_year).photos
    return _link(in_year if has_photos else Scope(country=code))


def _link(scope: Scope) -> Link:
    """Return the way to a gallery, with its number of photos."""
    place = [scope.city.name] if scope.city else []
    place += [country_name(scope.country)] if scope.country else []
    said = [*place, *([time_name(scope)] if scope.year else [])]
    return Link(gallery_url(scope), ", ".join(said), totals.count_all(scope).photos)


def time_options() -> tuple[Option, ...]:
    """Return every year, newest first, and after it its action days where it has several."""
    editions = Scope().editions
    years = dict.fromkeys(each.year for each in reversed(editions))
    found = [("", str(_("Any year")))]
    for year in years:
        here = [each for each in editions if each.year == year]
        found.append((str(year), str(year)))
        if len(here) > 1:
            scopes = [Scope(year=year, month=each.month) for each in here]
            found += [(scope.span, time_name(scope)) for scope in scopes]
    return tuple(found)


def country_options() -> tuple[Option, ...]:
    """Return the countries with photos, by name."""
    named = [(code, country_name(code)) for code in totals.count_by_country(Scope())]
    return ("", str(_("Any country"))), *sorted(named, key=lambda each: fold(each[1]))


def _sorts() -> tuple[Option, ...]:
    """Return the orders."""
    return (
        ("", str(_("Best first"))),
        (Sort.NEWEST.value, str(_("Newest first"))),
        (Sort.OLDEST.value, str(_("Oldest first"))),
    )
