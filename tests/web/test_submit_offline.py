"""What the service worker of the form is told to keep."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.architecture import ROOT


@pytest.fixture
def said(client: FlaskClient) -> dict[str, object]:
    """What the worker is started with."""
    answer = client.get("/add/sw.js")
    assert answer.mimetype == "text/javascript"
    found = re.search(r"serve\((.*)\);", answer.get_data(as_text=True))
    return dict(json.loads(found[1])) if found else {}


def test_the_worker_keeps_every_part_of_the_page_and_nothing_private(
    client: FlaskClient, said: dict[str, object]
) -> None:
    files = [str(each) for each in said["files"]]  # type: ignore[call-overload]

    answers = [client.get(file) for file in files]

    assert {answer.status_code for answer in answers} == {200}
    assert all(file.startswith("/static/") for file in files)
    assert said["page"] == "/add/"


def test_a_module_that_is_only_imported_later_is_kept_too(said: dict[str, object]) -> None:
    names = {str(file).split("/")[-1] for file in said["files"]}  # type: ignore[attr-defined]

    assert {"uploader.js", "welcome.js", "copies.js", "cover-desk.js", "city.js"} <= names


def test_page_and_worker_are_of_one_version(client: FlaskClient, said: dict[str, object]) -> None:
    page = client.get("/add/").get_data(as_text=True)

    assert f'data-version="{said["version"]}"' in page


def test_the_worker_may_ask_this_server_only(client: FlaskClient) -> None:
    answer = client.get("/add/sw.js")

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; connect-src 'self'; script-src 'self'"
    )
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_page_installs_under_a_name_that_says_nothing(client: FlaskClient) -> None:
    page = client.get("/add/").get_data(as_text=True)
    address = re.search(r'rel="manifest" href="([^"]+)"', page)

    manifest = json.loads(client.get(address[1]).get_data()) if address else {}

    assert (manifest["name"], manifest["short_name"]) == ("Photos", "Photos")
    assert manifest["scope"] == manifest["start_url"] == "/add/"
    for icon in manifest["icons"]:
        assert (ROOT / "static" / icon["src"]).is_file()
