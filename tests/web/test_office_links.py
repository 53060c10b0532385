"""Organisers pause, limit and close upload links, and print them."""

import re
from datetime import date
from io import BytesIO

import pytest
import segno
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import db
from gallery.models import ActionLink, CampaignText
from gallery.posters import poster as drawing
from gallery.posters.look import Poster
from gallery.texts import NAMES
from tests.factories import create_action, create_link, create_photo, create_submission
from tests.web.test_office import followed

RULES = {"organisation": "JEF", "max_photos": "20", "closes_on": "2011-01-31", "is_trusted": "yes"}


@pytest.fixture
def link(app: object) -> ActionLink:
    """An open link."""
    return create_link(organisation="JEF Vilnius")


def page_of(link: ActionLink) -> str:
    """Its page in the office."""
    return f"/office/links/{link.id}/"


def test_a_link_is_kept_with_its_limits(organiser: FlaskClient, link: ActionLink) -> None:
    page = followed(organiser, organiser.post(page_of(link), data=RULES))

    assert (link.organisation, link.max_photos, link.is_trusted) == ("JEF", 20, True)
    assert link.closes_on == date(2011, 1, 31)
    assert "at most 20" in page


def test_limits_can_be_taken_away(organiser: FlaskClient, link: ActionLink) -> None:
    organiser.post(page_of(link), data=RULES)

    organiser.post(page_of(link), data={"organisation": "", "max_photos": "", "closes_on": ""})

    limits = (link.organisation, link.max_photos, link.closes_on, link.is_trusted)
    assert limits == ("", None, None, False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"max_photos": "0"}, "Please give a number, or nothing."),
        ({"max_photos": "many"}, "Please give a number, or nothing."),
        ({"closes_on": "soon"}, "Please give a day, like 2026-12-19."),
        ({"organisation": "x" * 121}, "At most 120 characters, please."),
    ],
)
def test_a_mistake_in_the_limits_is_said_and_nothing_is_lost(
    organiser: FlaskClient, link: ActionLink, said: dict[str, str], sentence: str
) -> None:
    answer = organiser.post(page_of(link), data={**RULES, **said})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{said.get("organisation", "JEF")}"' in answer.text
    assert link.max_photos is None


def test_a_link_is_paused_and_goes_on(
    organiser: FlaskClient, client: FlaskClient, link: ActionLink
) -> None:
    pause = f"{page_of(link)}pause"

    paused = followed(organiser, organiser.post(pause, data={"pause": "yes"}))
    shown = client.get(f"/add/{link.token}")
    organiser.post(pause, data={"pause": "no"})

    assert "Who has begun to send can still finish." in paused
    assert shown.status_code == 403
    assert "This link is paused" in shown.text
    assert client.get(f"/add/{link.token}").status_code == 200


def test_a_closed_link_stays_closed(organiser: FlaskClient, link: ActionLink) -> None:
    page = followed(organiser, organiser.post(f"{page_of(link)}close"))

    assert link.is_revoked
    assert "The link is closed." in page
    assert "Close for good</button>" not in page
    assert "poster.pdf" not in page


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"is_revoked": True}, "This link is closed"),
        ({"is_paused": True}, "This link is paused"),
        ({"closes_on": date(2010, 12, 1)}, "This link has ended"),
        ({"max_photos": 1}, "This link is full"),
    ],
)
def test_who_opens_a_link_that_takes_nothing_is_told_why_and_what_to_do(
    client: FlaskClient, said: dict[str, object], title: str
) -> None:
    link = create_link(**said)
    create_photo(submission=create_submission(link=link))

    answer = client.get(f"/add/{link.token}")

    assert answer.status_code == 403
    assert f"{title}</h1>" in answer.text
    assert 'href="/add/"' in answer.text


def test_photos_are_counted_for_each_link(organiser: FlaskClient, link: ActionLink) -> None:
    create_photo(submission=create_submission(link=link))
    other = create_link(action=link.action, organisation="A school")

    pages = {each.id: organiser.get(page_of(each)).text for each in (link, other)}

    assert "1 photo came through it" in pages[link.id]
    assert "0 photos came through it" in pages[other.id]


def test_the_qr_code_says_the_address_of_the_link(organiser: FlaskClient, link: ActionLink) -> None:
    png = organiser.get(f"{page_of(link)}qr.png")
    svg = organiser.get(f"{page_of(link)}qr.svg")

    expected = BytesIO()
    code = segno.make_qr(f"http://localhost/add/{link.token}", error="q")
    code.save(expected, kind="png", border=4, scale=16)
    assert Image.open(BytesIO(png.data)).tobytes() == Image.open(expected).tobytes()
    assert svg.mimetype == "image/svg+xml"
    assert svg.data.startswith(b"<?xml")
    assert png.headers["Content-Disposition"] == 'attachment; filename="vilnius-qr.png"'


def test_the_poster_is_one_page_that_tells_of_nobody(
    organiser: FlaskClient, link: ActionLink
) -> None:
    answer = organiser.get(f"{page_of(link)}poster.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", answer.data)) == 1
    assert re.findall(rb"/(Producer|Creator|Author|ID|Metadata)\b", answer.data) == []
    assert re.findall(rb"/CreationDate \(D:(\d{8})", answer.data) == [b"19700101"]
    assert answer.data == organiser.get(f"{page_of(link)}poster.pdf").data


def test_an_action_without_a_link_says_so(organiser: FlaskClient) -> None:
    create_action()

    assert "no link yet" in organiser.get("/office/editions/2010-12/").text


def test_the_poster_speaks_its_language(
    organiser: FlaskClient, link: ActionLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    posters: list[Poster] = []
    monkeypatch.setattr(drawing, "draw_poster", lambda poster: posters.append(poster) or b"")
    texts = {"headline": "Калі людзі маўчаць", "headline_taped": "маўчаць"}
    row = CampaignText(language="be", is_read=True, **dict.fromkeys(NAMES, "") | texts)
    db.session.add(row)
    db.session.commit()

    for language in ("be", "en", "klingon"):
        organiser.get(f"{page_of(link)}poster.pdf?language={language}")

    assert [poster.taped for poster in posters] == ["маўчаць", "silenced", "silenced"]
    assert posters[0].day == "18 снежня 2010"
    assert posters[0].address == f"http://localhost/be/add/{link.token}"
    assert posters[2].address == f"http://localhost/add/{link.token}"
