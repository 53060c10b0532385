"""How long pages may be kept, and that nobody keeps one that is wrong."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.actions import add_action
from gallery.campaigns import NewEdition, add_edition, change_campaign
from gallery.db import unit_of_work
from gallery.journey.publish import take_down
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_published

KEPT = [
    "/", "/2010/", "/2010/lt/vilnius/", "/cities/", "/map/", "/about/", "/feed.atom",
    "/2010/feed.json", "/embed/2010/", "/sitemap.xml", "/sitemap-2010.xml", "/oembed?url=http://localhost/2010/",
]  # fmt: skip
TURIN = 3165524


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


def ask_again(client: FlaskClient, path: str, first: TestResponse) -> TestResponse:
    """Ask as a browser that has the page already."""
    return client.get(path, headers={"If-None-Match": first.headers["ETag"]})


def test_a_page_may_be_kept_for_five_minutes_and_never_shown_stale(
    client: FlaskClient, photo: Photo
) -> None:
    for path in KEPT:
        answer = client.get(path)

        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=300", path
        assert answer.headers["ETag"].startswith("W/"), path


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_page_that_did_not_change_is_not_sent_again(
    client: FlaskClient, photo: Photo, encoding: str
) -> None:
    client.environ_base["HTTP_ACCEPT_ENCODING"] = encoding
    for path in KEPT:
        first = client.get(path)

        again = ask_again(client, path, first)

        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["Cache-Control"] == "public, max-age=300", path
        assert again.headers["ETag"] == first.headers["ETag"], path


def test_a_photo_more_or_less_is_seen_at_once(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    for path in ("/", "/2010/", "/embed/2010/", "/feed.atom"):
        first = client.get(path)
        other = create_published()
        assert ask_again(client, path, first).status_code == 200

        first = client.get(path)
        with unit_of_work() as unit:
            take_down(other, stage=Stage.HIDDEN, tools=tools, unit=unit)
        again = ask_again(client, path, first)
        assert again.status_code == 200
        assert other.public_id not in again.text


def test_a_new_edition_and_a_new_action_are_seen_at_once(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    december = create_edition()
    new = NewEdition(
        2011, 3, "March 2011", december.day, first_day=december.day, closes_on=december.day
    )
    first = client.get("/")
    with unit_of_work():
        add_edition(new)
    second = ask_again(client, "/", first)
    assert second.status_code == 200

    with unit_of_work():
        add_action(create_edition(), geoname_id=TURIN, tools=tools)

    assert ask_again(client, "/", second).status_code == 200


def test_a_new_text_of_the_campaign_is_seen_at_once(client: FlaskClient) -> None:
    first = client.get("/about/")
    with unit_of_work():
        change_campaign({"about": "Another text"})

    again = ask_again(client, "/about/", first)

    assert (again.status_code, "Another text" in again.text) == (200, True)


def test_another_address_has_another_mark(client: FlaskClient, photo: Photo) -> None:
    marks = {client.get(path).headers["ETag"] for path in KEPT}

    assert len(marks) == len(KEPT)


def test_nobody_is_told_that_a_page_of_nothing_did_not_change(client: FlaskClient) -> None:
    for mark in ("*", '"other"', 'W/"other", "another"'):
        answer = client.get("/photos/nobody", headers={"If-None-Match": mark})

        assert answer.status_code == 404, mark


def test_what_went_wrong_is_kept_by_nobody(client: FlaskClient) -> None:
    for path in ("/1999/", "/photos/nobody", "/embed/1999/", "/oembed?url=x&format=x"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


def test_caches_that_know_tags_know_all_pages_by_one(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    without = client.get("/2010/").headers
    told = replace(tools.settings, purge_command="true")
    client.application.extensions["toolbox"] = replace(tools, settings=told)

    headers = client.get("/2010/").headers

    assert (headers["Surrogate-Key"], headers["Cache-Tag"]) == ("pages", "pages")
    assert {"Surrogate-Key", "Cache-Tag"}.isdisjoint(without.keys())


def test_no_answer_to_a_visitor_may_ever_be_shown_stale(client: FlaskClient, photo: Photo) -> None:
    page = f"/photos/{photo.public_id}"
    for path in (*KEPT, page, f"{page}/card.jpg", "/live/2010-12/", "/press/", "/search/?q=a"):
        said = client.get(path).headers["Cache-Control"]

        assert "stale" not in said, path
        assert "immutable" not in said, path
