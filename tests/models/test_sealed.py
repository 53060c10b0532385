"""What lies sealed is noise to who seizes the database, and is compared with nothing."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from gallery.db import db
from gallery.keys import Keys
from gallery.models import MODERATOR, Account, ActionLink, Start
from gallery.models.sealed import seal_with
from gallery.starts import Person, Wish, ask_to_start
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition, create_link


def test_a_seized_database_names_nobody_and_no_group(
    app: Flask, tools: Toolbox, tmp_path: Path
) -> None:
    create_account(MODERATOR, name="Mira Secret")
    create_link(organisation="A secret group")
    person = Person("Vera", "vera@example.org", "Friends")
    number = create_edition(year=2011, day=date(2011, 12, 17)).id
    ask_to_start(Wish(number, 593116, "Another secret group", "", person), code="a", tools=tools)
    db.session.commit()

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*")).lower()

    assert b"vilnius" in kept  # the search finds what is there
    assert [each for each in (b"mira secret", b"secret group") if each in kept] == []
    assert db.session.query(Account).one().name == "Mira Secret"
    assert db.session.query(ActionLink).one().organisation == "A secret group"
    assert db.session.query(Start).one().organisation == "Another secret group"


def test_another_secret_opens_no_name(app: Flask, tools: Toolbox) -> None:
    create_account(MODERATOR, name="Mira Secret")
    db.session.expunge_all()
    seal_with(Keys(b"another secret"), db.engine)

    with pytest.raises(Exception, match="wrong-secret"):
        db.session.query(Account).all()


def test_what_is_sealed_cannot_be_searched_by_mistake(app: Flask) -> None:
    with pytest.raises(TypeError, match="sealed"):
        select(Account).where(Account.name == "Mira")
