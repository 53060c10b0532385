"""A partner's key goes along: into codes, oEmbed, and the frame of its own gallery."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery import partners
from gallery.db import unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.models import Partner, SupporterKind
from gallery.toolbox import Toolbox
from tests.factories import create_published

HERE = "http://localhost"
HTML = {"Accept": "text/html"}


@pytest.fixture
def partner(app: Flask, tools: Toolbox) -> Partner:
    """A partner with a gallery, in which one of two photos stands."""
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        found = partners.change_partner(supporter, origins="", has_gallery=True, tools=tools)
    create_published(partner_id=found.id)
    create_published()
    return found


def build(client: FlaskClient, **said: str) -> BeautifulSoup:
    """Choose a frame, for any site unless said otherwise."""
    answer = client.get("/embed/", query_string={"way": "site", **said}, headers=HTML)
    assert answer.status_code == 200, said
    return BeautifulSoup(answer.text, "html.parser")


def code_of(page: BeautifulSoup) -> str:
    """The code that is to be copied."""
    return unescape(str(page.find(id="code").string))  # type: ignore[union-attr]


@pytest.mark.parametrize("place", ["2010/", "counter/", "map/2010/", "cities/lt/vilnius/"])
def test_oembed_gives_a_frame_with_the_key_it_was_asked_for(
    client: FlaskClient, partner: Partner, place: str
) -> None:
    frame = f"{HERE}/embed/{place}?layout=strip&partner={partner.key}"

    page = client.get(frame.removeprefix(HERE)).text
    (link,) = BeautifulSoup(page, "html.parser").select('link[type="application/json+oembed"]')
    said = client.get(str(link["href"]).removeprefix(HERE)).json

    assert frame in unescape(said["html"])  # type: ignore[index]


def test_oembed_of_a_page_with_a_key_gives_a_frame_with_it(
    client: FlaskClient, partner: Partner
) -> None:
    about = f"{HERE}/2010/?partner={partner.key}"

    said = client.get("/oembed", query_string={"url": about}).json
    nonsense = client.get("/oembed", query_string={"url": f"{HERE}/2010/?partner=<A>"}).json

    assert f"/embed/2010/?partner={partner.key}" in said["html"]  # type: ignore[index]
    assert "partner" not in nonsense["html"]  # type: ignore[index]


def test_a_frame_is_chosen_with_a_key_that_the_form_carries_on(
    client: FlaskClient, partner: Partner
) -> None:
    page = build(client, partner=partner.key, time="2010", layout="strip")

    hidden = page.select_one('form input[name="partner"]')
    assert hidden is not None
    assert hidden["value"] == partner.key
    assert f'/embed/2010/?layout=strip&partner={partner.key}"' in code_of(page)
    linked = build(client, partner=partner.key, url=f"{HERE}/2010/lt/vilnius/")
    assert f'/embed/2010/lt/vilnius/?partner={partner.key}"' in code_of(linked)
    word = build(client, partner=partner.key, way="wordpress").select_one("#link")
    assert word is not None
    assert str(word["value"]).endswith(f"/embed/latest/?partner={partner.key}")


def test_its_own_gallery_is_offered_to_who_has_its_key_and_to_nobody_else(
    client: FlaskClient, partner: Partner
) -> None:
    page = build(client, partner=partner.key, show="partner")

    address = f"/embed/partners/{partner.key}/?partner={partner.key}"
    assert f'{address}"' in code_of(page)
    assert client.get(address).text.count('href="/photos/') == 1
    offered = page.select_one('#show option[value="partner"]')
    assert offered is not None
    assert "House of Words" in offered.text
    for other in ("", "made-up"):
        assert "House of Words" not in build(client, partner=other).text
        assert build(client, partner=other).select_one('input[name="partner"]') is None


@pytest.mark.parametrize("way", ["api", "component"])
def test_programs_are_not_told_through_whom_a_photo_came(
    client: FlaskClient, partner: Partner, way: str
) -> None:
    page = build(client, partner=partner.key, show="partner", way=way)

    assert page.select_one("#api, #code") is None
    assert page.select_one("[data-result] .note") is not None


def test_organisers_are_led_to_the_builder_with_its_key(
    organiser: FlaskClient, partner: Partner
) -> None:
    record = organiser.get(f"/office/partners/{partner.supporter_id}/").text

    (link,) = BeautifulSoup(record, "html.parser").find_all("a", string="Choose a frame")
    shown = organiser.get(str(link["href"]), headers=HTML).text
    assert f"/embed/partners/{partner.key}/?partner={partner.key}" in shown
