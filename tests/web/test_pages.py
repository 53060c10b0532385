"""What stands around the galleries: texts, and what search engines ask for."""

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_published

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


def sitemap(client: FlaskClient) -> dict[str, str | None]:
    """Return the pages that the sitemap lists, each with its picture."""
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return {
        str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{IMAGE}image/{IMAGE}loc")
        for url in Xml.fromstring(answer.data)
    }


def test_every_address_in_the_sitemap_is_there(client: FlaskClient, photo: Photo) -> None:
    places = sitemap(client)

    assert len(places) == 16
    for address in places:
        assert client.get(address.removeprefix("http://localhost")).status_code == 200, address


def test_the_sitemap_lists_published_photos_only(client: FlaskClient, photo: Photo) -> None:
    for stage in set(Stage) - {Stage.PUBLISHED}:
        create_photo(stage=stage)

    places = sitemap(client)

    photos = {address: image for address, image in places.items() if "/photos/" in address}
    image = f"http://localhost/media/{photo.public_id}/{photo.media_token}-1280.jpg"
    assert photos == {f"http://localhost/photos/{photo.public_id}": image}


def test_a_withdrawn_photo_leaves_the_sitemap_and_so_does_its_city(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    places = sitemap(client)

    assert not any("/photos/" in address or "vilnius" in address for address in places)


def test_robots_are_told_where_the_sitemap_is_and_what_is_nobody_elses(
    client: FlaskClient,
) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    assert "Sitemap: http://localhost/sitemap.xml" in lines
    for path in ("/review/", "/office/", "/receipt/"):
        assert f"Disallow: {path}" in lines


def test_the_campaigns_own_texts_are_on_the_pages(client: FlaskClient) -> None:
    texts = {"about": "We began in 2006.", "privacy": "Ask Ana.", "imprint": "A street 1"}
    with unit_of_work():
        change_campaign(texts)

    for name, text in texts.items():
        assert text in client.get(f"/{name}/").text


def test_every_page_leads_to_help_privacy_imprint_and_withdrawing(
    client: FlaskClient, photo: Photo
) -> None:
    for path in ("/", "/2010/", f"/photos/{photo.public_id}", "/about/", "/map/"):
        text = client.get(path).text

        for way in ("/about/", "/privacy/", "/imprint/", "/receipt/"):
            assert f'class="site-footer__link" href="{way}"' in text, path


def test_a_demonstration_says_on_every_page_that_it_is_one(client: FlaskClient) -> None:
    assert "demonstration" not in client.get("/about/").text
    with unit_of_work():
        change_campaign({}).is_demonstration = True

    text = client.get("/about/").text

    assert "This is a demonstration: its pictures are drawn and its actions invented." in text


def test_search_engines_are_told_the_licence_of_every_photo(
    client: FlaskClient, photo: Photo
) -> None:
    text = client.get(f"/photos/{photo.public_id}").text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)

    (data,) = map(json.loads, found)

    media = f"http://localhost/media/{photo.public_id}/{photo.media_token}-1280.jpg"
    assert data["@type"] == "ImageObject"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["acquireLicensePage"] == f"http://localhost/photos/{photo.public_id}"
    assert data["creditText"] == "Anonymous / Free Belarus"
    assert data["creator"] == {"@type": "Organization", "name": "Free Belarus"}
    assert data["copyrightNotice"] == "© Free Belarus, CC BY 4.0"
    assert (data["contentUrl"], data["width"], data["height"]) == (media, 1280, 960)
    assert data["dateCreated"] == "2010-12-18"


def test_other_sites_cards_have_a_picture_and_words(client: FlaskClient, photo: Photo) -> None:
    for path in ("/", "/2010/", f"/photos/{photo.public_id}"):
        text = client.get(path).text

        card = f"http://localhost{path.rstrip('/')}/card.jpg"
        assert f'<meta property="og:image" content="{card}">' in text, path
        assert '<meta property="og:image:width" content="1200">' in text, path
        assert '<meta property="og:image:alt" content="' in text, path
        assert '<meta property="og:title" content="' in text, path
        assert f'<link rel="canonical" href="http://localhost{path}">' in text, path


def test_sharing_is_a_plain_link_that_tells_others_nothing(
    client: FlaskClient, photo: Photo
) -> None:
    for path in ("/2010/", f"/photos/{photo.public_id}"):
        text = client.get(path).text
        ways = re.findall(r'<a class="share__way" href="([^"]+)"([^>]*)>', text)

        address = quote(f"http://localhost{path}", safe="")
        away = [way for way, _ in ways if way.startswith("https://")]
        assert (len(ways), len(away)) == (4, 3), path
        assert all(address in way for way in away), path
        assert all("noreferrer" in said for way, said in ways if way in away), path
