"""The city of a point: coarse, in no address, kept by nobody; and a map without a script."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Photo
from gallery.places import atlas
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import ALL, SentForm

NEAR = "/add/cities/near"


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


def names(client: FlaskClient, point: dict[str, Any]) -> list[str]:
    """The cities that are told of a point."""
    answer = client.post(NEAR, json=point)
    assert answer.headers["Cache-Control"] == "no-store"
    return [city["name"] for city in answer.json["cities"]]


def test_a_device_is_in_one_city_or_in_none(client: FlaskClient) -> None:
    assert names(client, {"lat": 52.5, "lon": 13.4}) == ["Berlin"]
    assert names(client, {"lat": -40, "lon": -120}) == []


def test_a_point_finds_no_more_than_a_coarser_one(client: FlaskClient) -> None:
    fine = names(client, {"lat": 54.63, "lon": 25.34})

    assert fine == names(client, {"lat": 54.6, "lon": 25.3})


def test_on_the_map_big_cities_stand_apart(client: FlaskClient) -> None:
    x, y = atlas.project(54, 27)

    found = names(client, {"x": x, "y": y, "km": 400})

    assert {"Minsk", "Vilnius", "Riga"} <= set(found)
    assert len(found) <= 6


@pytest.mark.parametrize("point", [{}, {"lat": "x", "lon": 1}, {"lat": 1e999, "lon": 1}, []])
def test_what_is_no_point_is_refused(client: FlaskClient, point: object) -> None:
    answer = client.post(NEAR, json=point)

    assert answer.status_code == 400


def test_another_site_may_not_ask(client: FlaskClient) -> None:
    answer = client.post(NEAR, json={"lat": 1, "lon": 1}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_without_a_script_the_map_offers_cities_to_choose_from(form: SentForm) -> None:
    page = form.send(make_photo(), **{"map.x": "155", "map.y": "27"}).text
    found = re.findall(r'name="geoname_id" value="(\d+)"(?:.|\n)*?choice__name">([^<]*)<', page)
    number, name = found[0]
    form.send(**{**ALL, "city": "", "geoname_id": number})

    assert "These cities are near that point." in page
    city = db.session.query(Photo).one().city
    assert name.startswith(city.name)


def test_where_the_map_has_no_city_another_point_is_asked_for(form: SentForm) -> None:
    page = form.send(make_photo(), **{"map.x": "0", "map.y": "0"}).text

    assert "We know no city near this point." in page


def test_only_the_form_may_ask_a_device_where_it_is(client: FlaskClient) -> None:
    create_edition()

    policies = [client.get(path).headers["Permissions-Policy"] for path in ("/add/", "/")]

    assert ["geolocation=(self)" in policy for policy in policies] == [True, False]
