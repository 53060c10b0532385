"""Counts are honest: announced, took part and with photos are three numbers."""

from datetime import date

import pytest

from gallery.db import unit_of_work
from gallery.journey import robots, totals
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.journey.withdraw import withdraw_photo
from gallery.models import ActionStage, Edition
from gallery.toolbox import Toolbox
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_turin,
)

pytestmark = pytest.mark.usefixtures("app")


def march() -> Edition:
    return create_edition(month=3, name="March 2010", day=date(2010, 3, 16))


def in_vilnius(**time: int) -> Scope:
    return Scope(country="lt", city=create_city(), **time)


def test_announced_took_part_and_with_photos_are_never_one_number() -> None:
    create_action(stage=ActionStage.ANNOUNCED, city=create_turin())
    create_action(stage=ActionStage.CONFIRMED)
    create_action(stage=ActionStage.HIDDEN, city=create_city(geoname_id=1, slug="nowhere"))
    create_published()
    create_published()

    counts = totals.count_all(Scope(year=2010))

    assert counts == Counts(announced=2, took_part=1, with_photos=1, photos=2, countries=1)


def test_a_cancelled_action_was_announced_but_did_not_take_place() -> None:
    create_action(stage=ActionStage.CANCELLED)

    counts = totals.count_all(Scope(year=2010))

    assert (counts.announced, counts.took_part) == (1, 0)


def test_a_city_in_march_and_december_counts_once_in_the_year() -> None:
    for edition in (march(), create_edition()):
        create_action(edition=edition)
        create_published(edition=edition)

    counts = totals.count_all(Scope(year=2010))

    assert counts == Counts(announced=1, took_part=1, with_photos=1, photos=2, countries=1)


def test_a_photo_of_a_country_alone_counts_as_photo_but_as_no_city() -> None:
    create_published(city=None, country="lt")

    assert totals.count_all(Scope(year=2010)) == Counts(photos=1, countries=1)
    assert totals.count_all(Scope(year=2010, country="lt")).photos == 1
    assert totals.count_by_city(Scope()) == []


def test_a_waiting_photo_counts_nowhere() -> None:
    create_photo()

    assert totals.count_all(Scope()) == Counts()
    assert totals.count_by_city(Scope()) == []
    assert robots.list_times() == []


def test_a_withdrawn_photo_counts_nowhere_any_more(tools: Toolbox) -> None:
    photo = create_published()
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    for scope in (Scope(), Scope(year=2010), Scope(year=2010, month=12), in_vilnius(year=2010)):
        assert totals.count_all(scope).photos == 0
    assert totals.count_known_cities() == []
    assert robots.list_times() == []


def test_countries_and_cities_come_with_the_most_photos_first() -> None:
    create_published(city=create_turin())
    create_published()
    create_published()

    cities = [(city.name, photos) for city, photos in totals.count_by_city(Scope(year=2010))]

    assert totals.count_by_country(Scope(year=2010)) == {"lt": 2, "it": 1}
    assert cities == [("Vilnius", 2), ("Turin", 1)]


def test_a_countrys_cities_are_its_own() -> None:
    create_published(city=create_turin())
    create_published()

    found = totals.count_by_city(Scope(year=2010, country="it"))

    assert [city.name for city, _photos in found] == ["Turin"]


def test_a_city_that_announced_is_known_without_photos() -> None:
    create_action(stage=ActionStage.ANNOUNCED, city=create_turin())
    create_published()

    known = {city.name: photos for city, photos in totals.count_known_cities()}

    assert known == {"Turin": 0, "Vilnius": 1}


def test_years_come_oldest_first_with_their_editions_and_counts() -> None:
    create_published()
    create_action(edition=march())
    create_edition(year=2006, month=11)

    years = totals.count_years()

    assert [(each.year, len(each.editions)) for each in years] == [(2006, 1), (2010, 2)]
    assert years[1].counts == Counts(announced=1, took_part=1, with_photos=1, photos=1)


def test_a_citys_years_are_those_with_its_photos() -> None:
    create_published()
    create_published(edition=march())
    create_published(city=create_turin(), edition=create_edition(year=2012, month=3))

    found = totals.count_city_years(create_city())

    assert found == {"2010": 2, "2010-03": 1, "2010-12": 1}


def test_a_countrys_years_are_those_with_its_photos_without_a_city_too() -> None:
    create_published()
    create_published(city=None, country="lt", edition=march())
    create_published(city=create_turin(), edition=create_edition(year=2012, month=3))

    found = totals.count_country_years("lt")

    assert found == {"2010": 2, "2010-03": 1, "2010-12": 1}
