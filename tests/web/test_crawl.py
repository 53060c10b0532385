"""The whole site by its links: nothing dead, foreign, inline or a cookie, and all of it listed."""

import io
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from config import Settings
from gallery.images.darkroom import DarkRoom
from gallery.models import ActionStage, Photo, PressPhoto, Statue
from gallery.places.cities import Cities
from gallery.toolbox import Toolbox
from tests.crawling import Answer, Site, faults_of
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_published,
    create_turin,
    saved,
)
from tests.house import Clock, choose_tools, open_house

LOCAL = "http://localhost"
#: To draw these takes long; tests of their own ask for them.
CARDS = r"card\.jpg$"


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    cities: Cities,
    dark_room: DarkRoom,
    empty_database: Path,
) -> Site:
    """All that can be reached of a small gallery, in two languages."""
    folder = tmp_path_factory.mktemp("crawled")
    settings = Settings(data_dir=folder, storage_url="memory:", public_storage_url="memory:")
    tools = choose_tools(settings, cities=cities, dark_room=dark_room, clock=Clock())
    with open_house(tools, empty_database) as app:
        hang_some(tools)
        return crawl(app.test_client(), spoken=" ".join(settings.spoken))


def hang_some(tools: Toolbox) -> None:
    """Publish photos of two years and two countries; one year keeps out of search engines."""
    now = create_edition()
    statue = saved(Statue(city_id=create_city().id, name="A poet"))
    photos = [
        create_published(edition=now, statue=statue),
        create_published(edition=create_edition(year=2009, is_noindex=True), statue=statue),
        create_published(edition=now, city=create_turin(), day=date(2010, 12, 18)),
    ]
    create_action(edition=now, city=create_turin(), stage=ActionStage.PHOTOGRAPHED)
    create_action(edition=now, city=create_city(geoname_id=588335, country="ee", slug="tartu",
                                                name="Tartu"))  # fmt: skip
    for photo in photos:
        put_files(photo, tools)
    saved(PressPhoto(edition_id=now.id, photo_id=photos[0].id))


def put_files(photo: Photo, tools: Toolbox) -> None:
    """Give a photo its files."""
    body = io.BytesIO()
    Image.new("RGB", (64, 48)).save(body, "JPEG")
    for each in photo.renditions:
        name = f"{photo.media_token}-{each['width']}.{each['format']}"
        tools.public.put(f"media/{photo.public_id}/{name}", body.getvalue())


def crawl(client: FlaskClient, *, spoken: str) -> Site:
    """Go through a gallery by its links."""

    def get(path: str) -> Answer:
        answer = client.get(path, headers={"Accept": "text/html,*/*"})
        is_text = answer.mimetype.startswith("text/") or answer.mimetype.endswith(("xml", "json"))
        return Answer(answer.status_code, answer.headers, answer.text if is_text else "")

    site = Site(get, address=LOCAL, languages="en be", spoken=spoken, but=CARDS)
    site.crawl()
    return site


def test_whoever_follows_every_link_finds_nothing_wrong(site: Site) -> None:
    assert faults_of(site) == []


def test_the_crawl_comes_everywhere(site: Site) -> None:
    pages = {each.path for each, _ in site.pages()}

    for path in ("/", "/be/", "/2010/lt/vilnius/", "/cities/it/turin/", "/press/2010-12/", "/map/",
                 "/search/", "/add/", "/start/", "/receipt/", "/be/about/"):  # fmt: skip
        assert path in pages
    assert any(path.endswith("/report") for path in pages)
    assert {each.answer.kind for each in site.met.values()} >= {
        "image/avif", "image/jpeg", "font/woff2", "text/css", "application/atom+xml",
        "application/feed+json", "application/zip",
    }  # fmt: skip


CLEAN = {
    "/": '<link rel="canonical" href="http://localhost/"><a href="/about/">About</a>',
    "/about/": '<link rel="canonical" href="http://localhost/about/"><a href="/">Home</a>',
    "/robots.txt": "User-agent: *\nDisallow: /desk/\nSitemap: http://localhost/sitemap.xml",
    "/sitemap.xml": "<loc>http://localhost/sitemap-pages.xml</loc>",
    "/sitemap-pages.xml": "<loc>http://localhost/</loc><loc>http://localhost/about/</loc>",
}
ABOUT = CLEAN["/about/"]
FAULTS = {
    "a dead link": {"/about/": ABOUT + '<a href="nowhere">x</a>'},
    "a dead picture": {"/about/": ABOUT + '<img srcset="/x.jpg 1x, /y.jpg 2x">'},
    "a style": {"/about/": ABOUT + '<p style="color: red">'},
    "a style sheet": {"/about/": ABOUT + "<style>p { color: red }</style>"},
    "a script": {"/about/": ABOUT + "<script>alert(1)</script>"},
    "a handler": {"/about/": ABOUT + '<p onclick="alert(1)">'},
    "another host": {"/about/": ABOUT + '<img src="https://elsewhere.example/x.png">'},
    "a page that is not listed": {"/about/": ABOUT + '<a href="/new/">x</a>',
                                  "/new/": ABOUT.replace("/about/", "/new/")},
    "a page without an address": {"/about/": '<a href="/">Home</a>'},
    "a page that is left out, but listed": {
        "/about/": ABOUT + '<meta name="robots" content="noindex">',
    },
    "a page that is closed, but listed": {"/robots.txt": "Disallow: /about/"},
    "a page that nobody links to": {"/": CLEAN["/"].partition("<a")[0]},
    "an address that is none": {"/about/": ABOUT.replace("/about/", "/else/")},
}  # fmt: skip


def judge(pages: dict[str, str], **headers: str) -> list[str]:
    """Return what is wrong with a site made of these pages."""

    def get(path: str) -> Answer:
        kind = "text/html" if path.endswith("/") else "text/xml"
        said = {"Content-Type": kind, "Content-Language": "en", **headers}
        return Answer(200 if path in pages else 404, said, pages.get(path, ""))

    site = Site(get, address=LOCAL, languages="en", spoken="en")
    site.crawl()
    return faults_of(site)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    assert judge(CLEAN) == []
    assert judge({**CLEAN, **FAULTS[fault]}) != []


def test_a_cookie_is_found() -> None:
    assert "/: a cookie" in judge(CLEAN, **{"Set-Cookie": "visitor=1"})
