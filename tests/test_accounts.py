"""Who works here is nobody's business: what the database keeps of them, and who may come in."""

from pathlib import Path

import pytest
from flask import Flask

from gallery import accounts, colleagues
from gallery.accounts import Credentials
from gallery.db import db, unit_of_work
from gallery.errors import BadInput, BadSetting, Conflict, NotHere
from gallery.keys import Keys
from gallery.models import MODERATOR, ORGANISER, Account, Decision, Invitation
from gallery.toolbox import Toolbox
from tests.factories import create_account
from tests.house import CAMPAIGN

EMAIL = "mira.secret@example.org"


def sign_up(email: str, *, tools: Toolbox, invited: str | None = None) -> Account:
    """Invite somebody, who accepts."""
    with unit_of_work():
        token = accounts.invite(MODERATOR, tools=tools, email=invited)
    with unit_of_work():
        return accounts.accept_invitation(token, Credentials(email, "Mira", "!"), tools=tools)


def test_a_seized_database_names_nobody_who_works_here(
    app: Flask, tools: Toolbox, tmp_path: Path
) -> None:
    sign_up(EMAIL, tools=tools, invited="mira.invited@example.org")
    with unit_of_work():
        accounts.invite(MODERATOR, tools=tools, email="mira.open@example.org")

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*")).lower()

    assert CAMPAIGN["contact"].encode() in kept  # the search finds what is there
    assert b"mira." not in kept


def test_an_e_mail_can_be_read_with_our_secret_only(app: Flask, tools: Toolbox) -> None:
    mira = sign_up(f" {EMAIL.title()} ", tools=tools)

    assert accounts.read_email(mira, tools=tools) == EMAIL
    with pytest.raises(BadSetting, match="wrong-secret"):
        Keys(b"another secret").unseal(accounts.READING, mira.email_sealed)


def test_an_account_is_found_by_its_e_mail(app: Flask, tools: Toolbox) -> None:
    mira = sign_up(EMAIL, tools=tools)

    assert accounts.find_account(f" {EMAIL.upper()}", tools=tools) is mira
    assert accounts.find_account("nobody@example.org", tools=tools) is None


def test_an_e_mail_has_one_account_whatever_its_capitals(app: Flask, tools: Toolbox) -> None:
    sign_up(EMAIL, tools=tools)

    with pytest.raises(BadInput, match="email-taken"):
        sign_up(EMAIL.upper(), tools=tools)


def test_a_used_invitation_forgets_who_it_was_for(app: Flask, tools: Toolbox) -> None:
    sign_up(EMAIL, tools=tools, invited=EMAIL)

    assert db.session.query(Invitation).one().email_sealed is None


def test_the_last_organiser_cannot_be_kept_out(app: Flask, tools: Toolbox) -> None:
    last, former = create_account(ORGANISER), create_account(ORGANISER, active=False)

    with unit_of_work(), pytest.raises(Conflict, match="last-organiser"):
        colleagues.keep_out(last, by=former, tools=tools)

    assert last.active


def test_a_moderator_can_be_kept_out_by_the_only_organiser(app: Flask, tools: Toolbox) -> None:
    organiser, moderator = create_account(ORGANISER), create_account(MODERATOR)

    with unit_of_work():
        colleagues.keep_out(moderator, by=organiser, tools=tools)

    assert not moderator.active


def test_an_organiser_who_is_kept_out_runs_nothing(app: Flask) -> None:
    create_account(ORGANISER, active=False)
    create_account(MODERATOR)
    was_there = accounts.has_organiser()

    create_account(ORGANISER)

    assert not was_there
    assert accounts.has_organiser()


def accept(token: str, *, tools: Toolbox) -> Account:
    """Sign up with a link."""
    said = Credentials("first@example.org", "First", "!")
    with unit_of_work():
        return accounts.accept_invitation(token, said, tools=tools)


def test_a_link_in_the_log_of_an_older_start_opens_nothing(app: Flask, tools: Toolbox) -> None:
    with unit_of_work():
        older = accounts.invite_first_organiser(tools=tools)
        newer = accounts.invite_first_organiser(tools=tools)

    with pytest.raises(NotHere):
        accept(older, tools=tools)
    assert accept(newer, tools=tools).is_organiser


def test_the_first_organiser_takes_printed_links_back_and_leaves_the_others(
    app: Flask, tools: Toolbox
) -> None:
    with unit_of_work():
        printed = accounts.invite_first_organiser(tools=tools)
        named = accounts.invite(ORGANISER, tools=tools, email=EMAIL)
        other = accounts.invite(ORGANISER, tools=tools, email="other@example.org")

    accept(named, tools=tools)

    with pytest.raises(NotHere):
        accounts.find_invitation(printed, tools=tools)
    assert accounts.find_invitation(other, tools=tools)


def test_who_signs_up_or_comes_back_stands_in_the_log_by_the_link_that_let_them_in(
    app: Flask, tools: Toolbox
) -> None:
    mira = sign_up(EMAIL, tools=tools)
    with unit_of_work():
        token = accounts.invite_back(mira, tools=tools, renews_factor=True)
        accounts.use_way_back(token, "!", tools=tools)

    first, second = (each.mark for each in db.session.query(Invitation).order_by(Invitation.id))
    log = db.session.query(Decision).order_by(Decision.number)
    assert [(row.act, row.account_id, row.details) for row in log] == [
        ("invite", None, {"invitation": first, "role": MODERATOR, "places": []}),
        ("join", mira.id, {"invitation": first}),
        ("way-back", None, {"account": mira.id, "invitation": second, "factors": True}),
        ("come-back", mira.id, {"invitation": second, "factors": True}),
    ]
