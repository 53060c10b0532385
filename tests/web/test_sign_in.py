"""Who comes in, for how long, and how little the door gives away."""

import re
import time
from statistics import median
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from werkzeug.test import TestResponse

from gallery import accounts, one_time_codes, second_factor
from gallery.accounts import Credentials
from gallery.db import unit_of_work
from gallery.models import MODERATOR, Account
from gallery.toolbox import Toolbox
from gallery.web.sign_in.keeping import find_account

PASSWORD = "four words nobody joins"
EMAIL = "mira@example.org"
HTML = {"Accept": "text/html"}
SECRET = "MLGLSF6C3DNVWKZFMRWG33P5H4DYB4E6"
#: The codes that Mira wrote down.
RECOVERY: list[str] = []


@pytest.fixture
def mira(app: Flask, tools: Toolbox) -> Account:
    """A moderator with a password, an app and recovery codes."""
    with unit_of_work():
        token = accounts.invite(MODERATOR, tools=tools)
        credentials = Credentials(EMAIL, "Mira", hash_password(PASSWORD))
        mira = accounts.accept_invitation(token, credentials, tools=tools)
        code = one_time_codes.code_at(SECRET, tools.now())
        second_factor.add_app(mira, SECRET, code, tools=tools)
        RECOVERY[:] = second_factor.make_recovery_codes(mira, tools=tools)
    return mira


@pytest.fixture
def invitation(app: Flask, tools: Toolbox) -> str:
    """The token of an unused invitation for a moderator."""
    with unit_of_work():
        return accounts.invite(MODERATOR, tools=tools, email=EMAIL)


