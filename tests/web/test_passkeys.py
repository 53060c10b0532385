"""A passkey signs in for the one site it was made for, and no answer of it counts twice."""

import html
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery import second_factor
from gallery.db import unit_of_work
from gallery.models import Account
from gallery.passkeys import Site
from gallery.toolbox import Toolbox
from tests.authenticator import Authenticator
from tests.web.test_sign_in import is_in, mira, say_password, token_in

__all__ = ["mira"]  # a fixture

HOST = "localhost"
SITE = Site(HOST, "http://localhost", "Free Belarus")
CHALLENGE = b"what is to be signed, 32 bytes.."


@pytest.fixture
def phone(mira: Account, tools: Toolbox) -> Authenticator:
    """Her phone, with a passkey for this site."""
    phone = Authenticator(SITE.origin)
    asked = second_factor.ask_to_make(mira, site=SITE, challenge=CHALLENGE, tools=tools)
    with unit_of_work():
        answer = phone.make(json.loads(asked))
        second_factor.add_passkey(mira, answer, site=SITE, challenge=CHALLENGE, tools=tools)
    return phone


def asked_on(client: FlaskClient, path: str = "/sign-in/second") -> tuple[dict[str, Any], str]:
    """Return what a page asks a browser for, and the page's CSRF token."""
    page = client.get(path)
    found = re.search(r'data-asked="([^"]+)"', page.text)
    assert found
    return json.loads(html.unescape(found[1])), token_in(page)


def send(client: FlaskClient, answer: str, token: str, path: str = "/sign-in/second") -> int:
    """Send what a passkey answered; return the status."""
    return client.post(path, data={"credential": answer, "csrf_token": token}).status_code


def test_a_passkey_opens_the_door(client: FlaskClient, phone: Authenticator) -> None:
    say_password(client)
    asked, token = asked_on(client)

    assert send(client, phone.sign(asked), token) == 302
    assert is_in(client)


def test_an_answer_counts_once(client: FlaskClient, phone: Authenticator, app: Flask) -> None:
    say_password(client)
    asked, token = asked_on(client)
    answer = phone.sign(asked)
    send(client, answer, token)
    say_password(thief := app.test_client())
    _, token = asked_on(thief)

    assert send(thief, answer, token) == 403
    assert not is_in(thief)


def test_an_answer_for_another_page_of_ours_does_not_count(
    client: FlaskClient, phone: Authenticator
) -> None:
    say_password(client)
    older, _ = asked_on(client)
    _, token = asked_on(client)

    assert send(client, phone.sign(older), token) == 403


def test_an_answer_given_to_another_site_does_not_count(
    client: FlaskClient, phone: Authenticator
) -> None:
    say_password(client)
    asked, token = asked_on(client)
    phone.origin = "https://unsi1enced.example"

    assert send(client, phone.sign(asked), token) == 403


def test_a_copied_passkey_that_lags_behind_does_not_count(
    client: FlaskClient, phone: Authenticator, app: Flask
) -> None:
    say_password(client)
    asked, token = asked_on(client)
    send(client, phone.sign(asked), token)
    phone.count = 0
    say_password(other := app.test_client())
    asked, token = asked_on(other)

    assert send(other, phone.sign(asked), token) == 403


@pytest.mark.parametrize("answer", ["{}", "[]", "nonsense", '{"id": "x"}'])
def test_nonsense_is_refused(client: FlaskClient, phone: Authenticator, answer: str) -> None:
    say_password(client)
    _, token = asked_on(client)

    assert send(client, answer, token) == 403


def test_somebody_elses_passkey_is_refused(client: FlaskClient, phone: Authenticator) -> None:
    say_password(client)
    asked, token = asked_on(client)

    assert send(client, Authenticator(SITE.origin).sign(asked), token) == 403


def test_a_passkey_is_set_up_at_the_first_sign_in(client: FlaskClient, mira: Account) -> None:
    with unit_of_work():
        second_factor.forget_all(mira)
    say_password(client)
    asked, token = asked_on(client, "/sign-in/set-up")

    status = send(client, Authenticator(SITE.origin).make(asked), token, "/sign-in/set-up")

    assert status == 200
    assert is_in(client)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1/", "http://example.org/", "http://[::1]/", "https://10.0.0.1/"]
)
def test_where_browsers_take_no_passkeys_none_is_offered(
    client: FlaskClient, mira: Account, base: str
) -> None:
    with unit_of_work():
        second_factor.forget_all(mira)
    say_password(client)

    page = client.get("/sign-in/set-up", base_url=base).text

    assert "data-passkey=" not in page
