"""Who is invited makes an account, once and in time."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery import accounts
from gallery.db import db, unit_of_work
from gallery.models import ORGANISER, Account, Invitation
from gallery.toolbox import Toolbox
from tests.house import Clock
from tests.web.test_sign_in import (
    EMAIL,
    HTML,
    PASSWORD,
    goes_to,
    invitation,
    is_in,
    mira,
    set_up,
    sign_up,
    token_in,
)

__all__ = ["invitation", "mira"]


def test_an_invitation_makes_an_account_that_needs_a_second_factor_before_it_is_in(
    client: FlaskClient, invitation: str, tools: Toolbox
) -> None:
    answer = sign_up(client, invitation)

    assert goes_to(answer) == "/sign-in/set-up"
    account = db.session.query(Account).one()
    assert accounts.read_email(account, tools=tools) == EMAIL
    assert (account.name, account.is_organiser) == ("Mira", False)
    assert not is_in(client)


def test_an_invitation_works_once(client: FlaskClient, invitation: str, app: Flask) -> None:
    sign_up(client, invitation)

    assert app.test_client().get(f"/sign-up/{invitation}").status_code == 404
    assert db.session.query(Account).count() == 1


def test_an_invitation_says_until_when_it_is_good(client: FlaskClient, invitation: str) -> None:
    assert "good until 27 December 2010." in client.get(f"/sign-up/{invitation}").text


def test_an_invitation_that_has_expired_makes_no_account_and_says_why_kindly(
    client: FlaskClient, invitation: str, clock: Clock
) -> None:
    clock.forward(days=6, hours=23)
    token = token_in(client.get(f"/sign-up/{invitation}"))
    clock.forward(hours=1)
    form = {"name": "Mira", "email": EMAIL, "password": PASSWORD, "csrf_token": token}

    answers = [
        client.get(f"/sign-up/{invitation}", headers=HTML),
        client.post(f"/sign-up/{invitation}", data=form, headers=HTML),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("This invitation has expired. Ask whoever" in answer.text for answer in answers)
    assert db.session.query(Account).count() == 0


def test_looking_at_an_invitation_does_not_use_it_up(client: FlaskClient, invitation: str) -> None:
    for _ in range(3):
        client.get(f"/sign-up/{invitation}")

    assert db.session.query(Invitation).one().used is False


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"password": "elevenchars"}, "The password needs at least 12 characters"),
        ({"password": "aaaaaaaaaaaa"}, "This password is easy to guess."),
        ({"password": "password1234"}, "This password is easy to guess."),
        ({"password": "Free Belarus"}, "This password is easy to guess."),
        ({"password": EMAIL}, "This password is easy to guess."),
        ({"email": "mira"}, "This is no e-mail address."),
        ({"name": ""}, "This field is required."),
        ({"name": "  "}, "This field is required."),
    ],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, invitation: str, said: dict[str, str], sentence: str
) -> None:
    answer = sign_up(client, invitation, **{"name": "Somebody", **said})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert said.get("name", "Somebody") in answer.text
    assert db.session.query(Account).count() == 0


def test_an_e_mail_has_one_account(client: FlaskClient, mira: Account, invitation: str) -> None:
    answer = sign_up(client, invitation)

    assert answer.status_code == 400
    assert "There is an account with this e-mail already." in answer.text
    assert db.session.query(Invitation).filter_by(used=False).count() == 1


def test_an_unknown_invitation_leads_nowhere(client: FlaskClient) -> None:
    assert client.get("/sign-up/guessed").status_code == 404


def test_a_first_organiser_begins_in_the_office_while_something_is_missing(
    client: FlaskClient, app: Flask, tools: Toolbox
) -> None:
    with unit_of_work():
        token = accounts.invite(ORGANISER, tools=tools)
        db.session.execute(db.text("UPDATE campaign SET imprint = ''"))

    sign_up(client, token)

    page = set_up(client)

    assert 'href="/office/"' in page
    assert is_in(client)
