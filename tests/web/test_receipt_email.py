"""The optional e-mail: asked for only where messages can be sent, and forgotten on demand."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.mail import Smtp
from gallery.models import Letter
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_submission

CODE = "agility blooming cosmos denim elves flannel"
FIELD = 'name="email"'


@pytest.fixture
def sender(app: Flask, client: FlaskClient, tools: Toolbox) -> FlaskClient:
    """Somebody with a waiting photo."""
    create_photo(submission=create_submission(receipt_hash=tools.keys.receipt_hash(CODE)))
    return client


@pytest.fixture
def with_mail(app: Flask, tools: Toolbox) -> Iterator[None]:
    """A house that can send messages."""
    app.extensions["toolbox"] = replace(tools, mail=Smtp("smtp://127.0.0.1"))
    yield
    app.extensions["toolbox"] = tools


def say(client: FlaskClient, **said: str) -> Any:
    return client.post("/receipt/email", data={"code": CODE, **said})


def test_nobody_is_asked_where_no_message_can_be_sent(sender: FlaskClient) -> None:
    page = sender.post("/receipt/", data={"code": CODE}).text
    say(sender, email="vera@example.org")

    assert FIELD not in page
    assert db.session.query(Letter).count() == 0


def test_an_address_is_kept_and_forgotten_again(with_mail: None, sender: FlaskClient) -> None:
    asked = sender.post("/receipt/", data={"code": CODE}).text
    kept = say(sender, email="vera@example.org")
    letters = db.session.query(Letter).count()
    forgotten = say(sender, email="")

    assert FIELD in asked
    assert "We write to you when there is an answer." in kept.text
    assert "vera@example.org" not in kept.text
    assert "We forgot your e-mail." in forgotten.text
    assert (letters, db.session.query(Letter).count()) == (1, 0)


def test_after_sending_the_code_stays_on_the_page(with_mail: None, sender: FlaskClient) -> None:
    answer = say(sender, email="vera@example.org", page="thanks")

    assert f'translate="no">{CODE}<' in answer.text
    assert "We write to you when there is an answer." in answer.text


@pytest.mark.parametrize("page", ["thanks", "receipt"])
def test_a_mistyped_address_is_said_where_it_stands(
    with_mail: None, sender: FlaskClient, page: str
) -> None:
    answer = say(sender, email="vera@example", page=page)

    assert answer.status_code == 400
    assert "This is no e-mail address." in answer.text
    assert 'value="vera@example"' in answer.text


def test_a_wrong_code_keeps_no_address(with_mail: None, sender: FlaskClient) -> None:
    answer = sender.post("/receipt/email", data={"code": "x", "email": "vera@example.org"})

    assert answer.status_code == 404
    assert db.session.query(Letter).count() == 0
