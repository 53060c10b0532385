"""The campaign speaks other languages; its permission counts in them when a person has read it."""

import re

from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import db, unit_of_work
from gallery.journey.withdraw import find_receipt
from gallery.models import CampaignText, Submission, WordingText
from gallery.texts import NAMES
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import ALL, SentForm, code_on

OWN, USE = "Я зрабіў гэтыя здымкі.", "Кожны можа іх выкарыстоўваць."
EMPTY = dict.fromkeys(NAMES, "")
BOXES = {**EMPTY, "consent_own": OWN, "consent_use": USE}
ENGLISH = "I took these photos, or the person who did said yes."


def test_what_is_written_in_a_language_is_shown_in_it(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    said = {**EMPTY, "headline": "Калі людзі маўчаць", "headline_taped": "маўчаць"}

    organiser.post("/office/campaign/be/", data=said)

    assert "маўчаць" in client.get("/be/").text
    assert "silenced" in client.get("/en/").text
    assert "Once a year" in client.get("/be/").text  # what nobody wrote is English


def test_a_permission_that_nobody_read_stands_beside_the_english_one(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    organiser.post("/office/campaign/be/", data=BOXES)
    unread = client.get("/be/add/").text

    organiser.post("/office/campaign/be/", data={**BOXES, "is_read": "y"})
    read = client.get("/be/add/").text

    assert (OWN in unread, ENGLISH in unread) == (True, True)
    assert (OWN in read, ENGLISH in read) == (True, False)


def test_without_a_permission_in_a_language_the_english_one_is_agreed_to(
    client: FlaskClient,
) -> None:
    create_edition()
    form = SentForm(client, address="/be/add/")

    assert f'<span lang="en">{ENGLISH}</span>' in client.get("/be/add/").text
    form.send(make_photo(), **ALL)

    assert db.session.query(Submission).one().consent_language == "en"


def test_the_language_and_its_very_words_are_kept_with_what_was_sent(
    organiser: FlaskClient, client: FlaskClient, tools: Toolbox
) -> None:
    create_edition()
    organiser.post("/office/campaign/be/", data={**BOXES, "is_read": "y"})
    sent = SentForm(client, address="/be/add/").send(make_photo(), **ALL)
    organiser.post("/office/campaign/be/", data={**BOXES, "consent_own": "Іншае", "is_read": "y"})

    submission = find_receipt(code_on(sent.text), tools=tools)

    assert submission.consent_language == "be"
    kept = db.session.get_one(WordingText, (submission.consent_version, "be"))
    assert (kept.consent_own, kept.consent_use, kept.is_read) == (OWN, USE, True)


def test_another_english_permission_is_to_be_read_anew(organiser: FlaskClient) -> None:
    organiser.post("/office/campaign/be/", data={**BOXES, "is_read": "y"})

    with unit_of_work():
        change_campaign({"consent_own": "Other words"})

    assert not db.session.get_one(CampaignText, "be").is_read


def test_one_box_alone_is_never_read(organiser: FlaskClient) -> None:
    organiser.post("/office/campaign/be/", data={**EMPTY, "consent_own": OWN, "is_read": "y"})

    assert not db.session.get_one(CampaignText, "be").is_read
    states = re.findall(
        r'<p class="hint">(English is shown)</p>', organiser.get("/office/campaign/").text
    )
    assert states


def test_english_and_unknown_languages_have_no_such_page(organiser: FlaskClient) -> None:
    for language in ("en", "xx"):
        assert organiser.get(f"/office/campaign/{language}/").status_code == 404
