"""Search engines are told every public page, in parts, and nothing that keeps out of them."""

from datetime import date
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import robots
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Edition, Photo, PressPhoto, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_photo, create_published, create_turin

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SITE = "http://localhost"


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    """A photo from Vilnius, December 2010."""
    return create_published()


def shy(**said: object) -> Edition:
    """An edition that keeps out of search engines."""
    return create_edition(year=2012, month=3, day=date(2012, 3, 24), is_noindex=True, **said)


def read(client: FlaskClient, address: str) -> Xml.Element:
    """Return a document of ours."""
    answer = client.get(address.removeprefix(SITE))
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return Xml.fromstring(answer.data)


def parts(client: FlaskClient) -> list[str]:
    """Return the addresses that the index lists."""
    return [str(each.findtext(f"{SITEMAP}loc")) for each in read(client, "/sitemap.xml")]


def sitemap(client: FlaskClient) -> dict[str, str | None]:
    """Return the pages of all parts, each with its picture; none is named twice."""
    urls = [url for part in parts(client) for url in read(client, part)]
    found = {
        str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{IMAGE}image/{IMAGE}loc") for url in urls
    }
    assert len(found) == len(urls)
    return found


def test_every_address_in_the_sitemap_is_there(client: FlaskClient, photo: Photo) -> None:
    places = sitemap(client)

    for path in (
        "/",
        "/2010/",
        "/2010-12/lt/",
        "/cities/lt/vilnius/",
        "/map/2010/",
        "/about/",
        "/press/",
    ):
        assert SITE + path in places
    for address in places:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


def test_each_page_comes_in_every_language_and_each_language_is_there(
    client: FlaskClient, photo: Photo
) -> None:
    url = read(client, "/sitemap-photos-0.xml")[0]

    links = {each.get("hreflang"): str(each.get("href")) for each in url.iter(LINK)}

    path = f"/photos/{photo.public_id}"
    assert links["en"] == links["x-default"] == SITE + path
    assert links["be"] == f"{SITE}/be{path}"
    assert len(links) == 12
    assert all(client.get(each.removeprefix(SITE)).status_code == 200 for each in links.values())


def test_the_sitemap_lists_published_photos_only(client: FlaskClient, photo: Photo) -> None:
    for stage in set(Stage) - {Stage.PUBLISHED}:
        create_photo(stage=stage)

    places = sitemap(client)

    photos = {address: image for address, image in places.items() if "/photos/" in address}
    image = f"{SITE}/media/{photo.public_id}/{photo.media_token}-1280.jpg"
    assert photos == {f"{SITE}/photos/{photo.public_id}": image}


def test_a_withdrawn_photo_leaves_the_sitemap_and_so_does_its_city(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    sitemap(client)
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    places = sitemap(client)

    assert not any("/photos/" in address or "vilnius" in address for address in places)
    assert not any("photos" in part for part in parts(client))


def test_photos_lie_in_parts_of_a_size_and_stay_in_theirs(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tools: Toolbox
) -> None:
    monkeypatch.setattr(robots, "PHOTOS_A_PART", 2)
    photos = [create_published() for _ in range(5)]
    before = {part: sitemap_part(client, part) for part in parts(client) if "photos" in part}
    with unit_of_work() as unit:
        withdraw_photo(photos[1], tools=tools, unit=unit)

    after = {part: sitemap_part(client, part) for part in parts(client) if "photos" in part}

    assert [len(each) for each in before.values()] == [1, 2, 2]  # numbers begin with 1
    gone = f"{SITE}/photos/{photos[1].public_id}"
    assert after == {part: found - {gone} for part, found in before.items()}


def sitemap_part(client: FlaskClient, part: str) -> set[str]:
    """Return the pages of a part."""
    return {str(url.findtext(f"{SITEMAP}loc")) for url in read(client, part)}


def test_an_edition_keeps_out_of_search_engines_in_its_pages_and_in_the_sitemap(
    client: FlaskClient, photo: Photo
) -> None:
    secret = create_published(edition=shy(), city=create_turin())
    db.session.add(PressPhoto(edition_id=secret.edition_id, photo_id=secret.id))
    db.session.commit()

    places = sitemap(client)

    theirs = ("/2012/", "/2012-03/", "/2012-03/it/turin/", f"/photos/{secret.public_id}",
              "/press/2012-03/", "/map/2012/")  # fmt: skip
    for path in theirs:
        assert SITE + path not in places
        assert '<meta name="robots" content="noindex">' in client.get(path).text, path
    for path in ("/2010/", f"/photos/{photo.public_id}", "/", "/cities/it/turin/"):
        assert SITE + path in places
        assert "noindex" not in client.get(path).text, path


def test_a_year_is_listed_while_one_of_its_editions_is(client: FlaskClient, photo: Photo) -> None:
    create_published(edition=create_edition(month=3, name="March 2010", is_noindex=True))

    places = sitemap(client)

    assert f"{SITE}/2010/" in places
    assert f"{SITE}/2010-12/" in places
    assert f"{SITE}/2010-03/" not in places


@pytest.mark.parametrize("part", ["nothing", "1999", "photos-", "photos-x", "photos-99999999", "-"])
def test_a_part_that_is_none_is_not_there(client: FlaskClient, photo: Photo, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_organisers_keep_an_action_day_out_of_search_engines(
    organiser: FlaskClient, client: FlaskClient, photo: Photo
) -> None:
    form = {"day": "2010-12-18", "name": "", "first_day": "", "closes_on": ""}

    organiser.post("/office/editions/2010-12/", data={**form, "is_noindex": "yes"})
    hidden = "noindex" in client.get("/2010/").text
    organiser.post("/office/editions/2010-12/", data=form)

    assert hidden
    assert "noindex" not in client.get("/2010/").text
