"""Before what a stranger at an open screen must not do, somebody shows once more who they are."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from gallery import second_factor
from gallery.db import unit_of_work
from gallery.models import MODERATOR, Account, Photo
from gallery.toolbox import Toolbox
from tests.authenticator import VERIFIED, Authenticator
from tests.factories import create_account, create_photo, put_original
from tests.house import signed_in
from tests.pictures import make_photo
from tests.web.test_passkeys import CHALLENGE, SITE, asked_on, send
from tests.web.test_review import decide
from tests.web.test_review_original import PASSWORD, looks

KEYS, SURE = "/account/second-factor/", "/account/sure"


@pytest.fixture
def account(app: Flask) -> Account:
    """Mira."""
    return create_account(MODERATOR, name="Mira", password=hash_password(PASSWORD))


@pytest.fixture
def mira(app: Flask, account: Account) -> FlaskClient:
    """Her browser."""
    return signed_in(app, account)


@pytest.fixture
def phone(account: Account, tools: Toolbox) -> Authenticator:
    """Her phone, with a passkey for this site; it makes sure who holds it."""
    phone = Authenticator(SITE.origin)
    phone.presence |= VERIFIED
    asked = second_factor.ask_to_make(account, site=SITE, challenge=CHALLENGE, tools=tools)
    with unit_of_work():
        answer = phone.make(json.loads(asked))
        second_factor.add_passkey(account, answer, site=SITE, challenge=CHALLENGE, tools=tools)
    return phone


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A waiting photo with its original."""
    found = create_photo()
    put_original(found, make_photo())
    return found


def look(mira: FlaskClient, phone: Authenticator, photo: Photo) -> tuple[int, str]:
    """Look at an original with a passkey; return the status and what kind of answer came."""
    asked, _ = asked_on(mira, KEYS)
    answer = decide(mira, photo, "original", reason="detail", credential=phone.sign(asked))
    return answer.status_code, answer.mimetype


def test_a_passkey_alone_shows_an_original(
    mira: FlaskClient, phone: Authenticator, photo: Photo
) -> None:
    page = decide(mira, photo, "original", reason="detail").text

    assert page.count('name="reason" value="detail"') == 2
    assert look(mira, phone, photo) == (200, "image/jpeg")
    assert looks() == [("detail", "Mira")]


def test_a_passkey_that_only_felt_a_finger_is_not_enough_alone(
    mira: FlaskClient, phone: Authenticator, photo: Photo
) -> None:
    phone.presence &= ~VERIFIED

    assert look(mira, phone, photo) == (403, "text/html")
    assert looks() == []


def test_somebody_elses_passkey_shows_no_original(
    mira: FlaskClient, phone: Authenticator, photo: Photo
) -> None:
    other = Authenticator(SITE.origin)
    other.presence |= VERIFIED

    assert look(mira, other, photo) == (403, "text/html")
    assert looks() == []


def test_a_passkey_opens_the_page_of_ones_keys(mira: FlaskClient, phone: Authenticator) -> None:
    asked, token = asked_on(mira, KEYS)

    status = send(mira, phone.sign(asked), token, SURE)

    assert asked["userVerification"] == "required"
    assert status == 302
    assert "added on" in mira.get(KEYS).text


def test_guessing_from_many_addresses_at_every_door_is_looked_at_five_times(
    app: Flask, account: Account, photo: Photo
) -> None:
    def guess(number: int) -> int:
        browser = signed_in(app, account)
        browser.environ_base["REMOTE_ADDR"] = f"10.0.{number}.1"
        doors = SURE, f"/review/{photo.public_id}/original", "/account/password"
        said = {"password": "a wrong guess", "former": "a wrong guess", "reason": "detail"}
        return browser.post(doors[number % 3], data=said).status_code

    statuses = [guess(number) for number in range(8)]

    assert statuses[5:] == [429] * 3
    assert set(statuses[:5]) == {400, 403}


def test_guesses_of_one_keep_no_colleague_from_their_keys(app: Flask, mira: FlaskClient) -> None:
    colleague = signed_in(app, create_account(MODERATOR, password=hash_password(PASSWORD)))
    colleague.environ_base["REMOTE_ADDR"] = "10.0.0.2"
    for _ in range(6):
        mira.post(SURE, data={"password": "a wrong guess"})

    assert mira.post(SURE, data={"password": "a wrong guess"}).status_code == 429
    assert colleague.post(SURE, data={"password": PASSWORD}).status_code == 302


def test_who_has_no_passkey_is_asked_for_the_password_only(mira: FlaskClient, photo: Photo) -> None:
    page = decide(mira, photo, "original", reason="detail").text

    assert "data-passkey=" not in page
    assert 'name="password"' in page
