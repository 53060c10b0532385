"""The addresses that caches are told of are just those that changed when a photo left."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from config import Settings
from gallery.db import unit_of_work
from gallery.journey import purging
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, PressPhoto, Statue
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_city, create_edition, create_published, create_turin, saved
from tests.web.test_cards import painted

SITE = "http://localhost"
ADDRESS = re.compile(
    r'(?:href|src|content)="([^"]+)"|"(?:url|image)": ?"([^"]+)"|<(?:loc|image:loc)>([^<]+)<'
)
#: What this crawl does not come by.
UNSEEN = re.compile(r"/api/|/media/|/card\.jpg$|/embed/(?:v1|photos)/")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, site_url=SITE, purge_command="true", languages="en")


@pytest.fixture
def leaving(tools: Toolbox) -> Photo:
    """The only photo of its city, among others of its year and of another."""
    statue = saved(Statue(city=create_city(), name="Žemaitė"))
    near = create_city(
        geoname_id=3173435, country="it", slug="milan", name="Milan", lat=45.4, lon=9.2
    )
    before = create_edition(year=2009, month=12, name="December 2009", day=date(2009, 12, 18))
    photos = [
        create_published(
            city=(create_city(), create_city(), create_turin(), near)[number],
            edition=before if number == 0 else create_edition(),
            statue=statue if number in (0, 2) else None,
            published_at=NOON + timedelta(minutes=number),
        )
        for number in range(4)
    ]
    for photo in photos:
        painted(photo, tools)
    saved(PressPhoto(edition_id=photos[2].edition_id, photo_id=photos[2].id, place=1))
    return photos[2]


def crawl(client: FlaskClient) -> dict[str, bytes]:
    """Return what everybody may keep of the site, by the addresses that its pages name."""
    found: dict[str, bytes] = {}
    ahead = [f"{SITE}/", f"{SITE}/sitemap.xml"]
    while ahead:
        address = ahead.pop()
        if address in found or address.endswith("card.jpg"):  # drawing takes long
            continue
        answer = client.get(address.removeprefix(SITE))
        if "max-age=300" in answer.headers.get("Cache-Control", ""):
            found[address] = answer.data
            ahead += named_in(answer.data.decode("utf-8", "ignore"))
    return found


def named_in(text: str) -> Iterator[str]:
    """Yield the addresses of ours that a page names, and what stands beside them."""
    for groups in ADDRESS.findall(text):
        address = unescape(next(filter(None, groups))).partition("#")[0]
        if address.startswith("/") and address[1] != "/":
            yield SITE + address
        elif address.startswith(SITE):
            yield address
        if "/map/" in address and address.endswith("/"):
            yield f"{SITE}{address.removeprefix(SITE)}cities.json"


def test_just_what_changed_is_told(client: FlaskClient, leaving: Photo, tools: Toolbox) -> None:
    known = crawl(client)
    files = leaving.media_names
    marks = (leaving.public_id.encode(), b"turin", b"Turin")

    with unit_of_work() as unit:
        withdraw_photo(leaving, tools=tools, unit=unit)
    after = {each: client.get(each.removeprefix(SITE)).data for each in known}
    with unit_of_work():
        work = purging.claim(tools=tools)

    assert work is not None
    changed = {each for each in known if after[each] != known[each]}
    named = {each for each in known if any(mark in known[each] for mark in marks)}
    named = {each for each in named if "/embed/?" not in each}  # what was chosen there
    told = set(work.addresses)
    assert len(named) > 40
    assert named - told == set()
    assert (told & set(known)) - changed == set()
    assert {f"{SITE}/media/{leaving.public_id}/{name}" for name in files} < told
    assert {each for each in told - set(known) if not UNSEEN.search(each)} == set()
    galleries = {each.removesuffix("feed.atom") for each in told if each.endswith("feed.atom")}
    assert {f"{each}card.jpg" for each in galleries} < told


def test_what_programs_were_told_is_told_to_caches(client: FlaskClient, leaving: Photo) -> None:
    asked = [f"/api/v1{each}" for each in (f"/photos/{leaving.public_id}", "/photos", "/cities")]
    before = [client.get(each).text for each in asked]

    paths = set(purging.list_paths(leaving))

    assert all("turin" in each.lower() for each in before)
    assert {*asked} < paths
