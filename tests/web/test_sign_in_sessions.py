"""A session ends when it should, and nothing that was copied opens it again."""

from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.models import Account, SignedIn
from tests.house import Clock
from tests.web.test_sign_in import goes_to, is_in, mira, sign_in, token_in

__all__ = ["mira"]


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
