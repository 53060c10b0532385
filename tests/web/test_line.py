"""On a bad line pictures are small: a visitor's browser says so, and no cookie is needed."""

import re

import pytest
from flask.testing import FlaskClient

from tests.factories import create_published

BAD = [{"Save-Data": "on"}, {"ECT": "2g"}, {"ECT": "3g"}, {"ECT": "slow-2g"}]
SIZES = [
    {"format": kind, "width": width, "height": width, "size": 9}
    for kind in ("jpg", "avif")
    for width in (320, 640, 1280, 2016)
]


@pytest.fixture
def photo() -> str:
    """The page of a photo in all sizes."""
    return f"/photos/{create_published(renditions=SIZES).public_id}"


def widths(client: FlaskClient, path: str, **headers: str) -> set[int]:
    """The widths of all pictures that a page offers."""
    page = client.get(path, headers=headers).text
    offered = re.findall(r'srcset="([^"]+)"|<img[^>]* src="([^"]+)"', page)
    return {
        int(each) for pair in offered for each in re.findall(r"-(\d+)\.(?:jpg|avif)", str(pair))
    }


@pytest.mark.parametrize("said", BAD, ids=str)
def test_pictures_are_small_on_a_bad_line(
    client: FlaskClient, photo: str, said: dict[str, str]
) -> None:
    pages = ["/", "/2010/", "/cities/lt/vilnius/", photo]

    assert [widths(client, page, **said) for page in pages] == [{320, 640}] * 4


@pytest.mark.parametrize("said", [{}, {"ECT": "4g"}, {"Save-Data": "off"}], ids=str)
def test_pictures_are_large_on_any_other(
    client: FlaskClient, photo: str, said: dict[str, str]
) -> None:
    assert (
        widths(client, "/2010/", **said) == widths(client, photo, **said) == {320, 640, 1280, 2016}
    )


def test_nobody_is_given_the_page_of_another_line(client: FlaskClient, photo: str) -> None:
    large, small = widths(client, photo), widths(client, photo, ECT="2g")
    mark = client.get(photo).headers["ETag"]

    again = client.get(photo, headers={"ECT": "2g", "If-None-Match": mark})

    assert (max(large), max(small)) == (2016, 640)
    assert widths(client, photo) == large
    assert again.status_code == 200


@pytest.mark.parametrize("times", [1, 2])
def test_caches_and_browsers_are_told(client: FlaskClient, photo: str, times: int) -> None:
    answers = [client.get(photo) for _ in range(times)]

    said = answers[-1].headers

    assert {"Save-Data", "ECT"} <= set(re.split(", ?", said["Vary"]))
    assert said["Accept-CH"] == "ECT"
    assert "Set-Cookie" not in said


def test_a_photo_in_one_size_is_shown_nevertheless(client: FlaskClient) -> None:
    create_published(renditions=[{**SIZES[3]}])

    assert widths(client, "/2010/", ECT="2g") == {2016}
