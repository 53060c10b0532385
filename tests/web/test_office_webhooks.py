"""Organisers note, confirm and take away the addresses that partners want to be told at."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import ORGANISER, Supporter, Webhook
from tests.factories import create_account
from tests.house import made_sure, signed_in
from tests.web.test_partners import NAMED, keep
from tests.webhooks.partner import HOOK


@pytest.fixture
def telling(app: Flask) -> Iterator[None]:
    """A gallery that may tell partners."""
    tools = app.extensions["toolbox"]
    app.extensions["toolbox"] = replace(tools, settings=replace(tools.settings, webhooks=True))
    yield
    app.extensions["toolbox"] = tools


@pytest.fixture
def office(app: Flask) -> FlaskClient:
    """An organiser who has not shown who it is."""
    return signed_in(app, create_account(ORGANISER))


@pytest.fixture
def page(office: FlaskClient) -> str:
    """The page of a partner with a key."""
    office.post("/office/history/names/new/", data=NAMED)
    page = f"/office/partners/{db.session.query(Supporter).one().id}/"
    keep(office, page)
    return page


def test_an_address_is_noted_and_confirmed_by_who_shows_who_it_is(
    telling: None, office: FlaskClient, page: str
) -> None:
    office.post(f"{page}webhooks", data={"url": HOOK})
    row = db.session.query(Webhook).one()

    asked = office.post(f"{page}webhooks/{row.id}/confirm")
    before = row.is_confirmed
    made_sure(office).post(f"{page}webhooks/{row.id}/confirm")

    assert (asked.status_code, before) == (200, False)
    assert db.session.get_one(Webhook, row.id).is_confirmed
    assert row.secret in office.get(page).text


def test_a_secret_is_not_shown_before_its_address_is_confirmed(
    telling: None, office: FlaskClient, page: str
) -> None:
    office.post(f"{page}webhooks", data={"url": HOOK})

    shown = office.get(page).text

    assert "Not confirmed: nothing is sent there." in shown
    assert "whsec_" not in shown


def test_an_address_inside_is_refused_in_a_sentence(
    telling: None, office: FlaskClient, page: str
) -> None:
    answer = office.post(f"{page}webhooks", data={"url": "https://localhost/hook"})

    assert answer.status_code == 400
    assert "We send nothing there." in answer.text
    assert 'value="https://localhost/hook"' in answer.text  # nothing typed is lost
    assert db.session.query(Webhook).count() == 0


def test_an_address_is_taken_away(telling: None, office: FlaskClient, page: str) -> None:
    office.post(f"{page}webhooks", data={"url": HOOK})

    office.post(f"{page}webhooks/{db.session.query(Webhook).one().id}/drop")

    assert db.session.query(Webhook).count() == 0


def test_where_nothing_is_told_there_are_no_addresses(office: FlaskClient, page: str) -> None:
    assert office.post(f"{page}webhooks", data={"url": HOOK}).status_code == 404
    assert "Addresses that are told" not in office.get(page).text
