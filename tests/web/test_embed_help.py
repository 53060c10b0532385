"""Webmasters are helped with the very addresses of this site, and what they paste works."""

import re
from dataclasses import replace
from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from config import Settings
from tests.factories import create_published

HERE = "http://localhost"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, media_url="https://pictures.example/all")


@pytest.fixture
def page(client: FlaskClient) -> BeautifulSoup:
    create_published()
    return BeautifulSoup(client.get("/embed/help/").text, "html.parser")


def pasted(page: BeautifulSoup, mark: str) -> str:
    """What is to be copied there."""
    found = page.find(id=mark)
    assert found is not None
    return unescape(str(found.get("value") or found.string))


def test_every_part_is_named_above(page: BeautifulSoup) -> None:
    named = [str(link["href"]).removeprefix("#") for link in page.select("nav ul a[href^='#']")]

    assert named == [part["id"] for part in page.select("section[id]")]
    assert len(named) == 8


def test_what_is_pasted_leads_to_frames_and_answers(
    client: FlaskClient, page: BeautifulSoup
) -> None:
    for mark in ("code", "discourse-code"):
        (source,) = re.findall(r'src="([^"]+)"', pasted(page, mark))
        assert client.get(source.removeprefix(HERE)).status_code == 200
        assert source.startswith(pasted(page, "discourse-setting"))
    assert pasted(page, "wix-address") == f"{HERE}/embed/latest/"
    asked = {"url": pasted(page, "wordpress-link")}
    endpoint = pasted(page, "drupal-endpoint").removeprefix(HERE)
    assert client.get(endpoint, query_string=asked).json["type"] == "rich"  # type: ignore[index]
    script = re.findall(r'src="([^"]+)"', pasted(page, "script"))[0]
    assert client.get(script.removeprefix(HERE)).status_code == 200


def test_a_policy_is_told_all_that_is_needed(page: BeautifulSoup) -> None:
    assert pasted(page, "policy-frame") == f"frame-src {HERE}"
    assert pasted(page, "policy-component") == (
        f"script-src {HERE}; connect-src {HERE}; img-src https://pictures.example"
    )


def test_the_filter_of_drupal_leaves_all_of_our_code(page: BeautifulSoup) -> None:
    ours = BeautifulSoup(pasted(page, "code"), "html.parser").iframe
    assert ours is not None

    allowed = pasted(page, "drupal-tags").strip("<>").split()

    assert set(ours.attrs) - {"style"} == set(allowed[1:])  # no filter of theirs leaves styles


@pytest.mark.parametrize("place", ["/embed/", "/de/embed/"])
def test_the_builder_leads_there(client: FlaskClient, place: str) -> None:
    links = BeautifulSoup(client.get(place).text, "html.parser").select("a[href$='/embed/help/']")

    assert links
