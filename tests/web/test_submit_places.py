"""A city and a day of single photos: said in their rows, with and without a script."""

import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Photo, Source
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_link
from tests.house import Clock
from tests.pictures import make_photo
from tests.sending import ALL, DAY, PERMISSION, SentForm, examine_all, rows_on

WARSAW = (52.23, 21.01)


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


@pytest.fixture
def tokens(form: SentForm, tools: Toolbox) -> list[str]:
    """The tokens of two photos that are kept: the first knows no place, the second one does."""
    first, second = make_photo(taken_at=DAY), make_photo(taken_at=DAY, place=WARSAW)
    page = form.send(first, second).text
    examine_all(tools)
    return re.findall(r'name="city-(\w+)"', page)


def cities() -> list[str]:
    """Where the photos are filed, in their order."""
    return [photo.city.name for photo in db.session.query(Photo).order_by(Photo.id)]


def test_every_photo_may_have_its_own_city(form: SentForm, tokens: list[str]) -> None:
    own = {f"city-{tokens[0]}": "Київ", f"city-{tokens[1]}": "Kaunas"}

    form.send(**own, **PERMISSION)

    assert cities() == ["Kyiv", "Kaunas"]
    assert {photo.place_source for photo in db.session.query(Photo)} == {Source.SENDER}


def test_one_answer_serves_all_photos_that_know_no_place(form: SentForm, tokens: list[str]) -> None:
    form.send(**ALL)

    assert cities() == ["Vilnius", "Warsaw"]


def test_of_a_listed_country_the_city_of_a_photo_is_forgotten(
    form: SentForm, tokens: list[str]
) -> None:
    form.send(**{f"city-{tokens[0]}": "Мінск"}, **PERMISSION)

    photo = db.session.query(Photo).first()
    assert (photo.country, photo.city, photo.said_city) == ("by", None, None)


def test_a_day_of_one_photo_counts_more_than_its_camera(form: SentForm, tokens: list[str]) -> None:
    form.send(**ALL, **{f"day-{tokens[0]}": "2010-12-17"})

    days = [photo.day.isoformat() for photo in db.session.query(Photo).order_by(Photo.id)]
    assert days == ["2010-12-17", "2010-12-18"]


def test_a_city_that_may_be_several_is_asked_for_in_its_row(
    form: SentForm, tokens: list[str]
) -> None:
    name = f"city-{tokens[0]}"

    page = form.send(**{name: "San José"}, **PERMISSION).text
    row = page.split("<li class=")[1]
    chosen = re.findall(rf'name="geoname_id-{tokens[0]}" value="(\d+)"', row)[0]
    form.send(**{name: "San José", f"geoname_id-{tokens[0]}": chosen}, **PERMISSION)

    assert "Several cities could be meant." in row
    assert 'aria-invalid="true" autofocus' in row
    assert str(db.session.query(Photo).first().said_city.geoname_id) == chosen


def test_what_was_said_of_a_photo_is_shown_again(form: SentForm, tokens: list[str]) -> None:
    page = form.send(**{f"city-{tokens[0]}": "Grodno", f"day-{tokens[0]}": "2010-12-17"}).text

    row = page.split("<li class=")[1]
    assert 'value="Grodno"' in row
    assert 'value="2010-12-17"' in row
    assert "Where was this?" not in rows_on(page)[0][1]


def test_an_answer_for_a_photo_of_somebody_else_changes_nothing(
    form: SentForm, tokens: list[str], client: FlaskClient
) -> None:
    other = SentForm(client)

    other.send(make_photo(), **ALL, **{f"city-{tokens[0]}": "Minsk"})

    assert db.session.query(Photo).filter(Photo.said_city_id.is_not(None)).count() == 0


def test_photos_of_a_link_have_no_place_of_their_own(client: FlaskClient, tools: Toolbox) -> None:
    form = SentForm(client, address=f"/add/{create_link().token}")

    page = form.send(make_photo()).text

    assert 'name="city-' not in page


def test_the_action_day_whose_photos_are_expected_is_chosen_already(
    form: SentForm, client: FlaskClient, clock: Clock
) -> None:
    page = client.get("/add/").text
    clock.forward(days=100)
    later = client.get("/add/").text

    assert '<option value="1" selected>' in page
    assert '<option value="1">' in later


def test_a_photo_of_an_earlier_action_day_stays_there(form: SentForm, tools: Toolbox) -> None:
    march = create_edition(
        month=3, name="March 2010", day=date(2010, 3, 25), first_day=date(2010, 3, 20),
        closes_on=date(2010, 4, 30),
    )  # fmt: skip
    form.send(make_photo(taken_at=datetime(2010, 3, 25, 12, 0)))
    examine_all(tools)

    form.send(**{**ALL, "day": "", "edition_id": "1", "precision": "country"})

    assert db.session.query(Photo).one().edition_id == march.id
