"""Whom invented people let in goes with them; whom somebody real let in stays."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from gallery import accounts
from gallery.accounts import Credentials
from gallery.db import db, unit_of_work
from gallery.demo.opening import open_demonstration
from gallery.demo.people import email_of, invite_people
from gallery.models import MODERATOR, ORGANISER, Account, Decision, Invitation, Stage
from gallery.toolbox import Toolbox
from tests.demo.doing import remove
from tests.factories import create_account, create_edition, create_photo
from tests.house import made_sure, signed_in


@pytest.fixture
def olga(gallery: Flask, tools: Toolbox) -> Iterator[Account]:
    """The invented organiser of a rehearsal without photos."""
    with unit_of_work():
        open_demonstration([], tools=tools, history=())
        invite_people(tools=tools)
        found = accounts.find_account(email_of("Olga"), tools=tools)
        assert found is not None
    return found


def invite(by: Account, *, role: str = MODERATOR, tools: Toolbox) -> str:
    """Make a link, as the page of people does."""
    with unit_of_work():
        return accounts.invite(role, by=by, tools=tools)


def accept(token: str, name: str, *, tools: Toolbox) -> Account:
    """Sign up by a link."""
    said = Credentials(f"{name.lower()}@example.org", name, "!")
    with unit_of_work():
        return accounts.accept_invitation(token, said, tools=tools)


def names() -> list[str]:
    """Return who works here."""
    return list(db.session.scalars(select(Account.name).order_by(Account.id)))


def test_whom_an_invented_organiser_let_in_goes_and_whom_they_let_in(
    gallery: Flask, tools: Toolbox, olga: Account
) -> None:
    second = accept(invite(olga, role=ORGANISER, tools=tools), "Second", tools=tools)
    accept(invite(second, tools=tools), "Third", tools=tools)
    invite(second, tools=tools)

    remove(gallery, tools)

    assert names() == []
    assert db.session.scalars(select(Invitation.id)).all() == []


def test_the_pages_of_people_know_who_is_invented(
    gallery: Flask, tools: Toolbox, olga: Account
) -> None:
    ruta = create_account(ORGANISER, name="Ruta")
    for each in (olga, ruta):
        browser = made_sure(signed_in(gallery, each))
        browser.post("/office/people/", data={"role": MODERATOR})
        browser.post(f"/office/people/{each.id}/way-back")

    links = db.session.scalars(select(Invitation.is_demonstration).order_by(Invitation.id)).all()

    assert links[-4:] == [True, True, False, False]


def test_who_is_real_stays_and_whom_they_invited(
    gallery: Flask, tools: Toolbox, olga: Account
) -> None:
    ruta = create_account(ORGANISER, name="Ruta")
    accept(invite(ruta, tools=tools), "Jurga", tools=tools)
    open_link = invite(ruta, tools=tools)

    remove(gallery, tools)

    assert names() == ["Ruta", "Jurga"]
    assert accounts.find_invitation(open_link, tools=tools).role == MODERATOR


def test_a_link_made_anew_is_of_who_made_it(gallery: Flask, tools: Toolbox, olga: Account) -> None:
    ruta = create_account(ORGANISER, name="Ruta")
    theirs = accounts.find_invitation(invite(ruta, tools=tools), tools=tools)
    invented = accounts.find_invitation(invite(olga, tools=tools), tools=tools)
    with unit_of_work():
        accounts.invite_anew(theirs.id, by=olga, tools=tools)
        accounts.invite_back(ruta, by=olga, tools=tools)
        kept = accounts.invite_anew(invented.id, by=ruta, tools=tools)

    remove(gallery, tools)

    left = db.session.scalars(select(Invitation)).all()
    assert left == [accounts.find_invitation(kept, tools=tools)]
    assert names() == ["Ruta"]


def test_who_decided_a_photo_that_stays_is_kept_out(
    gallery: Flask, tools: Toolbox, olga: Account
) -> None:
    own = create_photo(edition=create_edition(year=2013, month=3), stage=Stage.REJECTED)
    with unit_of_work():
        db.session.add(Decision(photo_id=own.id, account_id=olga.id, act="reject", at=tools.now()))

    remove(gallery, tools)

    assert names() == ["Olga (invented)"]
    assert not db.session.scalars(select(Account.active)).one()


def test_people_older_than_their_mark_go_as_well(
    gallery: Flask, tools: Toolbox, olga: Account
) -> None:
    with unit_of_work():
        for account in accounts.all_accounts():
            account.is_demonstration = False

    remove(gallery, tools)

    assert names() == []
