"""Organisers invite people and keep accounts out; nobody locks out the campaign itself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import MODERATOR, ORGANISER, Account, Invitation
from tests.factories import create_account
from tests.house import signed_in

PEOPLE = "/office/people/"


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser."""
    return create_account(ORGANISER, name="Olga")


@pytest.fixture
def office(app: Flask, olga: Account) -> FlaskClient:
    """Her browser."""
    return signed_in(app, olga)


def invitation_on(page: str) -> str:
    """Return the sign-up address that a page shows."""
    found = re.search(r"http://localhost(/sign-up/\w+)", page)
    assert found
    return found[1]


@pytest.mark.parametrize("role", [MODERATOR, ORGANISER])
def test_an_invitation_is_a_link_that_works_once(
    office: FlaskClient, client: FlaskClient, role: str
) -> None:
    answer = office.post(PEOPLE, data={"role": role, "email": "mira@example.org"})

    page = office.get(answer.headers["Location"]).text
    sign_up = client.get(invitation_on(page)).text
    assert "works once" in page
    assert f"as {'an organiser' if role == ORGANISER else 'a moderator'} of" in sign_up
    assert 'value="mira@example.org"' in sign_up


def test_an_invitation_is_shown_once(office: FlaskClient) -> None:
    office.post(PEOPLE, data={"role": MODERATOR})
    office.get(PEOPLE)

    assert "/sign-up/" not in office.get(PEOPLE).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"role": MODERATOR, "email": "mira"}, "This is no e-mail address."),
        ({"role": "emperor", "email": "mira@example.org"}, "Nothing is kept yet."),
    ],
)
def test_a_mistake_in_an_invitation_is_said(
    office: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = office.post(PEOPLE, data=said)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{said["email"]}"' in answer.text
    assert db.session.query(Invitation).count() == 0


def test_an_account_that_is_kept_out_is_out_at_once(app: Flask, office: FlaskClient) -> None:
    mira = create_account(MODERATOR)
    browser = signed_in(app, mira)
    was_in = browser.get("/sign-in").status_code == 302

    page = office.post(f"{PEOPLE}disable", data={"account": mira.id}, follow_redirects=True).text

    assert was_in
    assert browser.get("/sign-in").status_code == 200
    assert "kept out" in page


def test_who_is_let_in_again_has_to_sign_in_again(app: Flask, office: FlaskClient) -> None:
    mira = create_account(MODERATOR)
    browser = signed_in(app, mira)
    office.post(f"{PEOPLE}disable", data={"account": mira.id})

    office.post(f"{PEOPLE}enable", data={"account": mira.id})

    assert db.session.get_one(Account, mira.id).active
    assert browser.get("/sign-in").status_code == 200


def test_nobody_locks_themselves_out(office: FlaskClient, olga: Account) -> None:
    create_account(ORGANISER)

    answer = office.post(f"{PEOPLE}disable", data={"account": olga.id})

    assert answer.status_code == 409
    assert "You cannot lock yourself out." in answer.text
    assert db.session.get_one(Account, olga.id).active


def test_an_organiser_who_was_just_kept_out_keeps_out_nobody(
    app: Flask, office: FlaskClient, olga: Account
) -> None:
    rival = create_account(ORGANISER)
    browser = signed_in(app, rival)
    office.post(f"{PEOPLE}disable", data={"account": rival.id})

    answer = browser.post(f"{PEOPLE}disable", data={"account": olga.id})

    assert answer.status_code == 404
    assert db.session.get_one(Account, olga.id).active


@pytest.mark.parametrize("number", ["999", "", "x"])
def test_an_unknown_account_is_not_found(office: FlaskClient, number: str) -> None:
    assert office.post(f"{PEOPLE}disable", data={"account": number}).status_code == 404


def test_who_is_here_already_is_not_invited_again(office: FlaskClient) -> None:
    create_account(MODERATOR, email="mira@example.org")

    answer = office.post(PEOPLE, data={"role": ORGANISER, "email": "Mira@example.org"})

    assert answer.status_code == 400
    assert "There is an account with this e-mail already." in answer.text
    assert db.session.query(Invitation).count() == 0
