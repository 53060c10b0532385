"""Organisers list countries where people are in danger; what is here from there obeys at once."""

from flask.testing import FlaskClient

from gallery.db import db
from gallery.journey.care import listed_countries
from gallery.journey.counting import count_in_full, read_tallies
from tests.factories import create_city, create_photo, create_published, create_submission


def test_belarus_and_russia_are_listed_at_first(organiser: FlaskClient) -> None:
    page = organiser.get("/office/care/").text

    assert listed_countries() == {"by", "ru"}
    assert "Belarus" in page.split("Add a country")[0]


def test_a_country_that_is_listed_forgets_the_cities_of_its_photos(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    sent = create_submission(city=create_city())
    shown, waiting = create_published(submission=sent), create_photo(submission=sent)

    organiser.post("/office/care/", data={"add": "lt"})

    assert (shown.city, waiting.city, sent.city) == (None, None, None)
    assert (shown.country, waiting.country) == ("lt", "lt")
    assert read_tallies() == count_in_full() != {}
    assert shown.public_id in client.get("/2010/lt/").text
    assert client.get("/2010/lt/vilnius/").status_code == 404
    assert "Vilnius" not in client.get(f"/photos/{shown.public_id}").text


def test_a_country_can_be_taken_off_the_list(organiser: FlaskClient) -> None:
    organiser.post("/office/care/", data={"remove": "ru"})
    organiser.post("/office/care/", data={"add": "nonsense"})

    db.session.expire_all()
    assert listed_countries() == {"by"}
