"""Something to show: frozen shapes with invented photos, cities and years."""

from dataclasses import replace
from datetime import date

from gallery.places import atlas
from gallery.web.present import (
    CitiesPage,
    CityLine,
    CountryCities,
    Counts,
    GalleryPage,
    HomePage,
    Link,
    MapDot,
    MapPage,
    PageLinks,
    Pager,
    PhotoCard,
    PhotoPage,
    Picture,
    Reported,
    Source,
    WorldMap,
    YearStrip,
    colour_classes,
    number_classes,
    ratio_classes,
    sizes_in_grid,
)
from gallery.web.present.history import Logo, Stander
from gallery.web.present.partners import PartnerPage
from tests.looks.places import CITIES

SITE = "https://example.org"
EDGES = (320, 640, 1280, 2016)

#: Width, height and average colour of 28 pictures.
SHAPES = (
    (2016, 1512, "#8d8c85"), (1344, 2016, "#625e5e"), (1512, 2016, "#5c5559"),
    (2016, 2016, "#a4a9a5"), (2016, 1134, "#939d9f"), (2016, 1344, "#ac9a8c"),
    (2016, 1344, "#a48b79"), (2016, 1344, "#a8a093"), (2016, 1512, "#95928d"),
    (1344, 2016, "#8e928e"), (1512, 2016, "#8b7a6b"), (2016, 2016, "#b49f8c"),
    (2016, 1134, "#afa396"), (2016, 1344, "#929b8f"), (2016, 1344, "#736667"),
    (2016, 1344, "#40484c"), (2016, 1512, "#a1a59f"), (1344, 2016, "#999998"),
    (1512, 2016, "#b89a90"), (2016, 2016, "#b29f8f"), (2016, 1134, "#b9aea3"),
    (2016, 1344, "#92998f"), (2016, 1344, "#615a58"), (2016, 1344, "#41474b"),
    (2016, 1512, "#9e9c99"), (1344, 2016, "#9a938a"), (1512, 2016, "#77746d"),
    (2016, 2016, "#4d504f"),
)  # fmt: skip
CREDITS = ("", "", "Ana K.", "", "JEF Torino", "M. Lind")


def address(name: str) -> str:
    """Something like a slug."""
    return name.lower().replace(" ", "-").replace(",", "").replace(".", "")


def picture(number: int, *, sizes: str = "", alt: str = "Stone head, its mouth taped") -> Picture:
    """One of the 28 pictures, in the sizes that the worker would make."""
    width, height, colour = SHAPES[number % len(SHAPES)]
    widths = [round(width * edge / max(width, height)) for edge in EDGES]
    path = f"/media/p{number % len(SHAPES):02}/token"
    return Picture(
        src=f"{path}-{widths[1]}.jpg",
        srcset=", ".join(f"{path}-{each}.jpg {each}w" for each in widths),
        sizes=sizes or sizes_in_grid(width, height),
        width=width,
        height=height,
        alt=alt,
        ratio_class=ratio_classes(width, height),
        colour_class=colour_classes(colour),
        sources=(
            Source("image/avif", ", ".join(f"{path}-{each}.avif {each}w" for each in widths[:3])),
        ),
    )


def photo(number: int) -> PhotoCard:
    """A photo of some city."""
    city, _, country, *_ = CITIES[number % len(CITIES)]
    day = date(2009, 3, 16)
    return PhotoCard(
        id=f"p{number:02}",
        url=f"/photos/p{number:02}",
        country=country,
        city=city,
        day=day,
        credit=CREDITS[number % len(CREDITS)],
        picture=picture(number, alt=f"Photo from {city}, 16 March 2009"),
    )


def links(path: str) -> PageLinks:
    """All addresses that a gallery may have."""
    page = SITE + path
    return PageLinks(
        canonical=page,
        atom=f"{path}feed.atom",
        json_feed=f"{path}feed.json",
        oembed_json=f"{SITE}/oembed?url={page}&format=json",
        oembed_xml=f"{SITE}/oembed?url={page}&format=xml",
        embed=f"{SITE}/embed{path}",
        image=f"{SITE}{path}card.jpg",
        image_width=1200,
        image_height=630,
        image_alt="Vilnius, 18 December 2010",
    )


