"""Nothing leaves the house that must not, on any page a visitor can reach from the first one."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

from config import Settings
from gallery.campaigns import change_campaign
from gallery.db import unit_of_work
from gallery.images.darkroom import DarkRoom
from gallery.models import ActionStage, Stage, Statue
from gallery.places.cities import Cities
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_submission,
    saved,
)
from tests.house import CAMPAIGN, Clock, choose_tools, open_house

CANARY = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
LAT, LON = 54.68916, 25.2798
#: Behind these are other people's doors.
ELSEWHERE = ("/add", "/static/", "/media/", "/receipt/")
PICTURES = ("/download", "card.jpg")
#: What other systems are told, for a whole address to be made of it.
PASTED = ("/*", "/oembed")


class Told(NamedTuple):
    """What a visitor is told: address, media type and text of all; photos that nobody may see."""

    everything: list[tuple[str, str, str]]
    unseen: list[str]

    @property
    def pages(self) -> dict[str, str]:
        """Every page of ours for people, by its address."""
        return {path: text for path, kind, text in self.everything if kind == "text/html"}


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
    cities: Cities,
    dark_room: DarkRoom,
    empty_database: Path,
) -> Told:
    """All that a gallery tells whose every text is hostile: one walk serves all tests."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings(data_dir=folder, storage_url="memory:", public_storage_url="memory:")
    tools = choose_tools(settings, cities=cities, dark_room=dark_room, clock=Clock())
    with open_house(tools, empty_database) as app:
        unseen = fill_with_canaries()
        return Told(list(everything(app.test_client())), unseen)


def fill_with_canaries() -> list[str]:
    """Fill a gallery with hostile words; return the photos of it that are not published."""
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
    create_published(
        city=city,
        edition=edition,
        statue=statue,
        caption=CANARY,
        description=CANARY,
        submission=create_submission(credit=CANARY[:80]),
    )
    unseen = [stage for stage in Stage if stage is not Stage.PUBLISHED]
    return [create_photo(stage=stage).public_id for stage in unseen]


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
        if address.startswith("/") and address not in PASTED:
            yield address


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


def test_hostile_words_stay_words_on_every_page(told: Told) -> None:
    assert len(told.pages) > 25
    for path, text in told.pages.items():
        assert "alert(1)" in text or path in ("/privacy/", "/map/"), path
        for tag, attributes in Elements(text).found:
            assert attributes.get("src") != "x", path
            assert not any(name.startswith("on") for name in attributes), (path, tag)


def test_no_page_has_a_script_or_a_style_inside(told: Told) -> None:
    for path, text in told.pages.items():
        for tag, attributes in Elements(text).found:
            is_data = attributes.get("type") == "application/ld+json"
            assert tag != "script" or is_data or attributes.get("src"), path
            assert tag != "style", path
            assert "style" not in attributes, (path, tag)


def test_no_page_tells_a_place_more_exactly_than_a_city(told: Told) -> None:
    for path, _kind, text in told.everything:
        # Programs are told a city's centre to a hundredth of a degree; nobody is told more.
        digits = 3 if "/api/v1" in path else 2
        for number in (LAT, LON):
            assert f"{number:.{digits}f}" not in text, path
            assert str(number)[: 3 + digits] not in text, path


def test_no_page_for_people_tells_a_time_of_day(told: Told) -> None:
    for path, text in told.pages.items():
        assert not re.search(r"\b[0-2]?\d:[0-5]\d(:[0-5]\d)?\b", text), path


def test_no_page_tells_an_e_mail_address_that_is_not_the_campaigns(told: Told) -> None:
    for path, _kind, text in told.everything:
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", text), path


def test_no_page_knows_of_a_photo_that_is_not_published(told: Told) -> None:
    for path, _kind, text in told.everything:
        for public_id in told.unseen:
            assert public_id not in text, path
