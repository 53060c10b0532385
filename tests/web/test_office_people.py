"""Organisers invite people and keep accounts out; nobody locks out the campaign itself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery import accounts
from gallery.accounts import Credentials
from gallery.db import db, unit_of_work
from gallery.models import MODERATOR, ORGANISER, TRAINEE, Account, Invitation, Scope
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_city
from tests.house import Clock, made_sure, signed_in
from uploads_worker.tasks import Tasks

PEOPLE = "/office/people/"


@pytest.fixture
def olga(app: Flask) -> Account:
    """An organiser."""
    return create_account(ORGANISER, name="Olga")


@pytest.fixture
def office(app: Flask, olga: Account) -> FlaskClient:
    """Her browser."""
    return made_sure(signed_in(app, olga))


def invitation_on(page: str) -> str:
    """Return the sign-up address that a page shows."""
    found = re.search(r"http://localhost(/sign-up/\w+)", page)
    assert found
    return found[1]


@pytest.mark.parametrize("role", [TRAINEE, MODERATOR, ORGANISER])
def test_an_invitation_is_a_link_that_works_once(
    office: FlaskClient, client: FlaskClient, role: str
) -> None:
    answer = office.post(PEOPLE, data={"role": role, "email": "mira@example.org"})

    page = office.get(answer.headers["Location"]).text
    sign_up = client.get(invitation_on(page)).text
    assert "works once" in page
    assert f"as {'an organiser' if role == ORGANISER else f'a {role}'} of" in sign_up
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


def invite(office: FlaskClient, **said: str) -> str:
    """Invite a moderator; return the address that is shown."""
    form = {"role": MODERATOR, "email": "mira@example.org", **said}
    return invitation_on(office.post(PEOPLE, data=form, follow_redirects=True).text)


def test_an_open_invitation_is_listed_until_it_is_taken_back(
    office: FlaskClient, client: FlaskClient
) -> None:
    address = invite(office)
    listed = office.get(PEOPLE).text
    number = db.session.query(Invitation).one().id

    page = office.post(f"{PEOPLE}invitations/{number}/take-back", follow_redirects=True).text

    assert "mira@example.org" in listed
    assert "until 27 December 2010" in listed
    assert "mira@example.org" not in page
    assert client.get(address).status_code == 404


def test_an_invitation_can_be_made_anew_and_the_former_opens_nothing(
    office: FlaskClient, client: FlaskClient, clock: Clock
) -> None:
    former = invite(office, country="lt")
    clock.forward(days=8)
    was_gone = client.get(former).status_code == 403
    office = made_sure(signed_in(office.application, create_account(ORGANISER)))

    path = f"{PEOPLE}invitations/{db.session.query(Invitation).one().id}/renew"
    address = invitation_on(office.post(path, follow_redirects=True).text)

    assert was_gone
    assert client.get(former).status_code == 404
    assert 'value="mira@example.org"' in client.get(address).text
    assert db.session.query(Invitation).one().places == [["lt", None]]


def test_a_used_invitation_can_neither_be_taken_back_nor_renewed(office: FlaskClient) -> None:
    invite(office)
    db.session.query(Invitation).update({"used": True})
    db.session.commit()
    path = f"{PEOPLE}invitations/{db.session.query(Invitation).one().id}"

    answers = [office.post(f"{path}/{verb}").status_code for verb in ("take-back", "renew")]

    assert answers == [404, 404]


def test_an_invitation_that_expired_long_ago_is_forgotten(
    office: FlaskClient, clock: Clock, tools: Toolbox
) -> None:
    invite(office)
    clock.forward(days=36)
    Tasks(tools).sweep()
    was_there = db.session.query(Invitation).count()
    clock.forward(days=2)

    Tasks(tools).sweep()

    assert (was_there, db.session.query(Invitation).count()) == (1, 0)


def test_who_is_invited_for_a_city_sees_nothing_else(office: FlaskClient, tools: Toolbox) -> None:
    token = invite(office, city="Vilnius").rpartition("/")[2]

    with unit_of_work():
        said = Credentials("mira@example.org", "Mira", "!")
        mira = accounts.accept_invitation(token, said, tools=tools)

    (place,) = mira.scopes
    assert place.city is not None
    assert (place.country, place.city.name) == ("lt", "Vilnius")


@pytest.mark.parametrize(
    ("city", "sentence"),
    [("Nowhereville", "We do not know this city."), ("San José", "Several cities have this name.")],
)
def test_a_place_that_is_not_clear_invites_nobody(
    office: FlaskClient, city: str, sentence: str
) -> None:
    answer = office.post(PEOPLE, data={"role": MODERATOR, "city": city})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{city}"' in answer.text
    assert db.session.query(Invitation).count() == 0


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator of Lithuania."""
    return create_account(MODERATOR, name="Mira", scopes=[Scope(country="lt")])


def places_of(account: Account) -> list[tuple[str, int | None]]:
    """Return what somebody is limited to."""
    return [(each.country, each.city_id) for each in db.session.get_one(Account, account.id).scopes]


def test_places_are_added_and_removed(office: FlaskClient, mira: Account) -> None:
    lithuania, vilnius = mira.scopes[0].id, create_city().id

    office.post(f"{PEOPLE}{mira.id}/places", data={"city": "Vilnius"})
    office.post(f"{PEOPLE}{mira.id}/places", data={"city": "Vilnius"})
    office.post(f"{PEOPLE}{mira.id}/places/remove", data={"place": lithuania})

    assert places_of(mira) == [("lt", vilnius)]


def test_the_last_place_stays_because_without_it_one_would_see_everything(
    office: FlaskClient, mira: Account
) -> None:
    answer = office.post(f"{PEOPLE}{mira.id}/places/remove", data={"place": mira.scopes[0].id})

    assert answer.status_code == 409
    assert "This is the last place." in answer.text
    assert places_of(mira) == [("lt", None)]


def test_everything_is_said_in_so_many_words(office: FlaskClient, mira: Account) -> None:
    page = office.post(f"{PEOPLE}{mira.id}/places/everything", follow_redirects=True).text

    assert "All of them." in page
    assert places_of(mira) == []


@pytest.mark.parametrize("country", ["", "xx"])
def test_no_place_limits_nobody(office: FlaskClient, mira: Account, country: str) -> None:
    answer = office.post(f"{PEOPLE}{mira.id}/places", data={"country": country})

    assert answer.status_code == 400
    assert places_of(mira) == [("lt", None)]


def test_a_trainee_becomes_a_moderator(office: FlaskClient) -> None:
    tim = create_account(TRAINEE)

    page = office.post(
        f"{PEOPLE}{tim.id}/role", data={"role": MODERATOR}, follow_redirects=True
    ).text

    assert "This is kept." in page
    assert db.session.get_one(Account, tim.id).role == MODERATOR


def test_nobody_changes_their_own_role_or_gives_one_that_is_none(
    office: FlaskClient, olga: Account, mira: Account
) -> None:
    own = office.post(f"{PEOPLE}{olga.id}/role", data={"role": MODERATOR}).status_code
    none = office.post(f"{PEOPLE}{mira.id}/role", data={"role": "emperor"}).status_code

    assert (own, none) == (409, 400)
    assert db.session.get_one(Account, olga.id).role == ORGANISER
    assert db.session.get_one(Account, mira.id).role == MODERATOR
