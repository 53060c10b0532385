"""What is one's own: sessions that are listed and ended, and the password."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from gallery import sessions
from gallery.db import db, unit_of_work
from gallery.errors import NotHere
from gallery.mail import Smtp
from gallery.models import MODERATOR, Account, SignedIn
from gallery.toolbox import Toolbox
from gallery.web.sign_in.keeping import find_account
from tests.factories import create_account
from tests.house import Clock, signed_in

EMAIL, PASSWORD, OTHER = "mira@example.org", "four words nobody joins", "lamp wheat stone anchor"


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator with a password."""
    return create_account(MODERATOR, email=EMAIL, password=hash_password(PASSWORD))


@pytest.fixture
def here(app: Flask, mira: Account) -> FlaskClient:
    """Her browser."""
    return signed_in(app, mira)


@pytest.fixture
def there(app: Flask, mira: Account) -> FlaskClient:
    """Her browser at work."""
    return signed_in(app, mira)


def is_in(person: FlaskClient) -> bool:
    """Whether somebody is signed in."""
    return person.get("/account/").status_code == 200


def test_sessions_are_listed_with_the_one_at_hand(here: FlaskClient, there: FlaskClient) -> None:
    page = here.get("/account/").text

    assert page.count("since 20 December 2010, 12:00 UTC") == 2
    assert page.count("this one") == 1


def test_another_session_is_ended_and_stays_ended(here: FlaskClient, there: FlaskClient) -> None:
    number = re.search(r'name="session" value="(\d+)"', here.get("/account/").text)
    assert number

    here.post("/account/sessions/end", data={"session": number[1]})

    assert is_in(here)
    assert not is_in(there)


def test_all_other_sessions_are_ended_at_once(
    here: FlaskClient, there: FlaskClient, app: Flask
) -> None:
    stranger = signed_in(app, create_account(MODERATOR))

    here.post("/account/sessions/end-others")

    assert (is_in(here), is_in(there), is_in(stranger)) == (True, False, True)


def test_nobody_ends_the_session_of_another(here: FlaskClient, app: Flask) -> None:
    other = signed_in(app, create_account(MODERATOR))
    number = db.session.query(SignedIn).order_by(SignedIn.id.desc()).first()
    assert number

    answer = here.post("/account/sessions/end", data={"session": number.id})

    assert answer.status_code == 404
    assert is_in(other)


def test_an_unknown_session_is_nobodys(mira: Account) -> None:
    with pytest.raises(NotHere):
        sessions.end_one(mira, 999)


def test_a_session_is_forgotten_when_its_time_is_over(
    here: FlaskClient, mira: Account, clock: Clock, tools: Toolbox
) -> None:
    clock.forward(hours=12)

    assert sessions.list_sessions(mira, tools=tools) == []
    with unit_of_work():
        sessions.begin(mira, tools=tools)
    assert db.session.query(SignedIn).count() == 1


def test_a_session_tells_the_day_and_no_more(here: FlaskClient, mira: Account) -> None:
    assert str(mira.seen_on) == "2010-12-20"


def change(here: FlaskClient, **said: str) -> int:
    """Ask for another password; return the status."""
    form = {"former": PASSWORD, "password": OTHER, **said}
    return here.post("/account/password", data=form).status_code


def test_a_password_is_changed_and_every_other_session_ends(
    here: FlaskClient, there: FlaskClient
) -> None:
    assert change(here) == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert find_account(EMAIL, OTHER)
    assert not find_account(EMAIL, PASSWORD)


@pytest.mark.parametrize(
    "said", [{"former": "wrong"}, {"former": ""}, {"password": "aaaaaaaaaaaa"}, {"password": "x"}]
)
def test_a_password_stays_where_one_does_not_know_it_or_the_new_one_is_weak(
    here: FlaskClient, there: FlaskClient, said: dict[str, str]
) -> None:
    assert change(here, **said) == 400
    assert is_in(there)
    assert find_account(EMAIL, PASSWORD)


def test_guessing_the_present_password_ends_after_five_tries(here: FlaskClient) -> None:
    assert [change(here, former="wrong") for _ in range(5)] == [400] * 5
    assert change(here) == 429


def test_an_organiser_makes_a_link_with_which_a_lost_password_is_replaced(
    organiser: FlaskClient, client: FlaskClient, here: FlaskClient, mira: Account
) -> None:
    page = organiser.post(f"/office/people/{mira.id}/way-back", follow_redirects=True).text
    link = re.search(r"/sign-up/\w+", page)
    assert link
    form = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(link[0]).text)
    assert form

    answer = client.post(link[0], data={"csrf_token": form[1], "password": OTHER})

    assert answer.location == "/sign-in"
    assert not is_in(here)
    assert find_account(EMAIL, OTHER)
    assert client.get(link[0]).status_code == 404
    assert db.session.query(Account).count() == 2


def test_a_newer_link_to_a_password_is_the_only_one(
    organiser: FlaskClient, client: FlaskClient, mira: Account
) -> None:
    links = []
    for _ in range(2):
        page = organiser.post(f"/office/people/{mira.id}/way-back", follow_redirects=True).text
        links += re.findall(r"http://localhost(/sign-up/\w+)", page)

    assert [client.get(link).status_code for link in links] == [404, 200]


def with_mail(app: Flask, **setting: int) -> None:
    """Let the gallery have a mail server."""
    tools = app.extensions["toolbox"]
    settings = replace(tools.settings, **setting)
    app.extensions["toolbox"] = replace(tools, settings=settings, mail=Smtp("smtp://127.0.0.1"))


def test_one_chooses_whether_to_be_told_of_what_waits_and_in_which_language(
    app: Flask, here: FlaskClient, mira: Account
) -> None:
    with_mail(app)
    page = here.get("/account/").text

    here.post("/it/account/digest", data={})
    off = (mira.wants_digest, mira.language)
    here.post("/be/account/digest", data={"digest": "yes"})

    assert "for more than 24 hours" in page
    assert off == (False, "it")
    assert (mira.wants_digest, mira.language) == (True, "be")


@pytest.mark.parametrize("setting", [{"digest_hours": 0}, None])
def test_where_nobody_is_told_there_is_nothing_to_choose(
    app: Flask, here: FlaskClient, setting: dict[str, int] | None
) -> None:
    if setting is not None:
        with_mail(app, **setting)

    assert "/account/digest" not in here.get("/account/").text
