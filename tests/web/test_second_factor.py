"""Nobody works here with a password alone; and no code, passkey or answer counts twice."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery import one_time_codes, second_factor
from gallery.db import db, unit_of_work
from gallery.errors import BadInput, Conflict
from gallery.models import MODERATOR, Account, Factor
from gallery.toolbox import Toolbox
from tests.factories import create_account
from tests.house import Clock, signed_in
from tests.web.test_sign_in import (
    EMAIL,
    PASSWORD,
    RECOVERY,
    SECRET,
    is_in,
    mira,
    say_password,
    set_up,
    token_in,
)

__all__ = ["mira"]  # a fixture


@pytest.fixture
def half(client: FlaskClient, mira: Account) -> FlaskClient:
    """A browser in which her password was said."""
    say_password(client)
    return client


def give(half: FlaskClient, code: str) -> int:
    """Give a code; return the status."""
    token = token_in(half.get("/sign-in/second"))
    form = {"code": code, "csrf_token": token}
    return half.post("/sign-in/second", data=form).status_code


def code_of(clock: Clock) -> str:
    """Return what the app shows now."""
    return one_time_codes.code_at(SECRET, clock())


def test_the_codes_are_those_of_the_standard() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, of 8 digits the last 6

    codes = [
        one_time_codes.code_at(secret, datetime.fromtimestamp(second, UTC))
        for second in (59, 1111111109, 20000000000)
    ]

    assert codes == ["287082", "081804", "353130"]


def test_a_password_alone_opens_nothing(half: FlaskClient) -> None:
    assert not is_in(half)
    assert half.get("/review/").status_code == 302
    assert half.get("/account/").status_code == 302


def test_the_code_of_the_app_opens_the_door(half: FlaskClient, clock: Clock) -> None:
    clock.forward(seconds=30)

    assert give(half, code_of(clock)) == 302
    assert is_in(half)


def test_a_code_is_used_once(half: FlaskClient, app: Flask, clock: Clock) -> None:
    clock.forward(seconds=30)
    give(half, code_of(clock))
    thief = app.test_client()
    say_password(thief)

    assert give(thief, code_of(clock)) == 403
    assert not is_in(thief)


def test_a_code_older_than_the_last_one_is_refused(half: FlaskClient, clock: Clock) -> None:
    older = code_of(clock)
    clock.forward(seconds=30)
    give(half, code_of(clock))

    account, tools = db.session.query(Account).one(), half.application.extensions["toolbox"]
    with unit_of_work(), pytest.raises(BadInput, match="wrong-code"):
        second_factor.use_code(account, older, tools=tools)


@pytest.mark.parametrize("seconds", [-60, 90])
def test_a_code_of_another_minute_is_refused(
    half: FlaskClient, clock: Clock, seconds: float
) -> None:
    clock.forward(minutes=5)
    code = code_of(clock)
    clock.forward(seconds=seconds)

    assert give(half, code) == 403


def test_a_recovery_code_is_used_once_however_it_is_written(half: FlaskClient, app: Flask) -> None:
    code = f" {RECOVERY[0].upper().replace('-', ' ')} "
    answers = [give(half, code)]
    say_password(other := app.test_client())

    answers.append(give(other, code))

    assert answers == [302, 403]


def test_recovery_codes_of_another_open_nothing(
    half: FlaskClient, app: Flask, tools: Toolbox
) -> None:
    with unit_of_work():
        codes = second_factor.make_recovery_codes(create_account(MODERATOR), tools=tools)

    assert give(half, codes[0]) == 403


def test_the_sixth_wrong_code_in_a_minute_is_not_even_looked_at(half: FlaskClient) -> None:
    assert [give(half, f"00000{number}") for number in range(5)] == [403] * 5
    assert give(half, RECOVERY[0]) == 429


def test_the_password_is_forgotten_after_ten_minutes(half: FlaskClient, clock: Clock) -> None:
    token = token_in(half.get("/sign-in/second"))
    clock.forward(minutes=11)

    answer = half.post("/sign-in/second", data={"code": RECOVERY[0], "csrf_token": token})

    assert answer.status_code == 404
    assert half.get("/sign-in/second").location == "/sign-in"


def test_who_is_kept_out_between_password_and_code_stays_out(half: FlaskClient) -> None:
    token = token_in(half.get("/sign-in/second"))
    db.session.query(Account).update({"active": False})
    db.session.commit()

    answer = half.post("/sign-in/second", data={"code": RECOVERY[0], "csrf_token": token})

    assert answer.status_code == 404


def test_a_password_alone_sets_up_no_further_factor(half: FlaskClient, clock: Clock) -> None:
    answer = half.get("/sign-in/set-up")
    token = token_in(half.get("/sign-in/second"))
    refused = half.post("/sign-in/set-up", data={"code": "000000", "csrf_token": token})

    assert answer.location == "/sign-in/second"
    assert refused.status_code == 403
    assert db.session.query(Factor).count() == 1


def test_who_has_none_sets_one_up_at_the_first_sign_in(
    client: FlaskClient, mira: Account, tools: Toolbox
) -> None:
    with unit_of_work():
        second_factor.forget_all(db.session.get_one(Account, mira.id))
    say_password(client)
    way = client.get("/sign-in/second").location

    codes = re.findall(r"<li>([a-z2-7]{5}-[a-z2-7]{5})</li>", set_up(client))

    assert way == "/sign-in/set-up"
    assert len(set(codes)) == 10
    assert is_in(client)


def test_an_app_is_kept_only_when_it_shows_a_good_code(client: FlaskClient, mira: Account) -> None:
    with unit_of_work():
        second_factor.forget_all(db.session.get_one(Account, mira.id))
    say_password(client)
    offered = client.get("/sign-in/set-up")

    said = {"code": "000000", "csrf_token": token_in(offered)}
    answer = client.post("/sign-in/set-up", data=said)
    page = BeautifulSoup(answer.text, "html.parser")
    field, link = page.select_one("#code"), page.select_one("a[href^='otpauth://totp/']")

    assert answer.status_code == 403
    assert field
    assert field.has_attr("autofocus")
    assert "This code is wrong" in page.select(f"#{field['aria-describedby']}")[0].text
    assert not page.select("[data-notice]")
    assert link
    assert page.select("[data-secret]")[0].text.replace(" ", "") in str(link["href"])
    assert db.session.query(Factor).count() == 0
    assert not is_in(client)


def test_a_seized_database_holds_no_secret_and_no_code(mira: Account) -> None:
    kept = str(db.session.execute(db.text("SELECT * FROM factor")).all())
    kept += str(db.session.execute(db.text("SELECT * FROM recovery_code")).all())

    assert SECRET not in kept
    assert RECOVERY[0] not in kept
    assert RECOVERY[0].replace("-", "") not in kept


def test_the_last_factor_stays(mira: Account, tools: Toolbox) -> None:
    (factor,) = second_factor.list_factors(mira)

    with unit_of_work(), pytest.raises(Conflict, match="last-factor"):
        second_factor.remove(mira, factor.id)


def test_keys_are_changed_only_after_the_password_was_said_again(app: Flask, mira: Account) -> None:
    browser = signed_in(app, mira)
    (factor,) = second_factor.list_factors(mira)

    answers = [
        browser.post(f"/account/second-factor/{verb}", data={"factor": factor.id})
        for verb in ("", "remove", "codes")
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert all("Is it you?" in answer.text for answer in answers)
    assert second_factor.count_codes_left(mira) == 10


def test_after_the_password_keys_are_added_and_removed_for_ten_minutes(
    app: Flask, mira: Account, clock: Clock
) -> None:
    browser = signed_in(app, mira)
    browser.post("/account/sure", data={"password": PASSWORD})
    page = browser.get("/account/second-factor/").text
    shown = re.search(r"data-secret>([A-Z2-7 ]+)<", page)
    assert shown
    former, code = mira_factors(), one_time_codes.code_at(shown[1].replace(" ", ""), clock())

    browser.post("/account/second-factor/", data={"code": code})
    added = mira_factors()
    browser.post("/account/second-factor/remove", data={"factor": former[0]})
    renewed = browser.post("/account/second-factor/codes").text
    clock.forward(minutes=11)
    late = browser.post("/account/second-factor/codes").status_code

    assert (len(former), len(added), mira_factors()) == (1, 2, added[1:])
    assert len(re.findall(r"<li>[a-z2-7]{5}-[a-z2-7]{5}</li>", renewed)) == 10
    assert late == 403


def mira_factors() -> list[int]:
    """Return the numbers of what she has."""
    return [each.id for each in second_factor.list_factors(db.session.query(Account).one())]


def test_who_lost_password_and_keys_sets_up_new_ones(
    organiser: FlaskClient, client: FlaskClient, mira: Account
) -> None:
    path = f"/office/people/{mira.id}/way-back"
    page = organiser.post(path, data={"renews_factor": "yes"}, follow_redirects=True).text
    link = re.search(r"/sign-up/\w+", page)
    assert link
    form = {"csrf_token": token_in(client.get(link[0])), "password": "lamp wheat stone anchor"}
    client.post(link[0], data=form)

    say_password(client, email=EMAIL, password="lamp wheat stone anchor")

    assert client.get("/sign-in/second").location == "/sign-in/set-up"


def test_who_lost_the_password_alone_still_needs_the_keys(
    organiser: FlaskClient, client: FlaskClient, mira: Account
) -> None:
    page = organiser.post(f"/office/people/{mira.id}/way-back", follow_redirects=True).text
    link = re.search(r"/sign-up/\w+", page)
    assert link
    form = {"csrf_token": token_in(client.get(link[0])), "password": "lamp wheat stone anchor"}
    client.post(link[0], data=form)

    say_password(client, password="lamp wheat stone anchor")

    assert client.get("/sign-in/second").status_code == 200
