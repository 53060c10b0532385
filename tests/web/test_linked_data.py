"""What search engines are told of us (schema.org), held to the letter: types, fields, licences."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import db, unit_of_work
from gallery.models import Photo, PressPhoto
from tests.factories import create_published, create_submission
from tests.house import CAMPAIGN

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
#: The fields that schema.org knows for each type, of those that we use.
KNOWN = {
    "WebSite": {
        "name", "url", "inLanguage", "description", "potentialAction", "publisher",
    },
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Organization": {"name", "url", "logo"},
    "Person": {"name"},
    "Place": {"name"},
    "ImageGallery": {"name", "url", "associatedMedia"},
    "ImageObject": {
        "contentUrl", "thumbnailUrl", "width", "height", "name", "caption", "license",
        "acquireLicensePage", "creditText", "creator", "copyrightNotice", "contentLocation",
        "dateCreated", "representativeOfPage",
    },
}  # fmt: skip
ADDRESSES = {"url", "logo", "contentUrl", "thumbnailUrl", "license", "acquireLicensePage"}
#: What image searches show as a picture's licence (Google's image metadata).
OF_LICENCE = {"license", "acquireLicensePage", "creditText", "creator", "copyrightNotice"}


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    """A photo with all that can be said of it, in a press kit."""
    credit = create_submission(credit="Ana </script><b>K.")
    photo = create_published(caption="They listen.", submission=credit)
    db.session.add(PressPhoto(edition_id=photo.edition_id, photo_id=photo.id))
    db.session.commit()
    return photo


def data_of(client: FlaskClient, path: str) -> dict[str, Any]:
    """Return the one block of a page."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    [block] = BLOCK.findall(answer.text)
    return json.loads(block)  # type: ignore[no-any-return]


def things_in(data: object) -> Iterator[dict[str, Any]]:
    """Yield everything that is described, whatever it belongs to."""
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from things_in(each)


def paths_of(photo: Photo) -> list[str]:
    """The pages that describe a photo."""
    galleries = ["/2010/", "/2010-12/", "/2010/lt/", "/2010-12/lt/vilnius/", "/cities/lt/",
                 "/be/cities/lt/vilnius/", "/press/2010-12/"]  # fmt: skip
    return [*galleries, f"/photos/{photo.public_id}", f"/be/photos/{photo.public_id}"]


def test_every_type_and_field_is_one_of_schema_org(client: FlaskClient, photo: Photo) -> None:
    for path in ("/", "/be/", *paths_of(photo)):
        data = data_of(client, path)

        assert data["@context"] == "https://schema.org", path
        for each in things_in(data):
            fields = {name for name in each if not name.startswith("@")}
            assert fields <= KNOWN[each["@type"]], path
            assert all(each[name] not in ("", None) for name in fields), path


def test_every_address_is_whole(client: FlaskClient, photo: Photo) -> None:
    for path in ("/", *paths_of(photo)):
        for each in things_in(data_of(client, path)):
            found = {name: urlsplit(each[name]) for name in ADDRESSES & each.keys()}

            assert all(url.scheme in ("http", "https") and url.netloc for url in found.values())


def test_every_picture_says_its_licence_wherever_it_is_described(
    client: FlaskClient, photo: Photo
) -> None:
    for path in paths_of(photo):
        pictures = [each for each in things_in(data_of(client, path))
                    if each["@type"] == "ImageObject"]  # fmt: skip

        assert len(pictures) == 1, path
        for each in pictures:
            assert each.keys() >= OF_LICENCE, path
            assert each["license"] == "https://creativecommons.org/licenses/by/4.0/"
            assert client.get(urlsplit(each["acquireLicensePage"]).path).status_code == 200
            assert each["creator"]["@type"] == "Person"
            assert date.fromisoformat(each["dateCreated"]) == photo.day


def test_what_nobody_signed_is_the_campaigns(client: FlaskClient) -> None:
    public_id = create_published().public_id

    creator = data_of(client, f"/photos/{public_id}")["creator"]

    assert creator == {"@type": "Organization", "name": "Free Belarus"}


def test_what_people_write_never_ends_the_block(client: FlaskClient, photo: Photo) -> None:
    data = data_of(client, f"/photos/{photo.public_id}")

    assert data["creator"]["name"] == "Ana </script><b>K."
    assert "<b>" not in client.get(f"/photos/{photo.public_id}").text


@pytest.mark.parametrize("language", ["en", "be"])
def test_the_first_page_says_whose_the_site_is_and_how_it_is_searched(
    client: FlaskClient, photo: Photo, language: str
) -> None:
    prefix = "" if language == "en" else f"/{language}"

    site = data_of(client, f"{prefix}/")

    assert (site["@type"], site["name"], site["inLanguage"]) == (
        "WebSite",
        "Free Belarus",
        language,
    )
    assert site["url"] == f"http://localhost{prefix}/"
    action = site["potentialAction"]
    assert action["query-input"] == "required name=search_term_string"
    asked = action["target"]["urlTemplate"].replace("{search_term_string}", "vilnius")
    assert "Vilnius" in client.get(asked.removeprefix("http://localhost")).text
    assert site["publisher"]["@type"] == "Organization"
    assert client.get(urlsplit(site["publisher"]["logo"]).path).mimetype == "image/png"


def test_a_campaign_without_words_says_nothing_empty(client: FlaskClient) -> None:
    with unit_of_work():
        change_campaign({**CAMPAIGN, "lede": ""})

    assert "description" not in data_of(client, "/")