REPORTED = {2006: 23, 2007: 60, 2008: 70, 2009: 120, 2010: 98, 2012: 81}
WORDS = {2006: "23", 2007: "60", 2008: "over 70", 2009: "over 120", 2010: "98", 2012: "81"}
SOURCE = "report of the European Parliament of Young People, 17 March 2009"


def reported(year: int) -> Reported:
    """What was reported of a year."""
    return Reported(words=WORDS[year], cities=REPORTED[year], source=SOURCE)


COUNTS = Counts(announced=41, took_part=36, with_photos=32, photos=1204, countries=29)
YEARS = tuple(
    YearStrip(
        year=year,
        url=f"/{year}/",
        counts=COUNTS._replace(photos=cities * 9, with_photos=cities // 3),
        length_class=number_classes(cities / 120),
        is_short=cities / 120 < 0.33,
        reported=reported(year),
    )
    for year, cities in REPORTED.items()
)
LINES = tuple(
    CityLine(name=name, url=f"/cities/{code}/{address(name)}/", photos=photos)
    for name, code, _, photos, *_ in sorted(CITIES)
)


def world() -> WorldMap:
    """The world with all our cities, gathered as on the real map."""
    dots = [atlas.Dot(lat, lon, photos, (name, code)) for name, code, _, photos, lat, lon in CITIES]
    return WorldMap(
        width=atlas.WIDTH,
        height=atlas.HEIGHT,
        land=atlas.land("coarse"),
        cities=len(CITIES),
        dots=tuple(map(map_dot, atlas.cluster(dots))),
    )


def map_dot(cluster: atlas.Cluster[tuple[str, str]]) -> MapDot:
    """A dot of the map."""
    name, code = max(cluster.dots, key=lambda dot: dot.weight).carried
    many = cluster.count > 1
    return MapDot(
        x=round(cluster.x, 1),
        y=round(cluster.y, 1),
        radius=round(cluster.radius, 1),
        name=name,
        url=f"/cities/{code}/" if many else f"/cities/{code}/{address(name)}/",
        photos=cluster.weight,
        cities=cluster.count,
    )


WORLD = world()
HOME = HomePage(
    counts=COUNTS,
    years=YEARS,
    world=WORLD,
    countries=(Link("/cities/de/", "Germany", 212), Link("/cities/", "All countries")),
    cities=LINES,
    latest=tuple(photo(number) for number in (1, 2, 4, 5, 10, 13, 17, 22, 6, 8, 3, 12)),
    gallery_url="/2012/",
    links=links("/"),
    hero=replace(
        photo(0),
        picture=picture(0, sizes="(min-width: 60rem) 34rem, 92vw", alt="Photo from Vilnius"),
    ),
)
NO_WORLD = replace(HOME.world, dots=(), cities=0)
NEW_HOME = HomePage(
    counts=Counts(), years=(), world=NO_WORLD, cities=(), latest=(), gallery_url="/",
    links=links("/"),
)  # fmt: skip

COUNTRIES = (
    Link("/2009/", "All", 1204, is_current=True),
    Link("/2009/de/", "Germany", 212), Link("/2009/it/", "Italy", 188),
    Link("/2009/pl/", "Poland", 141), Link("/2009/lt/", "Lithuania", 96),
    Link("/2009/fi/", "Finland", 41), Link("/2009/gb/", "United Kingdom", 38),
)  # fmt: skip
YEAR_CHIPS = (
    Link("/cities/lt/vilnius/", "All", 47, is_current=True),
    Link("/2009/lt/vilnius/", "2009", 31), Link("/2010/lt/vilnius/", "2010", 16),
)  # fmt: skip
YEAR = GalleryPage(
    counts=COUNTS,
    photos=tuple(photo(number) for number in range(2, 26)),
    pager=Pager(first=1, last=24, total=1204, next_url="/2009/?after=p25", next_count=24),
    links=links("/2009/"),
    year=2009,
    reported=reported(2009),
    countries=COUNTRIES,
    previous=Link("/2008/", "2008"),
    next=Link("/2010/", "2010"),
)
EDITION = replace(
    YEAR,
    year=2010,
    edition="December 2010",
    day=date(2010, 12, 18),
    editions=(
        Link("/2010/", "All 2010"), Link("/2010-03/", "March 2010"),
        Link("/2010-12/", "December 2010", is_current=True),
    ),
    reported=reported(2010),
)  # fmt: skip
COUNTRY_YEAR = replace(
    YEAR,
    country="Germany",
    reported=None,
    photos=YEAR.photos[:5],
    pager=Pager(first=25, last=29, total=29, first_url="/2009/de/"),
    above=(Link("/2009/", "2009"),),
    cities=(
        Link("/2009/de/", "All", 29, is_current=True), Link("/2009/de/berlin/", "Berlin", 25),
        Link("/2009/de/villingen-schwenningen/", "Villingen-Schwenningen", 4),
    ),
    countries=(),
    previous=None,
    next=None,
)  # fmt: skip
COUNTRY = replace(
    COUNTRY_YEAR,
    year=None,
    years=YEAR_CHIPS,
    above=(Link("/cities/", "All cities"),),
    world=WORLD,
    lines=LINES[:20],
)
CITY_YEAR = replace(
    COUNTRY_YEAR,
    city="Vilnius",
    country="Lithuania",
    cities=(),
    years=YEAR_CHIPS,
    counts=Counts(photos=31, with_photos=1),
    above=(Link("/2009/", "2009"), Link("/2009/lt/", "Lithuania")),
)
CITY = replace(
    CITY_YEAR, year=None, photos=YEAR.photos[:9], above=(Link("/cities/lt/", "Lithuania"),)
)
PARTNER = PartnerPage(
    counts=Counts(photos=9), photos=YEAR.photos[:9], pager=None, links=links("/partners/a/"),
    partner=Stander("House of Words", site="https://words.example", logo=Logo("/l.jpg", 480, 240)),
)  # fmt: skip
EMPTY_CITY = replace(CITY, city="Tartu", photos=(), pager=None, counts=Counts(), years=())
CITIES_PAGE = CitiesPage(
    countries=tuple(
        CountryCities(
            code=code,
            name=country,
            url=f"/cities/{code}/",
            cities=tuple(
                CityLine(name, f"/cities/{code}/{address(name)}/", photos)
                for name, other, _, photos, *_ in CITIES
                if other == code
            ),
        )
        for country, code in sorted({(country, code) for _, code, country, *_ in CITIES})
    ),
    counts=COUNTS,
    links=links("/cities/"),
)
MAP = MapPage(world=WORLD, cities=LINES, links=links("/map/"))
PHOTO = PhotoPage(
    ask_url="/photos/p18/ask",
    photo=photo(18),
    picture=picture(
        18, sizes="(min-width: 60rem) 48rem, 92vw", alt="A stone head, its mouth taped"
    ),
    links=links("/photos/p18"),
    place=Link("/cities/us/washington-d-c/", "Washington, D. C."),
    year=Link("/2009/", "March 2009"),
    credit_line="Photo: Anonymous, Unsilenced, CC BY 4.0, https://example.org/photos/p18",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    download_url="/photos/p18/download",
    download_size="2016 × 1512, 0.8 MB",
    file_url="/media/p18/token-2016.jpg",
    caption="The general kept silent for an hour; so did we.",
    statue="General K. on his horse",
    same_statue=(Link("/photos/p03", "2009"), Link("/photos/p04", "2012")),
    place_source="link",
    day_source="camera",
    previous=Link("/photos/p17", "Previous"),
    next=Link("/photos/p19", "Next"),
)
