"""The frozen values that templates, feeds and frames are given; nothing in them is secret or exact.

Places are cities and countries by name, and a city centre's spot on the map; times are days.
Addresses (``url``) are ready to be linked; words that belong to the page are the templates'.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gallery.journey.totals import Counts
from gallery.places.labels import Label
from gallery.web.present.looks import AS_USUAL, Look


@dataclass(frozen=True)
class Link:
    """Somewhere to go. ``count`` is the number of photos there."""

    url: str
    text: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Source:
    """One better format of a picture: its media type and a ``srcset`` with real widths."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A picture in all its sizes. ``width`` and ``height`` are the largest JPEG's, in pixels."""

    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str  # the moderator's description, else "Photo from {city}, {day}"; never a file name
    ratio_class: str  # see classes.ratio_classes
    colour_class: str  # see classes.colour_classes
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class PhotoCard:
    """A published photo as galleries show it."""

    id: str
    url: str
    country: str
    picture: Picture
    city: str = ""  # empty: the country alone
    day: date | None = None
    credit: str = ""  # empty: anonymous


@dataclass(frozen=True)
class Reported:
    """What was reported of a year or edition, in the source's words, e.g. "over 120"."""

    words: str
    cities: int
    source: str = ""


@dataclass(frozen=True)
class YearStrip:
    """One year as a strip of tape."""

    year: int
    url: str
    counts: Counts
    length_class: str  # its share of the longest strip, from 0 to 1: see classes.number_classes
    is_short: bool = False  # under a third: the number stands beside the strip, not on it
    reported: Reported | None = None


class CityLine(NamedTuple):
    """A city in a list, with its number of photos."""

    name: str
    url: str
    photos: int


@dataclass(frozen=True)
class CountryCities:
    """A country's cities."""

    code: str
    name: str
    url: str
    cities: tuple[CityLine, ...]


class MapDot(NamedTuple):
    """A city's centre, or several cities gathered; lengths in the map's units.

    ``name`` is that of the city with the most photos; ``url`` leads to it, or to its country
    where the dot stands for several.
    """

    x: float
    y: float
    radius: float
    name: str
    url: str
    photos: int
    cities: int = 1
    label: Label | None = None  # where its name stands, on maps that have room for names


@dataclass(frozen=True)
class WorldMap:
    """The map or a part of it: its size in its units, the land as an SVG path, and the dots."""

    width: int
    height: int
    land: str
    dots: tuple[MapDot, ...]
    cities: int
    figures: str = ""  # where a script finds all cities, to draw them closer


@dataclass(frozen=True)
class Pager:
    """Where in a gallery a page stands; numbers count from 1. Far behind there are none."""

    first: int | None
    last: int | None
    total: int
    next_url: str | None = None
    next_count: int = 0
    first_url: str | None = None  # on later pages: back to the first


@dataclass(frozen=True)
class PageLinks:
    """A page's public addresses, all absolute. ``image`` is a JPEG for other sites' cards."""

    canonical: str
    atom: str = ""
    json_feed: str = ""
    oembed_json: str = ""
    oembed_xml: str = ""
    embed: str = ""
    image: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    is_noindex: bool = False  # search engines are asked to leave the page out


@dataclass(frozen=True)
class HomePage:
    """``galleries/home.html``."""

    counts: Counts
    years: tuple[YearStrip, ...]  # oldest first
    world: WorldMap
    cities: tuple[CityLine, ...]  # those with the most photos
    latest: tuple[PhotoCard, ...]
    gallery_url: str  # the newest year with photos
    links: PageLinks
    countries: tuple[Link, ...] = ()  # those with the most photos, and the way to all
    hero: PhotoCard | None = None


@dataclass(frozen=True)
class CityFacts:
    """What is told of a city in all years; years oldest first, cities nearby with photos."""

    took_part: tuple[Link, ...]
    announced: tuple[Link, ...]  # where it did not take part, as far as we know
    first_day: date | None
    statues: tuple[Link, ...]
    nearby: tuple[CityLine, ...]  # nearest first
    world: WorldMap | None  # what lies around it
    url: str  # its own page


@dataclass(frozen=True)
class GalleryPage:
    """``galleries/{year,edition,country_year,country,city_year,city}.html``: a gallery's page.

    What the address says is filled in: a year, perhaps an edition's name, a country, a city.
    """

    counts: Counts
    photos: tuple[PhotoCard, ...]
    pager: Pager | None  # None: no photos yet
    links: PageLinks
    add_url: str = "/add/"
    year: int | None = None
    edition: str = ""  # "December 2010"
    day: date | None = None  # the edition's
    country: str = ""
    city: str = ""
    reported: Reported | None = None
    above: tuple[Link, ...] = ()  # way back: year, country
    years: tuple[Link, ...] = ()  # chips
    editions: tuple[Link, ...] = ()
    countries: tuple[Link, ...] = ()
    cities: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    wall_url: str = ""  # while the edition is open
    press_url: str = ""  # of the edition's kit, where it has one
    world: WorldMap | None = None  # of a country in all years: where its cities lie
    lines: tuple[CityLine, ...] = ()  # and all its cities, those without photos too
    facts: CityFacts | None = None  # of a city in all years


@dataclass(frozen=True)
class CitiesPage:
    """``galleries/cities.html``."""

    countries: tuple[CountryCities, ...]
    counts: Counts
    links: PageLinks


@dataclass(frozen=True)
class MapPage:
    """``galleries/map.html``."""

    world: WorldMap
    cities: tuple[CityLine, ...]  # or countries, where there are too many
    links: PageLinks
    is_by_country: bool = False
    year: int | None = None
    years: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PhotoPage:
    """``galleries/photo.html``. Sources of place and day: camera, sender, link or moderator."""

    photo: PhotoCard
    picture: Picture  # with the ``sizes`` of a whole page
    links: PageLinks
    place: Link  # the city in all years, or the country in this one
    year: Link
    credit_line: str  # ready to be copied
    licence: str
    licence_url: str
    download_url: str
    download_size: str  # "2016 × 1512, 0.8 MB"
    file_url: str  # the same picture as pages show it
    country_url: str = ""
    ask_url: str = ""  # where its sender can be asked something; empty: nobody would see it
    caption: str = ""
    statue: str = ""
    same_statue: tuple[Link, ...] = ()  # by year
    place_source: str = ""
    day_source: str = ""
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True)
class WallPage:
    """``live/wall.html``: an edition's newest photos on a screen."""

    title: str
    url: str  # absolute: the edition's gallery
    counts: Counts
    photos: tuple[PhotoCard, ...]
    links: PageLinks


@dataclass(frozen=True)
class FramePage:
    """``embed/{gallery,photo,world,counter}.html``: what stands in a frame on another site."""

    title: str  # "2009", "Vilnius 2009"
    url: str  # absolute: the same on our site
    counts: Counts
    links: PageLinks
    look: Look = AS_USUAL
    photos: tuple[PhotoCard, ...] = ()
    rows: tuple[tuple[PhotoCard, ...], ...] = ()  # the same, as a grid shows them
    world: WorldMap | None = None
    reported: Reported | None = None
