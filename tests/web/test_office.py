"""The office says what is missing; organisers write it. Nobody else comes in."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Campaign, Stage, Wording
from tests.factories import create_photo
from tests.house import CAMPAIGN

OFFICE = ("/office/", "/office/campaign/", "/office/editions/", "/office/people/")
TEXTS = {
    **CAMPAIGN,
    "headline": "When people are silenced statues speak",
    "headline_taped": "silenced",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
}


def followed(client: FlaskClient, answer: TestResponse) -> str:
    """Go where a redirect leads; return the page."""
    assert answer.status_code == 302, answer.text
    return client.get(answer.headers["Location"]).text


def test_the_office_says_what_is_missing_and_where(organiser: FlaskClient) -> None:
    db.session.query(Campaign).update({"imprint": " ", "consent_use": ""})
    db.session.commit()

    page = organiser.get("/office/").text

    assert "No photos are taken yet." in page
    assert re.findall(r"/office/campaign/#(\w+)", page) == ["imprint", "consent_use"]


def test_the_office_says_that_photos_are_taken(organiser: FlaskClient) -> None:
    page = organiser.get("/office/").text

    assert "Photos are taken." in page
    assert "No photos are taken yet." not in page


def test_the_office_counts_what_was_sent_by_what_became_of_it(organiser: FlaskClient) -> None:
    for stage in (Stage.WAITING, Stage.WAITING, Stage.PUBLISHED, Stage.REJECTED, Stage.ERASED):
        create_photo(stage=stage)

    page = organiser.get("/office/").text

    counted = re.findall(r'<dt class="hint">(.*?)</dt><dd class="office__number">(\d+)</dd>', page)
    assert dict(counted) == {
        "wait for a moderator": "2", "held": "0", "published": "1", "not published": "1",
        "hidden": "0", "withdrawn": "1",
    }  # fmt: skip


def test_texts_are_kept_and_shown(organiser: FlaskClient, client: FlaskClient) -> None:
    said = {**TEXTS, "name": "  Silenced no more ", "about": "We are many.\r\nWe are young."}

    page = followed(organiser, organiser.post("/office/campaign/", data=said))

    assert "These texts are kept." in page
    assert "Silenced no more" in client.get("/about/").text
    assert db.session.query(Campaign).one().about == "We are many.\nWe are young."


def test_another_wording_of_the_permission_is_another_version(organiser: FlaskClient) -> None:
    before = db.session.query(Campaign).one().consent_version

    said = {**TEXTS, "consent_use": "Anyone may use them."}
    page = followed(organiser, organiser.post("/office/campaign/", data=said))

    assert db.session.query(Campaign).one().consent_version == before + 1
    assert f"agrees to version {before + 1}" in page


def test_what_was_agreed_to_before_is_not_forgotten(organiser: FlaskClient) -> None:
    version = db.session.query(Campaign).one().consent_version

    organiser.post("/office/campaign/", data={**TEXTS, "consent_use": "Anyone may use them."})

    wordings = {row.version: row.consent_use for row in db.session.query(Wording)}
    assert wordings[version] == CAMPAIGN["consent_use"]
    assert wordings[version + 1] == "Anyone may use them."


@pytest.mark.parametrize(
    "said", [{}, {"about": "Another text."}, {"consent_use": CAMPAIGN["consent_use"] + " \r\n"}]
)
def test_other_texts_and_white_space_are_no_new_version(
    organiser: FlaskClient, said: dict[str, str]
) -> None:
    before = db.session.query(Campaign).one().consent_version

    organiser.post("/office/campaign/", data={**TEXTS, **said})

    assert db.session.query(Campaign).one().consent_version == before


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "Please fill this in."),
        ({"name": "x" * 81}, "At most 80 characters, please."),
        ({"headline_taped": "muzzled"}, "The headline has no such word."),
        ({"licence_url": "javascript:alert(1)"}, "begins with https://"),
        ({"licence_url": "https://a b"}, "begins with https://"),
    ],
)
def test_a_mistake_in_a_text_is_said_and_nothing_written_is_lost(
    organiser: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    written = {**TEXTS, "about": "A long text about us", **said}

    answer = organiser.post("/office/campaign/", data=written)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert "A long text about us" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert db.session.query(Campaign).one().about == ""


def test_texts_are_shown_as_text(organiser: FlaskClient, client: FlaskClient) -> None:
    organiser.post("/office/campaign/", data={**TEXTS, "about": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in organiser.get("/office/campaign/").text
    assert "<script>alert(1)" not in client.get("/about/").text


def test_what_visitors_keep_is_asked_for_anew_after_a_change(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    tag = client.get("/").headers["ETag"]

    organiser.post("/office/editions/", data={"day": "2026-12-19"})

    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", OFFICE)
def test_moderators_do_not_find_the_office(moderator: FlaskClient, path: str) -> None:
    assert moderator.get(path).status_code == 404


@pytest.mark.parametrize("path", OFFICE)
def test_strangers_are_asked_to_sign_in(stranger: FlaskClient, path: str) -> None:
    assert stranger.get(path).headers["Location"] == f"/sign-in?next={path}"


def test_moderators_are_told_kindly_who_may_come_into_the_office(moderator: FlaskClient) -> None:
    answer = moderator.get("/office/", headers={"Accept": "text/html"})
    desk = moderator.get("/review/").text

    assert answer.status_code == 404
    assert "The office is for organisers" in answer.text
    assert "Office: organisers only" in answer.text
    assert 'href="/office/"' not in desk


def test_organisers_who_mistype_stay_in_the_office(organiser: FlaskClient) -> None:
    answer = organiser.get("/office/links/4711/", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert 'href="/office/"' in answer.text
