"""What moderators are told of a photo, and what they say instead."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.models import How, Photo, Source, Stage, Statue
from gallery.web.review.door import counted
from gallery.web.review.words import badge
from tests.factories import (
    create_city,
    create_edition,
    create_link,
    create_photo,
    create_submission,
    saved,
)

RIGA = {
    "geoname_id": 456172, "country": "lv", "slug": "riga", "name": "Riga",
    "lat": 56.946, "lon": 24.10589, "timezone": "Europe/Riga",
}  # fmt: skip
SAME = {"city": "Vilnius", "geoname_id": "593116", "day": "2010-12-18"}


def correct(browser: FlaskClient, photo: Photo, **said: str) -> TestResponse:
    """Send the form with these fields, the others as they were."""
    form = {"version": str(photo.version), **SAME, **said}
    return browser.post(f"/review/{photo.public_id}/correct", data=form)


def page_of(browser: FlaskClient, **said: object) -> str:
    """The page of such a photo."""
    return browser.get(f"/review/{create_photo(**said).public_id}").text


def test_the_facts_say_how_we_know_them(moderator: FlaskClient) -> None:
    page = page_of(moderator, place_source=Source.LINK, submission=create_submission(credit="Ona"))

    assert "Vilnius, Lithuania, by the group’s link" in page
    assert "18 December 2010, by the camera’s clock" in page
    assert "Ona" in page
    assert "The sender says: everyone agreed to be shown" in page


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("date-implausible", "clock cannot be right"),
        ("exif-unreadable", "cannot be read"),
        ("exif-xmp-differ", "say different days or places"),
        ("two-exif", "was put together"),
    ],
)
def test_what_the_file_gives_away_is_said_in_words(
    moderator: FlaskClient, flag: str, words: str
) -> None:
    page = page_of(moderator, flags=[flag])

    assert words in page
    assert flag not in page


def test_another_city_of_the_camera_is_said_in_a_class_of_distance(moderator: FlaskClient) -> None:
    page = page_of(moderator, camera_city=create_city(**RIGA), place_source=Source.SENDER)

    assert "The camera says Riga, 100 to 500 km from the place given." in page
    assert "56.9" not in page


def test_a_day_outside_the_days_of_the_edition_is_doubtful(moderator: FlaskClient) -> None:
    page = page_of(moderator, day=date(2009, 3, 16))

    assert "The day lies outside the days of December 2010." in page


def test_the_same_file_seen_before_says_what_became_of_it(moderator: FlaskClient) -> None:
    before = create_photo(stage=Stage.REJECTED, reason="advertising")

    page = page_of(moderator, same_as_id=before.id, file_hash=before.file_hash)

    assert "The same file came before: Rejected (Advertising)." in page
    assert f'href="/review/{before.public_id}"' in page


def test_the_same_file_of_an_unsent_draft_is_not_mentioned(moderator: FlaskClient) -> None:
    before = create_photo(submission=create_submission(sent_at=None))

    page = page_of(moderator, same_as_id=before.id, file_hash=before.file_hash)

    assert "The same file came before" not in page
    assert before.public_id not in page


def test_a_form_with_nothing_new_leaves_no_trace(moderator: FlaskClient) -> None:
    photo = create_photo()

    answer = correct(moderator, photo)

    assert answer.location == f"/review/{photo.public_id}"
    assert photo.version == 1


@pytest.mark.parametrize(
    "said", [{"city": "Riga", "geoname_id": "593116"}, {"city": "Рига", "geoname_id": ""}]
)
def test_a_city_typed_in_any_script_is_found(moderator: FlaskClient, said: dict[str, str]) -> None:
    photo = create_photo()

    correct(moderator, photo, **said)

    assert photo.city is not None
    assert (photo.city.path, photo.place_source) == ("lv/riga", Source.MODERATOR)


def test_a_city_nobody_knows_is_said_and_stays_in_its_field(moderator: FlaskClient) -> None:
    photo = create_photo()

    answer = correct(moderator, photo, city="Qwxzy")

    assert answer.status_code == 422
    assert "We do not know this city." in answer.text
    assert 'value="Qwxzy"' in answer.text


def test_a_city_that_may_be_several_names_them(moderator: FlaskClient) -> None:
    photo = create_photo()

    answer = correct(moderator, photo, city="London", geoname_id="")
    correct(moderator, photo, city="London, Ontario, Canada", geoname_id="")

    meant = BeautifulSoup(answer.text, "html.parser").select("[data-notice] li")
    assert answer.status_code == 422
    assert "London, Ontario, Canada" in [each.text for each in meant]
    assert photo.country == "ca"


def test_another_day_files_the_photo_under_its_edition(moderator: FlaskClient) -> None:
    march = create_edition(
        year=2009, month=3, name="March 2009", day=date(2009, 3, 16),
        first_day=date(2009, 3, 1), closes_on=date(2009, 4, 1),
    )  # fmt: skip
    photo = create_photo(place_source=Source.MODERATOR)

    correct(moderator, photo, day="2009-03-16", edition_id=str(photo.edition_id))

    assert (photo.day, photo.day_source) == (date(2009, 3, 16), Source.MODERATOR)
    assert photo.edition_id == march.id


def test_an_edition_can_be_chosen(moderator: FlaskClient) -> None:
    december = create_edition()
    photo = create_photo(edition=None)

    correct(moderator, photo, edition_id=str(december.id))

    assert photo.edition_id == december.id


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"day": "soon"}, 400, "We could not read this day."),
        ({"day": "2099-01-01"}, 400, "This day is still to come."),
        ({"edition_id": "99999"}, 400, "We could not understand this."),
        ({"edition_id": "9" * 30}, 400, "We could not understand this."),
        ({"city": "Riga", "geoname_id": "9" * 30}, 400, "We could not understand this."),
        ({"description": "x" * 501}, 400, "Say it in 500 characters at most."),
        ({"statue": "x" * 121}, 400, "Say it in 120 characters at most."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_of_it_is_kept(
    moderator: FlaskClient, said: dict[str, str], status: int, sentence: str
) -> None:
    photo = create_photo()

    answer = correct(moderator, photo, **{"caption": "Typed", **said})

    assert answer.status_code == status
    assert sentence in answer.text
    assert 'value="Typed"' in answer.text
    assert (photo.version, photo.caption) == (1, "")


def test_words_are_kept_on_one_line_without_what_cannot_be_seen(moderator: FlaskClient) -> None:
    photo = create_photo()

    correct(moderator, photo, description=" A\x00 poet\r\n in\u202e stone ", caption="<b>Ours</b>")

    assert photo.description == "A poet in stone"
    assert "&lt;b&gt;Ours" in moderator.get(f"/review/{photo.public_id}").text


def test_a_statue_moves_with_the_photo_to_another_city(moderator: FlaskClient) -> None:
    statue = saved(Statue(city=create_city(), name="The poet"))
    photo = create_photo(statue=statue)

    correct(moderator, photo, city="Riga", geoname_id="", statue="The poet")

    assert photo.statue is not None
    assert (photo.statue.name, photo.statue.city_id) == ("The poet", photo.city_id)
    assert photo.statue_id != statue.id


def test_what_is_typed_is_kept_with_a_decision(moderator: FlaskClient) -> None:
    photo = create_photo()
    form = {"version": "1", **SAME, "description": "A poet in stone"}

    moderator.post(f"/review/{photo.public_id}/approve", data=form)

    assert (photo.description, photo.stage) == ("A poet in stone", Stage.APPROVED)


def test_photos_of_a_link_say_so(moderator: FlaskClient) -> None:
    link = create_link()

    page = page_of(moderator, place_source=Source.LINK, submission=create_submission(link=link))

    assert "by the group’s link" in page


@pytest.mark.parametrize("stage", [Stage.HIDDEN, Stage.PUBLISHED])
def test_what_was_reported_is_not_called_new(app: Flask, stage: Stage) -> None:
    with app.test_request_context():
        assert badge(create_photo(stage=stage)) == "reported"


def test_a_moderator_may_show_the_country_alone(moderator: FlaskClient) -> None:
    photo = create_photo(city=create_city())

    correct(moderator, photo, country_only="yes")

    assert (photo.city, photo.country) == (None, "lt")
    assert (
        "checked"
        in moderator.get(f"/review/{photo.public_id}")
        .text.split('id="country_only-yes"')[1]
        .split(">")[0]
    )


def test_no_city_is_dropped_in_silence_where_the_country_alone_is_shown(
    moderator: FlaskClient,
) -> None:
    photo = create_photo(city=None, country="lt")

    answer = correct(moderator, photo, country_only="yes")

    assert answer.status_code == 400
    assert "so this city would be forgotten" in answer.text
    assert photo.place_source is not Source.MODERATOR


def test_moderators_are_told_of_danger_and_of_what_is_owed(moderator: FlaskClient) -> None:
    sent = create_submission(
        how=How.AT_RISK, publish_not_before=date(2011, 3, 1), keeps_original=False
    )
    photo = create_photo(submission=sent, city=None, country="by")

    page = moderator.get(f"/review/{photo.public_id}").text

    for words in ("Someone may be at risk", "People are in danger for photos from this country",
                  "1 March 2011", "not kept"):  # fmt: skip
        assert words in page


def test_more_than_is_counted_is_said_to_be_more(app: Flask) -> None:
    with app.test_request_context("/review/"):
        assert [counted(each) for each in (0, 2_500, 2_501)] == ["0", "2,500", "2,500+"]
