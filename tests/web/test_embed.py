"""Frames for other sites' pages, and oEmbed: what partners and their software are told."""

import re
from html import unescape
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from gallery.db import unit_of_work
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_photo, create_published, create_submission

HERE = "http://localhost"
CANARY = "\"><script>alert(1)</script>'"


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published(submission=create_submission(credit="Ana K."))


def oembed(client: FlaskClient, url: str, **more: str) -> dict[str, object]:
    answer = client.get("/oembed", query_string={"url": url, **more})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.get_json()  # type: ignore[no-any-return]


def shown(text: str) -> list[str]:
    """Return the photos that a frame shows, in order."""
    return re.findall(r'frame-\w+(?:__link)?" href="/photos/(\w+)"', text)


def test_a_frame_shows_the_newest_six_and_leads_to_our_page(client: FlaskClient) -> None:
    photos = [create_published().public_id for _ in range(7)]

    text = client.get("/embed/2010/").text

    assert shown(text) == photos[:0:-1]
    assert f'href="{HERE}/2010/"' in text
    assert "7 photos from 1 city" in text
    assert '<base target="_blank">' in text


def test_every_gallery_and_photo_has_a_frame(client: FlaskClient, photo: Photo) -> None:
    places = ("latest/", "2010/", "2010-12/", "2010/lt/", "2010/lt/vilnius/", "cities/lt/vilnius/")
    for place in (*places, f"photos/{photo.public_id}"):
        answer = client.get(f"/embed/{place}")

        assert answer.status_code == 200, place
        assert shown(answer.text) == [photo.public_id], place


def test_a_frame_asks_for_no_more_than_it_shows(client: FlaskClient, photo: Photo) -> None:
    text = client.get("/embed/2010/").text

    scripts = re.findall(r"<script[^>]*>", text)
    assert len(re.findall(r'rel="stylesheet"', text)) == 1
    assert len(scripts) == 1
    assert all("src=" in script for script in scripts)
    assert "style=" not in text


def test_a_withdrawn_photo_leaves_frames_at_once(
    client: FlaskClient, tools: Toolbox, photo: Photo
) -> None:
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    gallery, frame = client.get("/embed/2010/"), client.get(f"/embed/photos/{photo.public_id}")

    assert (gallery.status_code, shown(gallery.text)) == (200, [])
    assert frame.status_code == 410
    assert oembed_status(client, f"{HERE}/photos/{photo.public_id}") == 410


def oembed_status(client: FlaskClient, url: str, **more: str) -> int:
    return client.get("/oembed", query_string={"url": url, **more}).status_code


def test_a_frame_of_nothing_says_so_in_a_frame(client: FlaskClient, photo: Photo) -> None:
    waiting = create_photo(stage=Stage.WAITING)
    for path in ("/embed/1999/", "/embed/photos/nobody", f"/embed/photos/{waiting.public_id}"):
        answer = client.get(path, headers={"Accept": "text/html"})

        assert answer.status_code == 404, path
        assert "frame-empty" in answer.text, path
        assert "site-header" not in answer.text, path


def test_pages_say_where_their_oembed_is_early_and_in_a_header(
    client: FlaskClient, photo: Photo
) -> None:
    places = (
        "2010/",
        "2010-12/",
        "2010/lt/",
        "2010/lt/vilnius/",
        "cities/lt/",
        "map/",
        "map/2010/",
    )
    for path in ("/", *(f"/{place}" for place in places), f"/photos/{photo.public_id}"):
        answer = client.get(path)

        early = answer.text[:1500]
        link = re.search(r'type="application/json\+oembed" href="([^"]+)"', early)
        assert link is not None, path
        assert f"<{unescape(link[1])}>" in ", ".join(answer.headers.getlist("Link"))
        said = client.get(unescape(link[1])).get_json()
        assert said["type"] == ("photo" if "photos" in path else "rich"), path
        xml = re.search(r'type="text/xml\+oembed" href="([^"]+)"', early)
        assert xml is not None, path
        assert client.get(unescape(xml[1])).mimetype == "text/xml"


