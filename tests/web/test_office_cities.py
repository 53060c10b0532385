"""Organisers decide about cities that senders did not find."""

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import CitySuggestion, Photo
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import ALL, SentForm, examine_all

PAGE = "/office/cities/"


@pytest.fixture
def number(client: FlaskClient, tools: Toolbox) -> int:
    """The number of a suggestion, made by a photo that was sent."""
    create_edition()
    village = {**ALL, "city": "", "new_city": "Mir near Nesvizh", "new_country": "pl"}
    assert "1 photo is waiting" in SentForm(client).send(make_photo(), **village).text
    examine_all(tools)
    return db.session.query(CitySuggestion).one().id


def city_of_photo() -> str:
    """Where the photo is filed."""
    city = db.session.query(Photo).one().city
    return city.path if city else ""


def test_who_names_a_city_is_asked_for_its_country(client: FlaskClient) -> None:
    page = SentForm(client).send(make_photo(), **{**ALL, "city": "", "new_city": "Mir"}).text

    assert "Please choose the country this city is in." in page
    assert 'value="Mir"' in page


def test_the_office_says_that_a_city_is_missing(organiser: FlaskClient, number: int) -> None:
    assert "1 city is missing in the list." in organiser.get("/office/").text
    page = organiser.get(PAGE).text
    assert "Mir near Nesvizh, Poland" in page
    assert "1 photo" in page


def test_a_listed_city_takes_its_photos(organiser: FlaskClient, number: int) -> None:
    organiser.post(f"{PAGE}{number}", data={"act": "use", "city": "Warszawa"})

    assert city_of_photo() == "pl/warsaw"
    assert "Nobody misses a city." in organiser.get(PAGE).text


def test_a_new_city_can_be_searched_for(
    organiser: FlaskClient, client: FlaskClient, number: int
) -> None:
    said = {"act": "add", "city": "Warszawa", "name": "Nowy Mir", "centre": "53.45, 26.47"}

    organiser.post(f"{PAGE}{number}", data=said)

    assert city_of_photo() == "pl/nowy-mir"
    found = client.get("/add/cities?q=nowy m").json["cities"]
    assert found[0]["label"].startswith("Nowy Mir")
    page = SentForm(client).send(make_photo(), **{**ALL, "city": found[0]["label"]}).text
    assert "1 photo is waiting" in page


def test_photos_may_stay_in_their_country(organiser: FlaskClient, number: int) -> None:
    organiser.post(f"{PAGE}{number}", data={"act": "leave"})

    assert (city_of_photo(), db.session.query(Photo).one().country) == ("", "pl")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"act": "use", "city": "San José"}, "Several cities could be meant."),
        ({"act": "use", "city": ""}, "We do not know this city."),
        ({"act": "add", "city": "Warszawa", "name": " "}, "name"),
        ({"act": "add", "city": "Warszawa", "name": "A", "centre": "north"}, "no point"),
    ],
)
def test_what_cannot_be_used_is_asked_for_again(
    organiser: FlaskClient, number: int, said: dict[str, str], sentence: str
) -> None:
    answer = organiser.post(f"{PAGE}{number}", data=said)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert db.session.query(CitySuggestion).count() == 1


def test_decided_twice_is_nothing_there(organiser: FlaskClient, number: int) -> None:
    organiser.post(f"{PAGE}{number}", data={"act": "leave"})

    assert organiser.post(f"{PAGE}{number}", data={"act": "leave"}).status_code == 404
