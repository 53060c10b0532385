"""Organisers announce action days, say which cities take part, and hand out upload links."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Action, ActionLink, ActionStage, Edition
from gallery.web.office import editions
from tests.factories import create_action, create_edition, create_link, create_turin
from tests.web.test_office import followed

VILNIUS = "/office/editions/2010-12/lt/vilnius/"
DAY = {"day": "2026-12-19", "name": "", "first_day": "", "closes_on": ""}


def test_an_action_day_is_announced(organiser: FlaskClient) -> None:
    said = {
        **DAY,
        "reported_cities": "70",
        "reported_words": "over 70",
        "reported_source": "A paper",
    }

    page = followed(organiser, organiser.post("/office/editions/", data=said))

    edition = db.session.query(Edition).one()
    assert (edition.slug, edition.day) == ("2026-12", date(2026, 12, 19))
    assert (edition.first_day, edition.closes_on) == (date(2026, 12, 19), date(2027, 2, 17))
    assert (edition.reported_cities, edition.reported_words) == (70, "over 70")
    assert "December 2026" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"day": ""}, "Please fill this in."),
        ({"day": "19.12.2026"}, "Please give a day, like 2026-12-19."),
        ({"day": "2026-02-30"}, "Please give a day, like 2026-12-19."),
        ({"closes_on": "2026-12-18"}, "must lie between the first day and the last day"),
        ({"first_day": "2026-12-20"}, "must lie between the first day and the last day"),
        ({"reported_cities": "many"}, "Please give a number, or nothing."),
        ({"reported_cities": "-1"}, "Please give a number, or nothing."),
        ({"reported_cities": "9" * 30}, "Please give a number, or nothing."),
    ],
)
def test_a_mistake_in_an_action_day_is_said_and_nothing_is_lost(
    organiser: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = organiser.post("/office/editions/", data={**DAY, "name": "A name", **said})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'value="A name"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in said.values())
    assert db.session.query(Edition).count() == 0


def test_a_month_has_one_action_day(organiser: FlaskClient) -> None:
    create_edition(year=2026, month=12)

    answer = organiser.post("/office/editions/", data=DAY)

    assert answer.status_code == 400
    assert "There is an action day in this month already." in answer.text


def test_an_action_day_can_be_changed_but_not_moved_to_another_month(
    organiser: FlaskClient,
) -> None:
    create_edition()
    said = {"day": "2010-12-19", "first_day": "2010-12-01", "closes_on": "2011-03-01", "name": "X"}

    changed = organiser.post("/office/editions/2010-12/", data=said)
    moved = organiser.post("/office/editions/2010-12/", data={**said, "day": "2011-01-19"})

    edition = db.session.query(Edition).one()
    assert changed.status_code == 302
    assert moved.status_code == 400
    assert "The month of an action day stays" in moved.text
    assert (edition.name, edition.day) == ("X", date(2010, 12, 19))


def test_a_city_is_added_by_its_name_in_any_script(organiser: FlaskClient) -> None:
    create_edition()

    said = {"city": "Вильнюс", "stage": "announced"}
    answer = organiser.post("/office/editions/2010-12/cities", data=said)

    action = db.session.query(Action).one()
    assert (action.city.path, action.stage) == ("lt/vilnius", ActionStage.ANNOUNCED)
    assert answer.headers["Location"] == VILNIUS
    assert "Vilnius" in followed(organiser, answer)


def test_a_name_of_several_cities_is_asked_about(organiser: FlaskClient) -> None:
    create_edition()

    answer = organiser.post("/office/editions/2010-12/cities", data={"city": "Springfield"})

    numbers = re.findall(r'name="geoname_id" value="(\d+)"', answer.text)
    assert answer.status_code == 400
    assert len(numbers) > 1
    assert "Springfield, Illinois, United States" in answer.text
    assert db.session.query(Action).count() == 0
    said = {"city": "Springfield", "geoname_id": numbers[1]}
    assert organiser.post("/office/editions/2010-12/cities", data=said).status_code == 302
    assert db.session.query(Action).one().city.geoname_id == int(numbers[1])


@pytest.mark.parametrize("name", ["", "Xyzzyville"])
def test_an_unknown_city_is_said(organiser: FlaskClient, name: str) -> None:
    create_edition()

    answer = organiser.post("/office/editions/2010-12/cities", data={"city": name})

    assert answer.status_code == 400
    assert "We do not know this city." in answer.text
    assert f'value="{name}"' in answer.text


def test_a_city_is_on_the_list_once(organiser: FlaskClient) -> None:
    create_action()

    organiser.post("/office/editions/2010-12/cities", data={"city": "Vilnius"})

    assert db.session.query(Action).count() == 1


def test_how_far_a_city_has_come_and_its_statue_can_be_changed(organiser: FlaskClient) -> None:
    create_action()

    said = {"stage": "hidden", "statue": " The old  rider "}
    page = followed(organiser, organiser.post(VILNIUS, data=said))
    refused = organiser.post(VILNIUS, data={"stage": "celebrated"})

    action = db.session.query(Action).one()
    assert action.stage is ActionStage.HIDDEN
    assert action.statue
    assert action.statue.name == "The old rider"
    assert '<option value="The old rider">' in page
    assert refused.status_code == 400


def test_a_link_is_made_for_a_group_and_shown_whole(organiser: FlaskClient) -> None:
    create_action()

    said = {"organisation": " JEF Vilnius "}
    page = followed(organiser, organiser.post(f"{VILNIUS}links", data=said))

    link = db.session.query(ActionLink).one()
    assert link.organisation == "JEF Vilnius"
    assert f"http://localhost/add/{link.token}" in page
    assert f"http://localhost/add/{link.token}" in organiser.get(VILNIUS).text


def test_cities_are_found_by_name_country_group_and_stage(organiser: FlaskClient) -> None:
    create_link(organisation="Ёлка")
    create_action(city=create_turin(), stage=ActionStage.ANNOUNCED)
    page, name = "/office/editions/2010-12/", re.compile(r'class="rows__name" href="[^"]*">(\w+)')

    found = {
        asked: name.findall(organiser.get(page + asked).text)
        for asked in ("", "?q=vilnius", "?q=ITALY", "?q=елка", "?show=announced", "?show=no-link",
                      "?q=turin&show=confirmed")
    }  # fmt: skip

    assert found == {
        "": ["Turin", "Vilnius"], "?q=vilnius": ["Vilnius"], "?q=ITALY": ["Turin"],
        "?q=елка": ["Vilnius"], "?show=announced": ["Turin"], "?show=no-link": ["Turin"],
        "?q=turin&show=confirmed": [],
    }  # fmt: skip


def test_many_cities_come_in_pages(organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "PAGE", 1)
    create_action()
    create_action(city=create_turin())

    first = organiser.get("/office/editions/2010-12/").text
    second = organiser.get("/office/editions/2010-12/?page=2").text

    assert ("Turin" in first, "Vilnius" in first) == (True, False)
    assert ("Turin" in second, "Vilnius" in second) == (False, True)
    assert "?page=2" in first
    assert "Next cities" not in second


def test_the_list_comes_before_the_form_until_the_form_asks_back(organiser: FlaskClient) -> None:
    edition = create_action().edition
    address = f"/office/editions/{edition.slug}/"

    page = organiser.get(address).text
    asked = organiser.post(f"{address}cities", data={"city": "Nowhere at all"}).text

    assert page.index('class="rows office__cities"') < page.index('id="new-city"')
    assert 'href="#new-city"' in page
    assert "is-asked" not in page
    assert "is-asked" in asked


def test_a_day_to_come_is_called_so(organiser: FlaskClient) -> None:
    create_edition()
    create_edition(
        year=2011, month=3, day=date(2011, 3, 16), first_day=date(2011, 3, 16),
        closes_on=date(2011, 5, 1),
    )  # fmt: skip

    assert "still to come" not in organiser.get("/office/editions/2010-12/").text
    assert "still to come" in organiser.get("/office/editions/2011-03/").text


@pytest.mark.parametrize(
    "path",
    [
        "/office/editions/2010-11/",
        "/office/editions/december/",
        "/office/editions/2010-11/lt/vilnius/links",
        "/office/editions/2010-12/lt/kaunas/links",
        "/office/editions/2010-12/lt/kaunas/",
        "/office/links/4711/",
        "/office/links/4711/close",
    ],
)
def test_what_is_not_there_cannot_be_changed(organiser: FlaskClient, path: str) -> None:
    create_action()

    answer = organiser.post(path, data={**DAY, "token": "guessed", "stage": "confirmed"})

    assert answer.status_code == 404
