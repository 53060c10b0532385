"""Years, editions, countries, cities and photos: what a visitor is shown, and what never."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.models import ActionStage, Edition, Stage
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_action,
    create_edition,
    create_photo,
    create_published,
    create_turin,
)

EVERYWHERE = [
    "/", "/2010/", "/2010-12/", "/2010/lt/", "/2010-12/lt/", "/2010/lt/vilnius/",
    "/2010-12/lt/vilnius/", "/cities/lt/", "/cities/lt/vilnius/",
]  # fmt: skip
NOT_PUBLIC = [stage for stage in Stage if stage not in (Stage.PUBLISHED, Stage.WITHDRAWN)]


@pytest.fixture
def client(client: FlaskClient) -> FlaskClient:
    """A visitor's browser, which wants pages rather than lines of text."""
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    return client


def march() -> Edition:
    return create_edition(month=3, name="March 2010", day=date(2010, 3, 16))


def publish_many(count: int) -> list[str]:
    """Publish photos; return them, newest first."""
    photos = [
        create_published(published_at=NOON + timedelta(seconds=number)) for number in range(count)
    ]
    return [photo.public_id for photo in reversed(photos)]


def cards(text: str) -> list[str]:
    """Return the photos of a page's grid, in order."""
    return re.findall(r'photo-card__link[^"]*" href="/photos/(\w+)"', text)


