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
from gallery.db import db, unit_of_work
from gallery.models import MODERATOR, ORGANISER, Account, Invitation, SignedIn
from gallery.toolbox import Toolbox
from gallery.web.sign_in.keeping import find_account
from tests.house import Clock

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
            begin = time.perf_counter()
            assert find_account(email, "a wrong password") is None
            seconds.append(time.perf_counter() - begin)

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


def test_a_session_ends_after_half_an_idle_hour(
    client: FlaskClient, mira: Account, clock: Clock
) -> None:
    sign_in(client)
    clock.forward(minutes=29)
    was_in = is_in(client)
    clock.forward(minutes=31)

    assert was_in
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(
    client: FlaskClient, mira: Account, clock: Clock
) -> None:
    sign_in(client)
    for _ in range(35):
        clock.forward(minutes=20)
        assert is_in(client)

    clock.forward(minutes=21)

    assert not is_in(client)


def test_a_disabled_account_is_out_at_once_and_cannot_come_back(
    client: FlaskClient, mira: Account
) -> None:
    sign_in(client)
    with unit_of_work():
        db.session.get_one(Account, mira.id).active = False

    assert not is_in(client)
    assert sign_in(client).status_code == 403


def test_signing_out_kills_copied_cookies_too(client: FlaskClient, mira: Account) -> None:
    sign_in(client)
    thief = client.application.test_client()
    thief.set_cookie("session", client.get_cookie("session").value)  # type: ignore[union-attr]
    was_in = is_in(thief)

    client.post("/sign-out", data={"csrf_token": token_in(client.get("/account/"))})

    assert was_in
    assert not is_in(thief)
    assert db.session.query(SignedIn).count() == 0


def test_a_database_that_was_seized_lets_nobody_in(client: FlaskClient, mira: Account) -> None:
    sign_in(client)
    with client.session_transaction("/sign-in") as session:
        token = session["_user_id"]

    assert token not in str(db.session.query(SignedIn).one().token_hash)


def test_signing_out_ends_the_session(moderator: FlaskClient) -> None:
    was_in = is_in(moderator)

    answer = moderator.post("/sign-out")

    assert was_in
    assert goes_to(answer) == "/sign-in"
    assert not is_in(moderator)


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
