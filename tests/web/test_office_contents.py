"""What organisers change of what the campaign says: who changed which part stands in the log."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import ORGANISER, Account, Milestone, Supporter
from tests.factories import create_account, create_edition, create_published
from tests.house import signed_in
from tests.web.test_office import TEXTS
from tests.web.test_office_acts import noted
from tests.web.test_office_editions import DAY
from tests.web.test_office_texts import BOXES

YEAR = {"year": "2006", "text-en": "The first muzzle."}
PARTNER = {"kind": "partner", "name": "House of Words", "site": "https://words.example"}
WORDS = {"mend": "again", "short-en": "A minor", "kind-en": "There is a minor in it."}


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser."""
    return create_account(ORGANISER, name="Olga")


@pytest.fixture
def office(app: Flask, olga: Account) -> FlaskClient:
    """Her browser."""
    return signed_in(app, olga)


def change_everything(office: FlaskClient) -> tuple[int, int]:
    """Change each part once; return the numbers of a milestone and of a supporter."""
    office.post("/office/campaign/", data={**TEXTS, "consent_use": "Anyone may use them."})
    office.post("/office/campaign/be/", data=BOXES)
    office.post("/office/history/years/new/", data=YEAR)
    office.post("/office/history/names/new/", data=PARTNER)
    milestone, supporter = db.session.query(Milestone).one(), db.session.query(Supporter).one()
    numbers = milestone.id, supporter.id
    office.post("/office/history/", data={"up": f"name-{supporter.id}"})
    office.post(f"/office/history/years/{milestone.id}/", data={"remove": "yes"})
    office.post("/office/editions/2010-12/press/", data={"photo": create_published().public_id})
    office.post("/office/editions/", data=DAY)
    office.post("/office/reasons/child/", data=WORDS)
    office.post("/office/reasons/", data={"hide": "child"})
    return numbers


def test_each_change_of_what_the_campaign_says_tells_who_and_which_part(
    office: FlaskClient, olga: Account
) -> None:
    create_edition()

    milestone, supporter = change_everything(office)

    assert [(act, said) for act, by, said in noted() if by == olga.id] == [
        ("texts", {"language": "en", "permission": 3}),
        ("texts", {"language": "be", "permission": 4}),
        ("history", {"milestone": milestone, "year": 2006}),
        ("history", {"supporter": supporter}),
        ("history", {"supporter": supporter}),
        ("history", {"milestone": milestone, "year": 2006, "gone": True}),
        ("kit", {"edition": "2010-12"}),
        ("edition-new", {"edition": "2026-12"}),
        ("reason", {"reason": "child"}),
        ("reason", {"reason": "child"}),
    ]


def test_the_log_names_the_part_and_leads_to_it(office: FlaskClient) -> None:
    create_edition()
    change_everything(office)

    page = BeautifulSoup(office.get("/office/audit/").text, "html.parser")

    named = {link.text: link["href"] for link in page.select(".log__photo a")}
    assert named == {
        "English": "/office/campaign/",
        "Беларуская": "/office/campaign/be/",
        "2006": "/office/history/",
        "House of Words": "/office/history/",
        "December 2010": "/office/editions/2010-12/press/",
        "December 2026": "/office/editions/2026-12/",
        "A minor": "/office/reasons/child/",
    }
    assert "Version 4 of the permission" in page.text


def test_what_is_refused_is_not_written_down(office: FlaskClient) -> None:
    office.post("/office/history/years/new/", data={"year": "6002", "text-en": "Too late."})
    office.post("/office/history/names/new/", data={**PARTNER, "name": ""})
    office.post("/office/campaign/", data={**TEXTS, "name": ""})

    assert noted() == []
