"""Nothing leaves the house that must not, on any page a visitor can reach from the first one."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import unit_of_work
from gallery.models import ActionStage, Photo, Stage, Statue
from gallery.toolbox import Toolbox
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_submission,
    saved,
)
from tests.house import CAMPAIGN

CANARY = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
LAT, LON = 54.68916, 25.2798
#: Behind these are other people's doors.
ELSEWHERE = ("/add", "/static/", "/media/", "/receipt/")
PICTURES = ("/download", "card.jpg")


@pytest.fixture
def photo(app: Flask) -> Photo:
    """A photo whose every text is hostile, in a gallery whose every text is."""
    city = create_city(name=CANARY, region=CANARY, lat=LAT, lon=LON)
    edition = create_edition(
        name=CANARY, reported_cities=9, reported_words=CANARY[:40], reported_source=CANARY
    )
    create_action(edition=edition, city=city, stage=ActionStage.PHOTOGRAPHED)
    with unit_of_work():
        change_campaign(dict.fromkeys((*CAMPAIGN, "headline", "lede", "about"), CANARY))
    statue = saved(Statue(city_id=city.id, name=CANARY))
    earlier = create_edition(year=2009, month=3, name=CANARY)
    create_published(city=city, edition=earlier, statue=statue)
    return create_published(
        city=city,
        edition=edition,
        statue=statue,
        caption=CANARY,
        description=CANARY,
        submission=create_submission(credit=CANARY[:80]),
    )


def everything(client: FlaskClient) -> Iterator[tuple[str, str, str]]:
    """Follow every link of ours from the first page; yield address, media type and text."""
    seen, waiting = set[str](), ["/", "/sitemap.xml", "/embed/latest/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(ELSEWHERE) or path.endswith(PICTURES):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield path, answer.mimetype, answer.text
        waiting += _links(answer.text.replace('\\"', '"'))


def _links(text: str) -> Iterator[str]:
    """Yield the addresses of ours in a page, a feed or a sitemap."""
    whole = re.findall(r"http://localhost(/[^\s\"'<>#]*)", unescape(text))
    for link in (*re.findall(r'(?:href|src)="([^"#]+)', text), *whole):
        address = unescape(link).removeprefix("http://localhost")
        if address.startswith("/"):
            yield address


def pages(client: FlaskClient) -> dict[str, str]:
    """Return every page of ours for people, by its address."""
    return {path: text for path, kind, text in everything(client) if kind == "text/html"}


class Elements(HTMLParser):
    """The elements of a page as a browser sees them: names and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        if tag == "textarea":
            self.set_cdata_mode(tag)


def test_hostile_words_stay_words_on_every_page(client: FlaskClient, photo: Photo) -> None:
    found = pages(client)

    assert len(found) > 25
    for path, text in found.items():
        assert "alert(1)" in text or path in ("/privacy/", "/map/"), path
        for tag, attributes in Elements(text).found:
            assert attributes.get("src") != "x", path
            assert not any(name.startswith("on") for name in attributes), (path, tag)


def test_no_page_has_a_script_or_a_style_inside(client: FlaskClient, photo: Photo) -> None:
    for path, text in pages(client).items():
        for tag, attributes in Elements(text).found:
            is_data = attributes.get("type") == "application/ld+json"
            assert tag != "script" or is_data or attributes.get("src"), path
            assert tag != "style", path
            assert "style" not in attributes, (path, tag)


def test_no_page_tells_a_place_more_exactly_than_a_city(client: FlaskClient, photo: Photo) -> None:
    for path, _kind, text in everything(client):
        for number in (f"{LAT:.2f}", f"{LON:.2f}"):
            assert number not in text, path


def test_no_page_for_people_tells_a_time_of_day(client: FlaskClient, photo: Photo) -> None:
    for path, text in pages(client).items():
        assert not re.search(r"\b[0-2]?\d:[0-5]\d(:[0-5]\d)?\b", text), path


def test_no_page_tells_an_e_mail_address_that_is_not_the_campaigns(
    client: FlaskClient, photo: Photo
) -> None:
    for path, _kind, text in everything(client):
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", text), path


def test_no_page_knows_of_a_photo_that_is_not_published(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    others = [create_photo(stage=stage) for stage in Stage if stage is not Stage.PUBLISHED]

    for path, _kind, text in everything(client):
        for other in others:
            assert other.public_id not in text, path
