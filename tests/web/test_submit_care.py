"""How careful a sender wants us to be: the fields of the form, as the server understands them."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import How, Precision, SaidBy, Submission
from tests.factories import NOON, create_action, create_city, create_edition, create_link
from tests.pictures import make_photo
from tests.sending import ALL, SentForm


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


def test_a_form_that_says_nothing_of_care_is_sent_as_taken(form: SentForm) -> None:
    form.send(make_photo(), **ALL)

    sent = db.session.query(Submission).one()
    assert (sent.how, sent.precision) == (How.AS_TAKEN, Precision.CITY)
    assert (sent.publish_not_before, sent.keeps_original) == (None, True)


def test_a_form_may_ask_for_care(form: SentForm) -> None:
    care = {
        "precision": "country",
        "publish_not_before": "2011-01-15",
        "keeps_original": "no",
    }

    form.send(make_photo(), **ALL, **care)

    sent = db.session.query(Submission).one()
    assert (sent.precision, sent.keeps_original) == (Precision.COUNTRY, False)
    assert sent.publish_not_before == date(2011, 1, 15)


def test_at_risk_keeps_an_original_only_when_asked_to(form: SentForm) -> None:
    form.send(make_photo(), **ALL, how="at-risk", keeps_original="yes")

    sent = db.session.query(Submission).one()
    assert (sent.how, sent.precision, sent.keeps_original) == (How.AT_RISK, Precision.COUNTRY, True)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("soon", "We could not read this day"),
        ((NOON.date() + timedelta(days=400)).isoformat(), "Please choose a day within a year"),
    ],
)
def test_a_day_that_cannot_be_waited_for_is_said(form: SentForm, day: str, words: str) -> None:
    answer = form.send(make_photo(), **ALL, publish_not_before=day)

    assert answer.status_code == 400
    assert words in answer.text


def test_a_city_where_people_are_in_danger_says_what_that_means(client: FlaskClient) -> None:
    careful = "we show the country only, publish after the action days, and keep no original"

    minsk, vilnius = (
        client.get(f"/add/cities?q={name}").json["cities"][0]  # type: ignore[index]
        for name in ("Minsk", "Vilnius")
    )
    minsk_city = create_city(geoname_id=625144, country="by", slug="minsk", name="Minsk")
    link = create_link(action=create_action(city=minsk_city))

    assert careful in minsk["note"]
    assert "note" not in vilnius
    assert careful in client.get(f"/add/{link.token}").text


def test_whoever_is_under_16_is_told_who_can_send_and_loses_nothing(form: SentForm) -> None:
    told = form.send(make_photo(), **ALL, said_by="child")
    before = db.session.query(Submission).one().is_sent

    thanks = form.send(**ALL, said_by="guardian")

    assert "Let a parent or group leader read this page" in told.text
    assert (before, thanks.status_code) == (False, 200)
    assert db.session.query(Submission).one().said_by is SaidBy.GUARDIAN
