"""Feeds beside every gallery, as strict readers want them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey.counting import show_changes
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_edition, create_published, create_submission

ATOM, MEDIA = "{http://www.w3.org/2005/Atom}", "{http://search.yahoo.com/mrss/}"
PLACES = [
    "/", "/2010/", "/2010-12/", "/2010/lt/", "/2010/lt/vilnius/", "/cities/lt/",
    "/cities/lt/vilnius/",
]  # fmt: skip
#: What people may write, and what XML cannot hold at all.
WILD = '<script>alert(1)</script> & "quotes" ]]> \x0b\x00\ufffe 𝄞'
TAME = '<script>alert(1)</script> & "quotes" ]]>'


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published(caption="They listen.", submission=create_submission(credit="Ana K."))


def atom(client: FlaskClient, place: str = "/") -> Xml.Element:
    answer = client.get(f"{place}feed.atom")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return Xml.fromstring(answer.data)


def json_feed(client: FlaskClient, place: str = "/") -> dict[str, object]:
    answer = client.get(f"{place}feed.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/feed+json")
    return answer.get_json(force=True)  # type: ignore[no-any-return]


def ids(feed: Xml.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in feed.iter(f"{ATOM}entry")]


def test_every_gallery_has_both_feeds_and_names_them(client: FlaskClient, photo: Photo) -> None:
    for place in PLACES:
        page = client.get(place).text

        assert f'href="http://localhost{place}feed.atom"' in page, place
        assert f'href="http://localhost{place}feed.json"' in page, place
        assert ids(atom(client, place)) == [f"http://localhost/photos/{photo.public_id}"], place
        assert json_feed(client, place)["home_page_url"] == f"http://localhost{place}"


def test_an_atom_feed_has_all_that_rfc_4287_asks_for(client: FlaskClient, photo: Photo) -> None:
    feed = atom(client, "/2010/")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == feed.findtext(f"{ATOM}id") == "http://localhost/2010/feed.atom"
    assert links["alternate"] == "http://localhost/2010/"
    assert feed.findtext(f"{ATOM}title") == "2010 — Free Belarus"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana K."
    assert entry.findtext(f"{ATOM}title") == "Vilnius, 18 December 2010"
    for element in (feed, entry):
        updated = datetime.fromisoformat(str(element.findtext(f"{ATOM}updated")))
        assert updated == NOON
        assert updated.tzinfo == UTC


def test_an_entry_shows_the_picture_with_its_credit(client: FlaskClient, photo: Photo) -> None:
    entry = atom(client).find(f"{ATOM}entry")

    assert entry is not None
    media = entry.find(f"{MEDIA}content")
    assert media is not None
    assert urlsplit(str(media.get("url"))).path.startswith(f"/media/{photo.public_id}/")
    assert (media.get("width"), media.get("height"), media.get("medium")) == (
        "1280",
        "960",
        "image",
    )
    assert media.findtext(f"{MEDIA}credit") == "Ana K."
    assert "They listen." in str(entry.findtext(f"{ATOM}content"))


def test_a_json_feed_is_version_1_1(client: FlaskClient, photo: Photo) -> None:
    feed = json_feed(client, "/2010/")

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost/2010/feed.json"
    (item,) = feed["items"]  # type: ignore[misc]
    assert item["id"] == item["url"] == f"http://localhost/photos/{photo.public_id}"
    assert item["authors"] == [{"name": "Ana K."}]
    assert datetime.fromisoformat(item["date_published"]) == NOON


def test_the_newest_come_first_and_no_more_than_fifty(client: FlaskClient) -> None:
    photos = [create_published(published_at=NOON + timedelta(seconds=each)) for each in range(52)]

    found = ids(atom(client))

    newest = [f"http://localhost/photos/{photo.public_id}" for photo in reversed(photos)]
    assert found == newest[:50]


def test_an_entry_keeps_its_name_when_its_picture_is_published_anew(
    client: FlaskClient, photo: Photo
) -> None:
    before = ids(atom(client))
    with unit_of_work():
        photo.media_token, photo.stage_since = "anew", NOON + timedelta(days=1)
        show_changes()

    feed = atom(client)

    assert ids(feed) == before
    assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "2010-12-20T12:00:00Z"
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2010-12-21T12:00:00Z"


def test_a_withdrawn_photo_leaves_the_feeds_at_once(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert ids(atom(client)) == []
    assert json_feed(client)["items"] == []


def test_whatever_people_write_a_feed_stays_well_formed(client: FlaskClient) -> None:
    create_published(caption=WILD, description=WILD, submission=create_submission(credit=WILD[:80]))

    entry = atom(client).find(f"{ATOM}entry")
    (item,) = json_feed(client)["items"]  # type: ignore[misc]

    assert entry is not None
    assert str(entry.findtext(f"{ATOM}summary")).startswith(TAME)
    for content in (str(entry.findtext(f"{ATOM}content")), item["content_html"]):
        assert "<script" not in content
        assert "&lt;script&gt;" in content
        assert 'alt="&lt;script&gt;' in content


def test_a_gallery_without_photos_has_empty_feeds(client: FlaskClient) -> None:
    create_edition()

    feed = atom(client, "/2010/")

    assert ids(feed) == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_a_feed_of_nothing_is_not_here(client: FlaskClient, photo: Photo) -> None:
    for path in ("/1999/feed.atom", "/2010/zz/feed.json", "/cities/lt/kaunas/feed.atom"):
        assert client.get(path).status_code == 404, path


def test_other_sites_scripts_may_read_a_feed(client: FlaskClient, photo: Photo) -> None:
    for path in ("/feed.atom", "/feed.json"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
