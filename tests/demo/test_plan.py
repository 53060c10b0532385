"""What the demonstration tells is plainly invented, possible, and of every kind."""

from collections import Counter

import pytest

from gallery.demo.history import HISTORY, TEXTS
from gallery.demo.opening import find_city
from gallery.demo.plan import Fate, Sending, choose_sendings
from gallery.demo.sending import AROUND
from gallery.models import ActionStage, FaceWish, Source
from gallery.places.cities import Cities

SENDINGS = choose_sendings()
PICTURES = [picture for sending in SENDINGS for picture in sending.pictures]


def test_editions_have_the_counts_that_were_reported():
    reported = {told.slug: told.edition.reported_words for told in HISTORY}

    assert reported == {
        "2006-03": "23", "2007-03": "60", "2008-03": "over 70", "2009-03": "over 120",
        "2010-03": "", "2010-12": "", "2012-03": "",
    }  # fmt: skip
    assert all(bool(told.edition.reported_source) == bool(told.reported) for told in HISTORY)


def test_no_more_actions_are_invented_than_cities_were_reported():
    for told in HISTORY:
        if told.reported:
            assert len(list(told.actions)) <= told.reported[0]


def test_every_city_is_one_of_the_gazetteer(tools):
    for told in HISTORY:
        names = [name for name, _ in told.actions]
        assert len(names) == len(set(names))
        for name in names:
            assert find_city(name, tools=tools).country == name[-2:]


def test_photos_come_only_from_where_an_action_took_place():
    took_part = {
        (told.slug, name)
        for told in HISTORY
        for name, stage in told.actions
        if stage is ActionStage.CONFIRMED
    }

    assert {(sending.edition, sending.city) for sending in SENDINGS} < took_part


@pytest.mark.parametrize(
    "sending",
    [sending for sending in SENDINGS if sending.place_by is Source.CAMERA],
    ids=lambda sending: sending.name,
)
def test_the_camera_stands_in_the_city_that_is_meant(sending: Sending, cities: Cities, tools):
    city = find_city(sending.city, tools=tools)

    for north, east in ((AROUND, AROUND), (-AROUND, AROUND), (AROUND, -AROUND), (-AROUND, -AROUND)):
        found = cities.nearest(city.lat + north, city.lon + east)
        assert found is not None
        assert found[0].geoname_id == city.geoname_id
    assert all(picture.file.has_place and picture.file.has_day for picture in sending.pictures)


def test_there_is_something_of_every_kind():
    fates = Counter(picture.fate for picture in PICTURES)

    assert 110 <= len(PICTURES) <= 130
    assert (fates[Fate.HELD], fates[Fate.REJECTED], fates[Fate.WITHDRAWN]) == (1, 1, 1)
    assert fates[Fate.WAITING] >= 5
    assert {picture.file.kind for picture in PICTURES} == {"JPEG", "HEIF", "PNG", "WEBP", "AVIF"}
    assert {picture.file.orientation for picture in PICTURES} >= {1, 3, 6, 8}
    assert max(picture.file.size for picture in PICTURES) == (4000, 3000)
    assert {sending.place_by for sending in SENDINGS} == {Source.LINK, Source.SENDER, Source.CAMERA}
    assert {sending.faces for sending in SENDINGS} == set(FaceWish)
    assert any(picture.covers for picture in PICTURES)
    assert any(picture.crop for picture in PICTURES)


def test_a_year_has_more_photos_than_a_page():
    shown = Counter(
        sending.edition[:4]
        for sending in SENDINGS
        for picture in sending.pictures
        if picture.fate is Fate.PUBLISHED
    )

    assert shown["2009"] > 24


def test_statues_were_gagged_in_several_years():
    years: dict[str, set[str]] = {}
    for sending in SENDINGS:
        for picture in sending.pictures:
            years.setdefault(picture.statue, set()).add(sending.edition)

    assert all(len(of_one) > 1 for name, of_one in years.items() if name)
    assert {"2009-03", "2012-03"} <= years["The Poet (invented)"]


def test_what_is_invented_says_so():
    said = {picture.caption for picture in PICTURES} | {picture.statue for picture in PICTURES}
    said |= {sending.credit for sending in SENDINGS}

    assert all("invented" in words.lower() for words in said if words)
    assert "invented" in TEXTS["lede"]


@pytest.mark.parametrize("photos", [0, 1, 8, 40])
def test_a_smaller_one_can_be_asked_for(photos: int):
    assert sum(len(sending.pictures) for sending in choose_sendings(photos)) == photos


def test_every_sending_has_a_name_of_its_own():
    assert len({sending.name for sending in SENDINGS}) == len(SENDINGS)
