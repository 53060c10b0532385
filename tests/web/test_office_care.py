"""Organisers list countries where people are in danger; what is here from there obeys at once."""

from datetime import UTC, date, datetime

from flask.testing import FlaskClient

from gallery.db import db
from gallery.journey.care import listed_countries
from gallery.journey.counting import count_in_full, read_tallies
from gallery.toolbox import Toolbox
from tests.factories import (
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_submission,
)
from tests.house import Clock
from uploads_worker.tasks import Tasks


def test_belarus_and_russia_are_listed_at_first(organiser: FlaskClient) -> None:
    page = organiser.get("/office/care/").text

    assert listed_countries() == {"by", "ru"}
    assert "Belarus" in page.split("Add a country")[0]


def test_a_country_that_is_listed_forgets_the_cities_of_its_photos(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    create_edition(closes_on=date(2010, 12, 19))  # its photos do not come any more
    sent = create_submission(city=create_city())
    shown, waiting = create_published(submission=sent), create_photo(submission=sent)

    organiser.post("/office/care/", data={"add": "lt"})

    assert (shown.city, waiting.city, sent.city) == (None, None, None)
    assert (shown.country, waiting.country) == ("lt", "lt")
    assert read_tallies() == count_in_full() != {}
    assert shown.public_id in client.get("/2010/lt/").text
    assert client.get("/2010/lt/vilnius/").status_code == 404
    assert "Vilnius" not in client.get(f"/photos/{shown.public_id}").text


def test_what_is_public_too_early_is_taken_down_until_its_days_are_over(
    organiser: FlaskClient, client: FlaskClient, tools: Toolbox, clock: Clock
) -> None:
    shown = create_published()
    tools.public.put(f"media/{shown.public_id}/{shown.media_names[0]}", b"x")

    organiser.post("/office/care/", data={"add": "lt"})
    clock.forward(minutes=2)
    tasks = Tasks(tools)
    tasks.publish(shown.id)
    tasks.sweep()
    tasks.hide(shown.id)

    assert client.get(f"/photos/{shown.public_id}").status_code == 404
    assert shown.publish_after == datetime(2011, 2, 1, tzinfo=UTC)
    assert ("hide", shown.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert list(tools.public.list("")) == []
    assert read_tallies() == count_in_full() == {}


def test_what_came_before_countries_were_listed_forgets_its_city_too(
    client: FlaskClient, tools: Toolbox
) -> None:
    create_edition(closes_on=date(2010, 12, 19))
    shown = create_published(
        city=create_city(geoname_id=1, country="by", slug="minsk", name="Minsk")
    )

    Tasks(tools).tidy()

    db.session.expire_all()
    assert (shown.city, shown.country) == (None, "by")
    assert read_tallies() == count_in_full() != {}
    assert "Minsk" not in client.get(f"/photos/{shown.public_id}").text


def test_photos_of_a_listed_country_stand_alone(client: FlaskClient) -> None:
    before, listed, after = (
        create_published(city=None, country=country) for country in ("lt", "by", "lt")
    )

    alone, beside = (client.get(f"/photos/{each.public_id}").text for each in (listed, before))

    assert 'rel="prev"' not in alone
    assert 'rel="next"' not in alone
    assert f'href="/photos/{after.public_id}" rel="prev"' in beside
    assert listed.public_id not in beside


def test_a_country_can_be_taken_off_the_list(organiser: FlaskClient) -> None:
    organiser.post("/office/care/", data={"remove": "ru"})
    organiser.post("/office/care/", data={"add": "nonsense"})

    db.session.expire_all()
    assert listed_countries() == {"by"}