def token_in(page: TestResponse) -> str:
    """Return the CSRF token of a page's form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found
    return found[1]


def say_password(client: FlaskClient, **said: str) -> TestResponse:
    """Fill in the form as a person would."""
    token = token_in(client.get("/sign-in"))
    form = {"email": EMAIL, "password": PASSWORD, "csrf_token": token, **said}
    return client.post("/sign-in", data=form)


def sign_in(client: FlaskClient, **said: str) -> TestResponse:
    """Say the password; where that is right, give a recovery code, too."""
    answer = say_password(client, **said)
    if answer.status_code != 302:
        return answer
    token = token_in(client.get("/sign-in/second"))
    return client.post("/sign-in/second", data={"code": RECOVERY.pop(), "csrf_token": token})


def set_up(client: FlaskClient) -> str:
    """Set up an app as the page asks; return the page that shows the recovery codes."""
    page = client.get("/sign-in/set-up")
    shown = re.search(r"data-secret>([A-Z2-7 ]+)<", page.text)
    assert shown
    now = client.application.extensions["toolbox"].now()
    code = one_time_codes.code_at(shown[1].replace(" ", ""), now)
    form = {"code": code, "csrf_token": token_in(page)}
    return client.post("/sign-in/set-up", data=form).text


def sign_up(client: FlaskClient, invitation: str, **said: str) -> TestResponse:
    """Fill in the form of an invitation."""
    token = token_in(client.get(f"/sign-up/{invitation}"))
    form = {"name": "Mira", "email": EMAIL, "password": PASSWORD, "csrf_token": token, **said}
    return client.post(f"/sign-up/{invitation}", data=form)


def goes_to(answer: TestResponse) -> str:
    """Return where a redirect leads."""
    assert answer.status_code == 302
    return answer.headers["Location"]


def is_in(client: FlaskClient) -> bool:
    """Whether this browser is signed in: the page to sign in sends it on."""
    return client.get("/sign-in").status_code == 302


def test_the_right_password_opens_the_door(client: FlaskClient, mira: Account) -> None:
    answer = sign_in(client)

    assert goes_to(answer) == "/review/"
    assert is_in(client)


def test_capitals_and_spaces_around_an_e_mail_are_forgiven(
    client: FlaskClient, mira: Account
) -> None:
    assert goes_to(sign_in(client, email="  Mira@Example.org ")) == "/review/"


@pytest.mark.parametrize(
    "said",
    [{"password": "four words nobody join"}, {"password": ""}, {"email": "somebody@example.org"}],
    ids=["wrong", "empty", "unknown"],
)
def test_wrong_and_unknown_are_told_the_same(
    client: FlaskClient, mira: Account, said: dict[str, str]
) -> None:
    answer = sign_in(client, **said)

    assert answer.status_code == 403
    assert "E-mail or password is wrong." in answer.text
    assert not is_in(client)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(app: Flask, mira: Account) -> None:
    spans: dict[str, list[float]] = {EMAIL: [], "nobody@example.org": []}

    for _ in range(7):
        for email, seconds in spans.items():
            begin = time.process_time()
            assert find_account(email, "a wrong password") is None
            seconds.append(time.process_time() - begin)

    known, unknown = (median(seconds) for seconds in spans.values())
    assert 0.6 < unknown / known < 1.6


def test_passwords_are_kept_as_argon2(mira: Account) -> None:
    assert mira.password.startswith("$argon2id$")


def test_the_sixth_wrong_try_in_a_minute_is_not_even_looked_at(
    client: FlaskClient, mira: Account
) -> None:
    statuses = [sign_in(client, password="wrong").status_code for _ in range(5)]

    assert statuses == [403] * 5
    assert sign_in(client).status_code == 429


def test_guessing_from_many_addresses_is_looked_at_ten_times_a_minute(
    client: FlaskClient, mira: Account
) -> None:
    token = token_in(client.get("/sign-in"))
    form = {"email": EMAIL, "csrf_token": token}

    statuses = [
        client.post(
            "/sign-in",
            data={**form, "password": f"guess {number}"},
            environ_base={"REMOTE_ADDR": f"10.0.{number}.1"},
        ).status_code
        for number in range(100)
    ]

    assert set(statuses) == {403, 429}
    assert statuses.count(403) <= 20  # a minute may have ended meanwhile
    assert not is_in(client)


def test_right_passwords_are_not_counted(client: FlaskClient, mira: Account) -> None:
    for _ in range(6):
        assert sign_in(client.application.test_client()).status_code == 302


def test_nothing_of_an_address_is_kept_where_tries_are_counted(
    client: FlaskClient, mira: Account, app: Flask
) -> None:
    sign_in(client, password="wrong")

    limiter = next(iter(app.extensions["limiter"]))
    kept = " ".join(map(str, limiter.storage.storage))
    assert "sign_in" in kept
    assert "127.0.0.1" not in kept
    assert "mira" not in kept


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/review/held", "/review/held"),
        ("/review/?a=1", "/review/?a=1"),
        ("", "/review/"),
        ("https://evil.example/", "/review/"),
        ("//evil.example/", "/review/"),
        ("/\\evil.example/", "/review/"),
        ("\\\\evil.example", "/review/"),
        ("/\t/evil.example/", "/review/"),
        ("/\n/evil.example/", "/review/"),
        ("javascript:alert(1)", "/review/"),
        ("review", "/review/"),
        ("//", "/review/"),
        ("///evil.example/", "/review/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(
    client: FlaskClient, mira: Account, wanted: str, path: str
) -> None:
    assert goes_to(sign_in(client, next=wanted)) == path
    after = goes_to(client.get("/sign-in", query_string={"next": wanted}))
    assert urlsplit(after).netloc == ""
    assert after == path


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_form_without_our_token_is_refused(
    client: FlaskClient, mira: Account, token: str | None
) -> None:
    client.get("/sign-in")
    form = {"email": EMAIL, "password": PASSWORD} | ({} if token is None else {"csrf_token": token})

    answer = client.post("/sign-in", data=form, headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert not is_in(client)


def test_signing_in_changes_the_session_so_that_none_can_be_planted(
    client: FlaskClient, mira: Account
) -> None:
    token = token_in(client.get("/sign-in"))
    with client.session_transaction("/sign-in") as session:
        session["planted"] = "by somebody"
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    sign_in(client)

    with client.session_transaction("/sign-in") as session:
        assert "planted" not in session


def test_the_cookie_can_neither_be_read_by_scripts_nor_sent_by_other_sites(
    client: FlaskClient, mira: Account
) -> None:
    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