def test_one_photo_is_a_photo_whose_title_names_the_credit(
    client: FlaskClient, photo: Photo
) -> None:
    said = oembed(client, f"{HERE}/photos/{photo.public_id}")

    assert said == {
        "version": "1.0",
        "type": "photo",
        "provider_name": "Free Belarus",
        "provider_url": f"{HERE}/",
        "cache_age": 300,
        "title": "Photo from Vilnius, 18 December 2010. Photo: Ana K., CC BY 4.0",
        "author_name": "Ana K.",
        "url": f"{HERE}/media/{photo.public_id}/{photo.media_token}-1280.jpg",
        "width": 1280,
        "height": 960,
    }


def test_a_gallery_is_rich_with_the_blockquote_first_and_a_whole_frame_after_it(
    client: FlaskClient, photo: Photo
) -> None:
    said = oembed(client, f"{HERE}/2010/")

    assert (said["version"], said["type"], said["width"], said["height"]) == (
        "1.0",
        "rich",
        600,
        420,
    )
    quote, frame = str(said["html"]).split("</blockquote>")
    assert quote == f'<blockquote><a href="{HERE}/2010/">2010: 1 photo</a>'
    assert frame.startswith(f'<iframe src="{HERE}/embed/2010/" title="2010: photos"')
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in frame
    assert 'loading="lazy"' in frame


def test_answers_keep_within_the_room_that_there_is(client: FlaskClient, photo: Photo) -> None:
    url = f"{HERE}/photos/{photo.public_id}"

    narrow = oembed(client, url, maxwidth="700")
    low = oembed(client, url, maxheight="96")
    tiny = oembed(client, url, maxwidth="100")
    gallery = oembed(client, f"{HERE}/2010/", maxwidth="300", maxheight="200")

    assert (narrow["width"], narrow["height"]) == (640, 480)
    assert str(narrow["url"]).endswith("-640.jpg")
    assert (low["width"], low["height"]) == (128, 96)
    assert (tiny["width"], tiny["height"]) == (100, 75)
    assert (gallery["width"], gallery["height"]) == (300, 200)
    assert 'height="200"' in str(gallery["html"])
    assert "width:100%;max-width:300px" in str(gallery["html"])


def test_a_frame_fits_where_its_style_is_taken_from_it(client: FlaskClient, photo: Photo) -> None:
    html = str(oembed(client, f"{HERE}/2010/", maxwidth="500")["html"])

    unstyled = re.sub(' style="[^"]*"', "", html)
    assert ' width="100%" height="420" frameborder="0"' in unstyled


def test_the_frame_of_a_photo_is_rich_and_its_credit_is_read_without_it(
    client: FlaskClient, photo: Photo
) -> None:
    said = oembed(client, f"{HERE}/embed/photos/{photo.public_id}?theme=dark")

    credited = "Photo from Vilnius, 18 December 2010. Photo: Ana K., CC BY 4.0"
    quote, frame = str(said["html"]).split("</blockquote>")
    assert (said["type"], said["title"]) == ("rich", credited)
    assert quote == f'<blockquote><a href="{HERE}/photos/{photo.public_id}">{credited}</a>'
    assert f'src="{HERE}/embed/photos/{photo.public_id}?theme=dark"' in frame
    assert (said["width"], said["height"]) == (600, 494)  # of 4:3, and the foot below it


def test_the_same_is_said_in_xml(client: FlaskClient, photo: Photo) -> None:
    url = f"{HERE}/2010/"
    answer = client.get("/oembed", query_string={"url": url, "format": "xml"})

    root = Xml.fromstring(answer.data)
    assert answer.mimetype == "text/xml"
    assert {each.tag: each.text for each in root} == {
        name: str(value) for name, value in oembed(client, url).items()
    }


