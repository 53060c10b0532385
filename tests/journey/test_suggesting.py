"""A city that is not in the list: its photos wait in their country until an organiser decides."""

from dataclasses import replace

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import receive, suggesting
from gallery.journey.counting import count_cities_in_full, count_photo, read_city_tallies
from gallery.journey.filing import own_cities
from gallery.journey.listing import list_country
from gallery.journey.send import Answers, send_submission
from gallery.journey.suggesting import Suggested
from gallery.models import CitySuggestion, FaceWish, Photo, Precision, Stage, Submission
from gallery.places.cities import City, Point
from gallery.toolbox import Toolbox
from tests.factories import create_city, create_edition
from tests.journey.test_receive import receive_file, stored
from tests.pictures import make_photo
from tests.sending import DAY
from uploads_worker.tasks import Tasks

VILNIUS = 593116
VILLAGE = Answers(
    suggested=Suggested("lt", "Gelgaudiškis-Naujasis"),
    faces=FaceWish.AGREED, is_theirs=True, is_free=True,
)  # fmt: skip


def send(draft: str, answers: Answers, *, tools: Toolbox) -> Photo:
    """Send a photo that knows no place."""
    create_edition()
    with unit_of_work():
        begun = receive.begin_submission(draft, link_token=None, tools=tools)
    receive_file(begun, stored(make_photo(taken_at=DAY), tools=tools), tools=tools)
    photo = db.session.query(Photo).order_by(Photo.id.desc()).first()
    assert photo is not None
    Tasks(tools).examine(photo.id)
    with unit_of_work(tools.queue.send) as unit:
        submission = db.session.get_one(Submission, photo.submission_id)
        send_submission(submission, answers, tools=tools, unit=unit)
    db.session.expire_all()
    return db.session.get_one(Photo, photo.id)


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A photo of a village."""
    return send("a draft", VILLAGE, tools=tools)


def suggestion() -> CitySuggestion:
    """The only suggestion."""
    return db.session.query(CitySuggestion).one()


def vilnius(tools: Toolbox) -> City:
    """A listed city."""
    found = tools.cities.find(VILNIUS)
    assert found is not None
    return found


def test_until_it_is_decided_the_photo_stands_in_its_country(photo: Photo) -> None:
    assert (photo.city, photo.country, photo.is_placed) == (None, "lt", True)
    assert [(each.name, count) for each, count in suggesting.list_suggestions()] == [
        ("Gelgaudiškis-Naujasis", 1)
    ]


def test_two_spellings_are_one_suggestion(photo: Photo, tools: Toolbox) -> None:
    again = replace(VILLAGE, suggested=Suggested("lt", "gelgaudiskis naujasis"))

    send("another draft", again, tools=tools)

    assert [count for _, count in suggesting.list_suggestions()] == [2]


def test_a_new_city_has_its_photos_and_is_found(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work():
        suggesting.add_city(
            suggestion(), name="Naujasis", near=vilnius(tools), at=Point(55.1, 22.9)
        )

    db.session.refresh(photo)
    assert photo.city is not None
    assert (photo.city.path, photo.city.lat, photo.city.timezone) == (
        "lt/naujasis", 55.1, "Europe/Vilnius",
    )  # fmt: skip
    assert [city.name for city in own_cities()] == ["Naujasis"]
    assert db.session.query(CitySuggestion).count() == 0


def test_a_published_photo_moves_in_the_tallies(photo: Photo, tools: Toolbox) -> None:
    photo.stage = Stage.PUBLISHED
    count_photo(photo, by=+1)
    db.session.commit()

    with unit_of_work():
        suggesting.use_city(suggestion(), create_city())

    assert read_city_tallies() == count_cities_in_full() != {}


def test_left_alone_the_photo_stays_in_its_country(photo: Photo) -> None:
    with unit_of_work():
        suggesting.drop(suggestion())

    db.session.refresh(photo)
    assert (photo.city, photo.country) == (None, "lt")
    assert db.session.query(CitySuggestion).count() == 0


@pytest.mark.parametrize(
    "answers",
    [
        replace(VILLAGE, precision=Precision.COUNTRY),
        replace(VILLAGE, suggested=Suggested("by", "A village")),
    ],
)
def test_where_only_the_country_may_be_known_no_name_is_kept(
    app: Flask, tools: Toolbox, answers: Answers
) -> None:
    photo = send("a draft", answers, tools=tools)

    assert photo.country in ("lt", "by")
    assert db.session.query(CitySuggestion).count() == 0


def test_a_suggestion_is_forgotten_once_its_country_is_listed(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        list_country("lt", tools=tools, unit=unit)

    assert db.session.query(CitySuggestion).all() == []
    assert (photo.submission.suggestion, photo.country) == (None, "lt")


def test_a_city_whose_photos_were_taken_back_is_forgotten(photo: Photo, tools: Toolbox) -> None:
    photo.stage = Stage.WITHDRAWN
    db.session.commit()

    with unit_of_work():
        assert suggesting.drop_unused() == 1

    assert db.session.query(CitySuggestion).count() == 0
