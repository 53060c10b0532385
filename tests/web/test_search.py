"""The page on which visitors search: what is found, said and kept out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey.visit import PHOTOS_A_PAGE
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.exhibition import hang_exhibition
from tests.factories import create_photo, create_published, create_submission


@pytest.fixture
def hung(app: Flask, tools: Toolbox) -> dict[str, Photo]:
    """The exhibition."""
    return hang_exhibition(tools)


def test_a_city_comes_first_as_a_link_and_then_its_photos(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    page = client.get("/search/?q=Вільня").text

    assert page.index('href="/cities/lt/vilnius/"') < page.index('href="/photos/')
    assert "3 photos" in page
    assert "is-wrong" not in page


def test_a_named_year_leads_into_the_gallery_of_that_year(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    city, country, year = (
        client.get(f"/search/?q={words}").text for words in ("vilnius 2009", "Литва 2009", "2009")
    )

    assert 'class="found__link" href="/2009/lt/vilnius/"' in city
    assert 'class="found__link" href="/2009/lt/"' in country
    assert 'class="found__link" href="/2009/"' in year


def test_filters_and_order_stand_in_the_address_and_in_the_fields(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    page = client.get("/search/?q=&year=2009&country=pl&sort=oldest").text

    assert f"/photos/{hung['mermaid'].public_id}" in page
    assert page.count('href="/photos/') == 1
    for chosen in ("2009", "pl", "oldest"):
        assert f'<option value="{chosen}" selected>' in page


def test_the_next_page_keeps_the_question(client: FlaskClient, app: Flask) -> None:
    for _ in range(PHOTOS_A_PAGE + 2):
        create_published(caption="Ribbon & rope")

    page = client.get("/search/?q=ribbon+%26+rope&sort=newest").text
    following = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    after = client.get(following.replace("&amp;", "&")).text

    assert page.count('class="photo-card ') == PHOTOS_A_PAGE
    assert after.count('class="photo-card ') == 2
    assert "Back to the first photos" in after


def test_nothing_found_says_what_to_do_and_nothing_asked_what_there_is(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    nothing, empty = client.get("/search/?q=xyzzy").text, client.get("/search/").text

    assert "Try fewer words" in nothing
    assert "0 photos" in nothing
    assert "in any script" in empty
    assert "0 photos" not in empty


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("q=a+b+c+d+e+f+g+h+i+j+k", "fewer words: at most 10"),
        ("year=soon", "choose from the lists"),
        ("country=lithuania", "choose from the lists"),
        ("sort=up", "choose from the lists"),
    ],
)
def test_what_cannot_be_searched_for_is_said_and_nothing_is_lost(
    client: FlaskClient, app: Flask, asked: str, said: str
) -> None:
    answer = client.get(f"/search/?{asked}&q=<b>")

    assert answer.status_code == 400
    assert said in answer.text
    assert "<b>" not in answer.text


def test_search_engines_are_asked_to_leave_results_alone(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    answer = client.get("/search/?q=vilnius")

    assert '<meta name="robots" content="noindex, follow">' in answer.text
    assert "/search/" not in client.get("/sitemap-pages.xml").text
    assert "Set-Cookie" not in answer.headers


def test_a_withdrawn_photo_leaves_the_results_at_once(
    client: FlaskClient, hung: dict[str, Photo], tools: Toolbox
) -> None:
    before = client.get("/search/?q=zappa")
    mark = {"If-None-Match": before.headers["ETag"]}
    unchanged = client.get("/search/?q=zappa", headers=mark)
    with unit_of_work() as unit:
        withdraw_photo(hung["frank"], tools=tools, unit=unit)

    after = client.get("/search/?q=zappa", headers=mark)

    assert (unchanged.status_code, after.status_code) == (304, 200)
    assert hung["frank"].public_id in before.text
    assert hung["frank"].public_id not in after.text
    assert before.headers["Cache-Control"] == "public, max-age=300"


def test_what_waits_and_names_that_are_not_shown_are_never_found(
    client: FlaskClient, app: Flask
) -> None:
    create_photo(caption="Waiting", submission=create_submission(credit="Waiting"))
    create_published(submission=create_submission(credit=""), note="Hidden note")

    for words in ("waiting", "hidden", "note", "anonymous"):
        assert "/photos/p" not in client.get(f"/search/?q={words}").text


def test_a_cursor_of_a_photo_that_is_gone_leads_to_the_first_page(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    answer = client.get("/search/?q=vilnius&after=0-nobody")

    assert (answer.status_code, answer.location) == (302, "/search/?q=vilnius")


def test_whoever_searches_too_often_is_asked_to_wait(client: FlaskClient, app: Flask) -> None:
    # Twice as often as a minute allows: a new one may begin meanwhile.
    answers = [client.get(f"/search/?q=a{each}").status_code for each in range(121)]

    assert set(answers[:60]) == {200}
    assert 429 in answers


def test_every_page_leads_to_the_search_and_home_has_the_field(
    client: FlaskClient, hung: dict[str, Photo]
) -> None:
    home, year, cities = (client.get(path).text for path in ("/en/", "/2010/", "/be/cities/"))

    assert '<form class="search" action="/search/" method="get" role="search">' in home
    assert 'href="/search/"' in year
    assert 'action="/be/search/"' in cities