def test_addresses_that_are_not_of_a_gallery_or_photo_are_not_here(
    client: FlaskClient, photo: Photo
) -> None:
    waiting = create_photo()
    for url in (
        "", "nonsense", "https://example.org/2010/", f"{HERE}/about/", f"{HERE}/sign-in",
        f"{HERE}/1999/", f"{HERE}/photos/nobody", f"{HERE}/photos/{waiting.public_id}",
        "http://localhost@example.org/2010/", "//example.org/2010/", "http://[bad/2010/",
        "http://ｌocalhost℀/", f"{HERE}/oembed", f"{HERE}/media/x/y", "javascript:alert(1)",
        f"{HERE}:99999/2010/",
    ):  # fmt: skip
        assert oembed_status(client, url) == 404, url


def test_a_page_of_those_who_work_here_is_private(client: FlaskClient, photo: Photo) -> None:
    for page in ("review/", f"review/{photo.public_id}", "review/nobody", "office/", "account/"):
        assert oembed_status(client, f"{HERE}/{page}") == 401, page


def test_a_map_is_rich(client: FlaskClient, photo: Photo) -> None:
    said = oembed(client, f"{HERE}/map/2010/")

    assert (said["type"], said["height"]) == ("rich", 320)
    assert f'<iframe src="{HERE}/embed/map/2010/"' in str(said["html"])


def test_a_frame_that_cannot_be_is_refused(client: FlaskClient, photo: Photo) -> None:
    assert oembed_status(client, f"{HERE}/embed/2010/?layout=pile") == 400


@pytest.mark.parametrize("accept", ["", "text/html", "image/*", "*/*;q=0", "no;se=nse", "a/b" * 99])
def test_what_is_answered_hangs_on_the_address_alone(
    client: FlaskClient, photo: Photo, accept: str
) -> None:
    said = {"Accept": accept, "Accept-Language": accept, "Accept-Encoding": accept}
    asked = f"/oembed?url={HERE}/2010/"
    for path, status, kind in (
        (asked, 200, "application/json"), (f"{asked}&format=xml", 200, "text/xml"),
        ("/embed/2010/", 200, "text/html"), ("/api/v1/photos", 200, "application/json"),
        ("/api/v1/photos/aaaaaaaaaaaaaaaa", 404, "application/problem+json"),
        ("/oembed?url=https://example.org/", 404, None), ("/2010/feed.json", 200, None),
    ):  # fmt: skip
        answer = client.get(path, headers=said)

        assert answer.status_code == status, path
        assert kind in (None, answer.mimetype), path


def test_an_unknown_format_is_not_implemented(client: FlaskClient, photo: Photo) -> None:
    assert oembed_status(client, f"{HERE}/2010/", format="yaml") == 501


def test_a_room_that_is_no_number_of_pixels_is_refused(client: FlaskClient, photo: Photo) -> None:
    for room in ("0", "-1", "abc", "1e9", "9" * 30, "٣"):
        assert oembed_status(client, f"{HERE}/2010/", maxwidth=room) == 400, room


def test_an_address_may_lack_the_slash_at_its_end_or_carry_more(
    client: FlaskClient, photo: Photo
) -> None:
    for url in (
        f"{HERE}/2010",
        f"{HERE}/2010/?after=x",
        f"{HERE}/2010/#top",
        "https://localhost/2010/",
    ):
        assert oembed(client, url)["type"] == "rich", url


def test_what_people_wrote_cannot_leave_its_place(client: FlaskClient) -> None:
    edition = create_edition(name=CANARY)
    photo = create_published(
        description=CANARY, caption=CANARY, submission=create_submission(credit=CANARY)
    )
    for path in ("/embed/2010-12/", f"/embed/photos/{photo.public_id}", "/embed/"):
        text = client.get(path).text
        assert "<script>" not in text, path

    html = str(oembed(client, f"{HERE}/{edition.slug}/")["html"])
    page = client.get(f"/embed/?url={HERE}/{edition.slug}/&way=site").text
    copied = unescape(page.partition("readonly>")[2].partition("</textarea>")[0])

    for code in (html, copied):
        assert "<script" not in code
        assert f'title="{escape(CANARY)}: photos"' in code
