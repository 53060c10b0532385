"""What may go wrong at ``/add/``: each has a clear sentence, and nothing that was good is lost."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from gallery.actions import revoke_link
from gallery.campaigns import change_campaign
from gallery.db import db
from gallery.models import Submission, Upload
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_edition, create_link
from tests.pictures import make_photo
from tests.sending import ALL, PERMISSION, SentForm


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


def test_an_unknown_link_is_404_and_a_revoked_one_403(client: FlaskClient) -> None:
    link = create_link(is_revoked=True)

    unknown, revoked = client.get("/add/nosuchlink"), client.get(f"/add/{link.token}")

    assert (unknown.status_code, revoked.status_code) == (404, 403)
    assert "There is no such link. Check the address" in unknown.text
    assert "This link was closed. Ask the group that gave it to you" in revoked.text
    assert 'href="/add/"' in unknown.text
    assert 'href="/add/"' in revoked.text


def test_a_link_revoked_meanwhile_takes_no_first_photo(form: SentForm, tools: Toolbox) -> None:
    link = create_link()
    by_link = SentForm(form.client, address=f"/add/{link.token}")
    revoke_link(link.token)
    db.session.commit()

    answer = by_link.send(make_photo(), **PERMISSION)

    assert (answer.status_code, db.session.query(Upload).count()) == (403, 0)
    assert list(tools.private.list("parts/")) == []


def test_a_draft_of_a_link_revoked_meanwhile_is_still_sent(form: SentForm) -> None:
    link = create_link()
    by_link = SentForm(form.client, address=f"/add/{link.token}")
    by_link.send(make_photo())
    revoke_link(link.token)
    db.session.commit()

    shown = by_link.send(faces="agreed")
    sent = by_link.send(**PERMISSION)

    assert "Please tick both boxes" in shown.text
    assert "1 photo is waiting" in sent.text


@pytest.mark.parametrize("text", ["imprint", "contact", "consent_own", "consent_use"])
def test_without_its_texts_a_campaign_takes_no_photos(form: SentForm, text: str) -> None:
    change_campaign({text: " "})
    db.session.commit()

    seen, sent = form.client.get("/add/"), form.send(make_photo(), **ALL)

    assert (seen.status_code, sent.status_code) == (403, 403)
    assert "We do not take photos yet. Please come back later." in seen.text
    assert db.session.query(Upload).count() == 0


def test_a_demonstration_is_open_without_texts(client: FlaskClient) -> None:
    change_campaign({"imprint": ""}).is_demonstration = True
    db.session.commit()

    assert client.get("/add/").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_cannot_send_the_form(form: SentForm, header: dict[str, str]) -> None:
    data = {**form.hidden, **ALL, "photos": (io.BytesIO(make_photo()), "a.jpg")}

    answer = form.client.post("/add/", data=data, headers=header)

    assert answer.status_code == 403
    assert "This came from another site, so we did not do it." in answer.text
    assert db.session.query(Upload).count() == 0


@pytest.mark.parametrize("draft", ["", "forged", "WyJhIiwgbnVsbF0.aaaa.bbbb"])
def test_a_draft_that_is_not_ours_gets_a_new_page_and_keeps_the_photos(
    form: SentForm, draft: str
) -> None:
    form.hidden["draft"] = draft

    shown = form.send(make_photo(), **ALL)
    sent = form.send(**ALL)

    assert (shown.status_code, sent.status_code) == (400, 200)
    assert "This page was too old, so here is a new one." in shown.text
    assert 'value="Vilnius"' in shown.text
    assert "1 photo is waiting" in sent.text


def test_a_draft_of_yesterday_is_too_old(form: SentForm, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr("gallery.web.drafts.LIFE", -1)
        form.client.post("/add/", data=form.hidden)  # signed drafts are dated by the real clock
        read = form.client.get("/add/state", headers={"Draft": form.hidden["draft"]})

    assert read.status_code == 400
    assert "This page is too old." in read.text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((NOON + timedelta(days=2)).date().isoformat(), "This day is still to come."),
        ("18.12.2010", "We could not read this day. Write it as 2010-12-18"),
        ("2010-02-30", "We could not read this day."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(form: SentForm, day: str, sentence: str) -> None:
    answer = form.send(make_photo(), **{**ALL, "day": day})

    assert answer.status_code == 400
    assert sentence in answer.text.split('id="day-error">')[1].split("<")[0]
    assert f'value="{day}"' in answer.text


def test_the_day_that_began_in_the_east_is_taken(form: SentForm) -> None:
    tomorrow = (NOON + timedelta(days=1)).date().isoformat()

    assert form.send(make_photo(), **{**ALL, "day": tomorrow}).status_code == 200


def test_an_unknown_city_is_said_at_its_field(form: SentForm) -> None:
    answer = form.send(make_photo(), **{**ALL, "city": "Xyzzyqua"})

    assert "We do not know this city." in answer.text.split('id="city-error">')[1].split("<")[0]
    assert 'value="Xyzzyqua"' in answer.text


def test_of_several_cities_one_is_chosen(form: SentForm) -> None:
    asked = form.send(make_photo(), **{**ALL, "city": "London"})

    assert "Several cities could be meant. Please choose yours." in asked.text
    assert "London, England, United Kingdom" in asked.text
    assert 'type="radio" name="geoname_id" value="6058560"' in asked.text
    answer = form.send(**{**ALL, "city": "London", "geoname_id": "6058560"})
    assert answer.status_code == 200
    assert db.session.query(Submission).one().city.region == "Ontario"  # type: ignore[union-attr]


def test_a_number_of_another_city_than_the_text_says_nothing(form: SentForm) -> None:
    form.send(make_photo(), **ALL, geoname_id="6058560")

    assert db.session.query(Submission).one().city.name == "Vilnius"  # type: ignore[union-attr]


def test_a_permission_whose_words_changed_is_asked_for_again(form: SentForm) -> None:
    change_campaign({"consent_use": "Anyone may print them on shirts."})
    db.session.commit()

    asked = form.send(make_photo(), **ALL)
    sent = form.send(**ALL)

    assert "The words of the permission have changed meanwhile." in asked.text
    assert "Anyone may print them on shirts." in asked.text
    assert " checked" not in asked.text.split('id="is_theirs-yes"')[1].split(">")[0]
    assert sent.status_code == 200


def test_who_wants_to_be_named_says_a_name(form: SentForm) -> None:
    answer = form.send(make_photo(), **ALL, credit_wish="named", credit=" \u202e ")

    assert "Please write the name to be shown" in answer.text
