"""A country in all years: its photos, its cities, their map, and the ways to it."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from gallery.models import ActionStage
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_published,
    create_turin,
)


def words(text: str) -> str:
    """Return a page's words without its markup."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)))


def kaunas() -> None:
    """A city that announced an action, without a photo."""
    city = create_city(geoname_id=598316, slug="kaunas", name="Kaunas", lat=54.9, lon=23.9)
    create_action(city=city, stage=ActionStage.ANNOUNCED)


def test_a_country_counts_all_its_years_and_leads_to_each(client: FlaskClient) -> None:
    create_action()
    kaunas()
    create_published()
    create_published(city=None, country="lt", edition=create_edition(year=2012, month=3))
    create_published(city=create_turin())

    text = client.get("/cities/lt/").text

    assert "2 cities announced an action · 1 took part · 2 photos from 1 city" in words(text)
    assert re.findall(r'href="(/\d+/lt/)"', text) == ["/2012/lt/", "/2010/lt/"]
    assert text.count("photo-card__link") == 2


def test_a_country_lists_all_its_cities_and_draws_those_with_photos(client: FlaskClient) -> None:
    kaunas()
    create_published()
    create_action(city=create_turin(), stage=ActionStage.ANNOUNCED)

    text = client.get("/cities/lt/").text

    assert "Turin" not in text
    assert "Kaunas photos: 0" in words(text)
    assert "Vilnius photos: 1" in words(text)
    assert re.findall(r'class="map__link" href="([^"]+)"', text) == ["/cities/lt/vilnius/"]
    assert '<text class="map__name"' in text


def test_a_country_of_photos_without_cities_has_no_map(client: FlaskClient) -> None:
    create_published(city=None, country="by")

    text = client.get("/cities/by/").text

    assert text.count("photo-card__link") == 1
    assert 'class="map' not in text


def test_many_cities_are_named_above_up_to_a_few_and_all_below(client: FlaskClient) -> None:
    for number in range(10):
        create_published(
            city=create_city(geoname_id=number + 1, slug=f"c{number}", name=f"C {number}")
        )

    text = client.get("/cities/lt/").text

    assert len(re.findall(r'chips__link" href="/cities/lt/c\d/"', text)) == 8
    assert 'href="#cities">All 10 cities' in text
    assert len(re.findall(r'city-list__link" href="/cities/lt/c\d/"', text)) == 10


@pytest.mark.parametrize(
    "path", ["/", "/cities/", "/2010/lt/", "/cities/lt/vilnius/", "/photos/{}"]
)
def test_a_country_is_a_step_from_home_city_photo_and_its_years(
    client: FlaskClient, path: str
) -> None:
    photo = create_published()

    text = client.get(path.format(photo.public_id)).text

    assert 'href="/cities/lt/"' in text


def test_a_country_without_photo_or_action_is_unknown(client: FlaskClient) -> None:
    create_published()

    assert client.get("/cities/it/").status_code == 404
