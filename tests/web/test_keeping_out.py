"""An edition that search engines leave out says so of what is no page, too: files, feeds, cards."""

import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import db
from gallery.models import Edition, Photo, PressPhoto
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_link, create_published, create_turin

BESIDE = (
    "{year}feed.atom", "{year}feed.json", "{year}card.jpg", "{edition}feed.atom",
    "{edition}it/turin/card.jpg", "/map{year}cities.json", "/photos/{id}/card.jpg",
    "/photos/{id}/download", "/media/{id}/{token}-640.jpg", "/press{edition}kit.zip",
)  # fmt: skip
FOR_ALL = ("/feed.atom", "/card.jpg", "/cities/it/turin/feed.json", "/map/cities.json")


def show(edition: Edition, tools: Toolbox) -> list[str]:
    """Publish a photo with files and a kit; return the addresses of all that is no page."""
    photo = create_published(edition=edition, city=create_turin())
    for each in photo.renditions:
        key = f"media/{photo.public_id}/{photo.media_token}-{each['width']}.{each['format']}"
        tools.public.put(key, a_jpeg())
    db.session.add(PressPhoto(edition_id=edition.id, photo_id=photo.id))
    db.session.commit()
    return list(addresses_of(photo, edition))


def a_jpeg() -> bytes:
    """A small file that can be drawn."""
    body = io.BytesIO()
    Image.new("RGB", (64, 48)).save(body, "JPEG")
    return body.getvalue()


def addresses_of(photo: Photo, edition: Edition) -> list[str]:
    """Where everything of a photo is that is no page."""
    said = {
        "year": f"/{edition.year}/", "edition": f"/{edition.slug}/",
        "id": photo.public_id, "token": photo.media_token,
    }  # fmt: skip
    return [each.format(**said) for each in BESIDE]


def robots_of(client: FlaskClient, path: str) -> str | None:
    """What an answer says to search engines."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.headers.get("X-Robots-Tag")


@pytest.fixture
def hidden(client: FlaskClient, tools: Toolbox) -> list[str]:
    """All that is no page of an edition that keeps out of search engines."""
    day = date(2012, 3, 24)
    return show(create_edition(year=2012, month=3, day=day, is_noindex=True), tools)


def test_search_engines_leave_out_whatever_belongs_to_an_edition_that_keeps_out(
    client: FlaskClient, hidden: list[str]
) -> None:
    assert {robots_of(client, path) for path in hidden} == {"noindex"}


def test_what_a_cache_of_ours_kept_says_it_again(client: FlaskClient, hidden: list[str]) -> None:
    for path in hidden:
        robots_of(client, path)

        assert robots_of(client, path) == "noindex", path


def test_nothing_else_is_left_out(client: FlaskClient, tools: Toolbox, hidden: list[str]) -> None:
    open_to_all = show(create_edition(year=2010, month=12, day=date(2010, 12, 18)), tools)

    assert {robots_of(client, path) for path in (*open_to_all, *FOR_ALL)} == {None}


def test_a_card_changes_its_word_with_its_edition(client: FlaskClient, hidden: list[str]) -> None:
    card = next(each for each in hidden if each.endswith("card.jpg"))
    robots_of(client, card)
    db.session.query(Edition).update({"is_noindex": False})
    db.session.commit()

    assert robots_of(client, card) is None


def test_a_groups_own_link_is_left_out(client: FlaskClient) -> None:
    page = client.get(f"/add/{create_link().token}").text

    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in client.get("/add/").text
