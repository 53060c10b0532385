"""The wall of an action day: what is published is there, what is withdrawn is not, and cheaply."""

from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_photo, create_published
from tests.house import Clock

WALL = "/live/2010-12/"


def test_the_wall_shows_what_is_published_and_nothing_else(
    client: FlaskClient, tools: Toolbox
) -> None:
    photo, back, waiting = create_published(), create_published(), create_photo()
    before = client.get(WALL)
    with unit_of_work() as unit:
        withdraw_photo(back, tools=tools, unit=unit)

    after = client.get(WALL, headers={"If-None-Match": before.headers["ETag"]})

    assert back.public_id in before.text
    assert after.status_code == 200
    assert photo.public_id in after.text
    assert back.public_id not in after.text
    assert waiting.public_id not in after.text


def test_asking_again_costs_nothing_and_no_cache_keeps_a_wall(client: FlaskClient) -> None:
    create_published()
    first = client.get(WALL)

    again = client.get(WALL, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    for answer in (first, again, client.get(WALL)):
        assert answer.headers["Cache-Control"] == "public, max-age=3"
        assert "Set-Cookie" not in answer.headers
    assert '<meta name="robots" content="noindex">' in first.text


def test_its_edition_leads_to_it_while_it_is_open(client: FlaskClient, clock: Clock) -> None:
    today = clock().date()
    create_edition(year=2031, month=5, day=today, first_day=today, closes_on=today)

    open_page = client.get("/2031/").text
    clock.forward(days=1)
    closed_page = client.get("/2031/").text

    assert 'href="/live/2031-05/"' in open_page
    assert "/live/" not in closed_page


def test_there_is_no_wall_of_an_unknown_edition(client: FlaskClient) -> None:
    assert client.get("/live/1999-01/").status_code == 404