def words(text: str) -> str:
    """Return a page's words without its markup."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)))


def next_page(text: str) -> str | None:
    found = re.search(r'href="([^"]+)" rel="next" data-next', text)
    return unescape(found[1]) if found else None


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_published_photo_is_in_every_gallery_it_belongs_to(
    client: FlaskClient, path: str
) -> None:
    photo = create_published()

    answer = client.get(path)

    assert answer.status_code == 200
    assert cards(answer.text) == [photo.public_id]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_withdrawn_photo_is_out_of_every_gallery_at_once(
    client: FlaskClient, tools: Toolbox, path: str
) -> None:
    photo, other = create_published(), create_published()
    client.get(path)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    answer = client.get(path)

    assert photo.public_id not in answer.text
    assert cards(answer.text) == [other.public_id]


@pytest.mark.parametrize("stage", NOT_PUBLIC)
def test_a_photo_that_is_not_public_looks_like_one_that_never_was(
    client: FlaskClient, stage: Stage
) -> None:
    photo = create_photo(stage=stage)

    answer = client.get(f"/photos/{photo.public_id}")
    unknown = client.get("/photos/p999999999999999")

    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.text.replace(photo.public_id, "p999999999999999") == unknown.text
    assert dict(answer.headers) == dict(unknown.headers)


def test_a_withdrawn_photo_is_gone_and_says_so_with_a_way_on(
    client: FlaskClient, tools: Toolbox
) -> None:
    photo = create_published()
    etag = client.get(f"/photos/{photo.public_id}").headers["ETag"]
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    answer = client.get(f"/photos/{photo.public_id}", headers={"If-None-Match": etag})

    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    assert "This photo was withdrawn." in answer.text
    assert '<a class="button" href="/en/">' in answer.text
    assert "/media/" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/1999/", "/2010-04/", "/2010-13/", "/2010/zz/", "/2010/lt/kaunas/", "/cities/lt/kaunas/",
        "/2010/LT/vilnius/", "/20100/", "/photos/nobody", "/nowhere/",
    ],
)  # fmt: skip
def test_an_address_of_nothing_is_404_with_a_way_on(client: FlaskClient, path: str) -> None:
    create_published()

    answer = client.get(path)

    assert answer.status_code == 404
    assert 'href="/en/"' in answer.text
    assert 'href="/cities/"' in answer.text


def test_a_year_with_two_editions_leads_to_both_and_shows_both(client: FlaskClient) -> None:
    spring, winter = create_published(edition=march()), create_published()

    year, edition = client.get("/2010/").text, client.get("/2010-12/").text

    assert set(cards(year)) == {spring.public_id, winter.public_id}
    assert cards(edition) == [winter.public_id]
    for text in (year, edition):
        assert 'href="/2010-03/"' in text
        assert 'href="/2010-12/"' in text


def test_a_photo_of_a_country_alone_has_no_city_page(client: FlaskClient) -> None:
    photo = create_published(city=None, country="lt")

    for path in ("/", "/2010/", "/2010-12/", "/2010/lt/"):
        assert cards(client.get(path).text) == [photo.public_id], path
    assert "Lithuania" in words(client.get(f"/photos/{photo.public_id}").text)
    assert client.get("/2010/lt/vilnius/").status_code == 404


def test_counts_are_three_numbers_and_what_was_reported_is_a_fourth(client: FlaskClient) -> None:
    december = create_edition(
        reported_cities=120, reported_words="over 120", reported_source="The Daily"
    )
    create_action(edition=december, stage=ActionStage.ANNOUNCED, city=create_turin())
    create_action(edition=december)
    create_published(edition=december)

    said = words(client.get("/2010/").text)

    assert "2 cities announced an action · 1 took part · 1 photo from 1 city" in said
    assert "“over 120 cities” is what was reported then. Source: The Daily" in said


def test_a_year_in_which_nothing_is_known_shows_no_empty_tape(client: FlaskClient) -> None:
    create_edition()

    for path in ("/2010/", "/2010-12/", "/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'tape"></span>' not in answer.text.replace("year-strip__tape tape", "")
        assert "with </h2>" not in answer.text


def test_pages_are_real_links_and_show_every_photo_once(client: FlaskClient) -> None:
    newest_first = publish_many(53)

    path, found = "/2010/lt/vilnius/", list[str]()
    while path:
        text = client.get(path).text
        found += cards(text)
        path = next_page(text) or ""

    assert found == newest_first


def test_a_new_photo_moves_no_photo_between_pages(client: FlaskClient) -> None:
    newest_first = publish_many(30)
    first = client.get("/2010/").text
    create_published(published_at=NOON + timedelta(days=1))

    second = client.get(str(next_page(first))).text

    assert cards(first) + cards(second) == newest_first
    assert "Photos 26–31 of 31" in words(second)


def test_the_last_page_has_no_next_one_and_leads_back(client: FlaskClient) -> None:
    publish_many(25)

    last = client.get(str(next_page(client.get("/2010/").text))).text

    assert next_page(last) is None
    assert "Back to the first photos" in last


def test_a_page_after_an_unknown_photo_leads_to_the_first(client: FlaskClient) -> None:
    create_published()

    answer = client.get("/2010/?after=nobody")

    assert (answer.status_code, answer.location) == (302, "/2010/")


def test_a_city_that_announced_an_action_invites_the_first_photo(client: FlaskClient) -> None:
    create_action(city=create_turin(), stage=ActionStage.ANNOUNCED)

    answer = client.get("/2010/it/turin/")

    assert answer.status_code == 200
    assert "No photos from Turin yet. Were you there? Add yours." in answer.text


def test_cities_and_the_map_list_each_city_with_its_photos(client: FlaskClient) -> None:
    create_published()
    create_published()
    create_action(city=create_turin(), stage=ActionStage.ANNOUNCED)

    cities, world = client.get("/cities/").text, client.get("/map/").text

    assert "Vilnius photos: 2" in words(cities)
    assert "Turin photos: 0" in words(cities)
    assert "Vilnius photos: 2" in words(world)
    assert (
        '<a class="map__link" href="/cities/lt/vilnius/" aria-label="Vilnius, 2 photos">' in world
    )


def test_a_new_gallery_invites_and_shows_no_zeros(client: FlaskClient) -> None:
    text = client.get("/").text

    assert 'class="facts"' not in text
    assert 'class="map"' not in text
    assert "Your city next?" in text
