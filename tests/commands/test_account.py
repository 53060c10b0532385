"""``gallery account``: inviting people, keeping accounts out and letting them in again."""

import pytest

from gallery import accounts
from gallery.accounts import Credentials
from gallery.commands.here import gallery_here
from gallery.db import db, unit_of_work
from gallery.models import MODERATOR, ORGANISER, Decision
from tests.commands.conftest import Type

EMAIL = "mira@example.org"


@pytest.fixture
def mira(type_in: Type) -> str:
    """The e-mail address of somebody who accepted an invitation."""
    token = type_in("account", "invite", EMAIL)[1].strip().rpartition("/sign-up/")[2]
    with gallery_here() as (_app, tools), unit_of_work():
        accounts.accept_invitation(token, Credentials(EMAIL, "Mira", "!"), tools=tools)
    return EMAIL


def is_active() -> bool:
    """Whether she may come in."""
    with gallery_here() as (_app, tools):
        account = accounts.find_account(EMAIL, tools=tools)
        return account is not None and account.active


@pytest.mark.parametrize(("words", "role"), [((), MODERATOR), (("--role", "organiser"), ORGANISER)])
def test_an_invitation_is_printed_once_and_known_afterwards(
    type_in: Type, words: tuple[str, ...], role: str
) -> None:
    code, said = type_in("account", "invite", EMAIL, *words)

    with gallery_here() as (_app, tools):
        invitation = accounts.find_invitation(said.strip().split("/")[-1], tools=tools)
        assert (code, invitation.role) == (0, role)
        assert accounts.read_email(invitation, tools=tools) == EMAIL


def test_an_account_is_kept_out_and_let_in_again(type_in: Type, mira: str) -> None:
    answers = [type_in("account", "disable", mira.upper())]
    was_active = is_active()
    answers.append(type_in("account", "enable", mira))

    assert answers == [(0, "disabled\n"), (0, "enabled\n")]
    assert not was_active
    assert is_active()


@pytest.mark.parametrize("words", [(), ("--keys",)])
def test_a_way_back_is_printed_for_who_lost_the_password(
    type_in: Type, mira: str, words: tuple[str, ...]
) -> None:
    code, said = type_in("account", "way-back", mira, *words)

    with gallery_here() as (_app, tools):
        invitation = accounts.find_invitation(said.strip().split("/")[-1], tools=tools)
        assert invitation.account is not None
        assert (code, invitation.account.name) == (0, "Mira")
        assert invitation.renews_factor is bool(words)


@pytest.mark.parametrize("verb", ["disable", "enable", "way-back"])
def test_an_unknown_account_is_said(type_in: Type, verb: str) -> None:
    code, words = type_in("account", verb, "nobody@example.org")

    assert code == 2
    assert words == "gallery: There is no such account.\n"


def test_an_old_database_is_refused(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gallery.commands.init.is_newest", lambda: False)

    code, words = type_in("account", "invite", EMAIL)

    assert code == 2
    assert "run: gallery init" in words


def test_a_sign_up_link_is_printed_with_the_address_of_the_site(type_in: Type) -> None:
    assert type_in("account", "invite", EMAIL)[1].startswith("http://127.0.0.1:8000/sign-up/")


def test_inviting_somebody_who_is_here_is_warned_about(type_in: Type, mira: str) -> None:
    code, said = type_in("account", "invite", mira)

    assert code == 0
    assert "there is an account with this e-mail already" in said
    assert "/sign-up/" in said


def test_keeping_out_the_last_organiser_is_warned_about(type_in: Type, mira: str) -> None:
    with gallery_here() as (_app, tools), unit_of_work():
        token = accounts.invite(ORGANISER, tools=tools)
        accounts.accept_invitation(token, Credentials("olga@example.org", "Olga", "!"), tools=tools)

    code, said = type_in("account", "disable", "olga@example.org")

    assert code == 0
    assert "nobody can run the campaign now" in said


def test_keeping_out_a_moderator_is_not(type_in: Type, mira: str) -> None:
    with gallery_here() as (_app, tools), unit_of_work():
        token = accounts.invite(ORGANISER, tools=tools)
        accounts.accept_invitation(token, Credentials("olga@example.org", "Olga", "!"), tools=tools)

    assert type_in("account", "disable", mira) == (0, "disabled\n")


def test_what_the_operator_does_stands_in_the_log(type_in: Type, mira: str) -> None:
    for verb in ("way-back", "disable", "enable"):
        type_in("account", verb, mira)

    with gallery_here():
        log = db.session.query(Decision).order_by(Decision.number)
        acts = [(row.act, row.account_id) for row in log]
    assert acts == [
        ("invite", None), ("join", 1), ("way-back", None), ("keep-out", None),
        ("take-back", None), ("let-in", None),
    ]  # fmt: skip
