"""What stands around the galleries: texts, and what search engines ask for."""

import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import unit_of_work
from gallery.models import Photo
from tests.factories import create_published


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


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
