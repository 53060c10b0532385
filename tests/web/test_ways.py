"""What a new visitor wants is a few links away: a city's year, who may print, where it happened."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from gallery.models import Photo
from tests.factories import create_published, create_turin


def walk(client: FlaskClient, *ways: str) -> str:
    """Follow links from the first page by their addresses; return the last page."""
    text = client.get("/en/").text
    for way in ways:
        links = {unescape(each) for each in re.findall(r'<a [^>]*href="([^"#]*)', text)}
        assert way in links, f"no way to {way}"
        text = client.get(way).text
    return text


@pytest.fixture
def photo() -> Photo:
    """A photo from Vilnius, and one from elsewhere."""
    create_published(city=create_turin())
    return create_published()


@pytest.mark.parametrize("first", ["/cities/", "/cities/lt/"])
def test_the_photos_of_a_city_in_a_year_are_three_links_away(
    client: FlaskClient, photo: Photo, first: str
) -> None:
    text = walk(client, first, "/cities/lt/vilnius/", "/2010/lt/vilnius/")

    assert photo.public_id in text
    assert text.count("photo-card__link") == 1


def test_who_may_print_a_photo_stands_beside_its_credit(client: FlaskClient, photo: Photo) -> None:
    text = walk(client, f"/photos/{photo.public_id}")

    assert re.search(r'<dd>Anonymous · <a href="#use">CC BY 4\.0</a></dd>', text)
    assert re.search(r'id="use">.*rel="license">CC BY 4\.0<', text, re.DOTALL)


@pytest.mark.parametrize("ways", [["/map/"], ["/2010/"]], ids=str)
def test_where_it_happened_in_a_year_is_two_links_away(
    client: FlaskClient, photo: Photo, ways: list[str]
) -> None:
    text = walk(client, *ways, "/map/2010/")

    assert "Where it happened in 2010" in text


def test_a_year_without_a_city_leads_to_no_map(client: FlaskClient) -> None:
    create_published(city=None, country="pl")

    text = client.get("/2010/").text

    assert 'href="/map/2010/"' not in text
