"""Over a bad line: small pictures, several photos at once, and nothing of that by itself."""

import io
from base64 import b64decode

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import db
from gallery.images.developing import examine
from gallery.images.renditions import SMALL
from gallery.journey.examine import put_previews, put_small
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_submission
from tests.pictures import make_photo

SAVES = {"Save-Data": "on"}


@pytest.fixture
def photo(moderator: FlaskClient, tools: Toolbox) -> Photo:
    """A waiting photo as it is after it was examined."""
    photo, seen = create_photo(), examine(make_photo(size=(1600, 1200)))
    put_previews(photo.preview_key or "", seen.previews, tools=tools)
    put_small(photo.preview_key or "", seen.small, tools=tools)
    photo.previews = [{"width": each.width, "height": each.height} for each in seen.previews]
    db.session.commit()
    return photo


def page_of(browser: FlaskClient, photo: Photo, **headers: str) -> BeautifulSoup:
    """A photo's page."""
    answer = browser.get(f"/review/{photo.public_id}", headers={"Save-Data": "off", **headers})
    return BeautifulSoup(answer.text, "html.parser")


def picture(page: BeautifulSoup) -> str:
    """The address of the picture that is looked at."""
    image = page.select_one("[data-picture] image")
    return str(image["href"]) if image else ""


def test_what_is_small_is_a_picture_of_the_whole_in_few_bytes(
    moderator: FlaskClient, photo: Photo
) -> None:
    answer = moderator.get(f"/review/{photo.public_id}/small")

    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/avif", "no-store")
    assert Image.open(io.BytesIO(answer.data)).size == (SMALL, SMALL * 3 // 4)


def test_where_there_is_none_the_smallest_preview_takes_its_place(
    moderator: FlaskClient, tools: Toolbox
) -> None:
    photo = create_photo()
    tools.private.put(f"{photo.preview_key}/640.jpg", b"pixels")

    answer = moderator.get(f"/review/{photo.public_id}/small")

    assert (answer.mimetype, answer.data) == ("image/jpeg", b"pixels")


def test_who_says_so_is_shown_small_pictures_until_they_say_otherwise(
    moderator: FlaskClient, photo: Photo
) -> None:
    here = {"Referer": f"http://localhost/de/review/{photo.public_id}"}

    answer = moderator.post("/review/saving", data={"on": "yes"}, headers=here)
    small = page_of(moderator, photo)
    moderator.post("/review/saving", headers=here)
    large = page_of(moderator, photo, **SAVES)

    assert answer.location == f"/review/{photo.public_id}"
    assert picture(small) == f"/review/{photo.public_id}/small"
    assert not small.select("[data-queue] img")
    assert small.select_one(f'[data-larger][href$="{photo.public_id}/preview-1280.jpg"]')
    assert picture(large) == f"/review/{photo.public_id}/preview-1280.jpg"


def test_a_browser_that_saves_data_is_shown_small_pictures_and_told_why(
    moderator: FlaskClient, photo: Photo
) -> None:
    answer = moderator.get(f"/review/{photo.public_id}", headers=SAVES)

    assert picture(BeautifulSoup(answer.text, "html.parser")).endswith("/small")
    assert "Save-Data" in answer.headers["Vary"]
    assert picture(page_of(moderator, photo)).endswith("/preview-1280.jpg")


def test_covers_lie_on_a_small_picture_where_they_lie_on_a_large_one(
    moderator: FlaskClient, photo: Photo
) -> None:
    photo.covers = [[0.1, 0.1, 0.2, 0.2]]
    db.session.commit()

    small, large = page_of(moderator, photo, **SAVES), page_of(moderator, photo)

    assert str(small.select_one("[data-shapes]")) == str(large.select_one("[data-shapes]"))
    assert small.select("[data-shapes] path.cover")


def test_several_photos_come_at_once_with_their_pictures_and_only_those_that_may_be_seen(
    moderator: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    bare, draft = create_photo(), create_photo(submission=create_submission(sent_at=None))
    gone = create_photo(stage=Stage.WITHDRAWN)
    names = "&".join(f"photo={each.public_id}" for each in (photo, draft, bare, gone))

    pages = BeautifulSoup(moderator.get(f"/review/several?{names}").text, "html.parser")

    shown = pages.select("main [data-review]")
    assert [each["data-photo"] for each in shown] == [photo.public_id, bare.public_id]
    kind, _, data = str(pages.select("[data-picture] image")[0]["data-bytes"]).partition(",")
    assert kind == "image/avif"
    assert b64decode(data) == moderator.get(f"/review/{photo.public_id}/small").data
    assert not pages.select("[data-picture] image")[1].has_attr("data-bytes")
