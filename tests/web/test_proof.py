"""Proof of work: asked for by organisers, done by phones, and nobody is shut out by it."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from altcha.v1 import Challenge, solve_challenge
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import ActionLink, Campaign, Photo, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_link
from tests.pictures import make_photo
from tests.sending import ALL, SentForm, examine_all
from tests.web.test_uploads import TUS, base64_of, draft_header


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sums be easy."""
    monkeypatch.setattr("gallery.web.proof.HARDNESS", 50)


@pytest.fixture
def asked_of_all(app: Flask) -> None:
    """Let an organiser ask everyone for it."""
    db.session.query(Campaign).update({"needs_proof": True})
    db.session.commit()


def proof_of(client: FlaskClient, **changed: Any) -> str:
    """Do a sum as the page's script does, and tell it."""
    said = client.get("/add/proof").json
    assert said
    challenge = Challenge(
        said["algorithm"], said["challenge"], said["maxNumber"], said["salt"], said["signature"]
    )
    solution = solve_challenge(challenge, max_number=said["maxNumber"])
    assert solution
    del said["maxNumber"]
    told = {**said, "number": solution.number, **changed}
    return base64_of(json.dumps(told).encode())


def begin(client: FlaskClient, draft: dict[str, str], *, proof: str = "") -> TestResponse:
    metadata = draft["Upload-Metadata"]
    metadata += f",proof {base64_of(proof.encode())}" if proof else ""
    return client.post(
        "/files/", headers={**TUS, "Upload-Length": "10", "Upload-Metadata": metadata}
    )


@pytest.mark.usefixtures("asked_of_all")
def test_a_submission_begins_with_a_proof_and_goes_on_without(
    app: Flask, client: FlaskClient
) -> None:
    draft = draft_header(app)

    first = begin(client, draft, proof=proof_of(client))
    second = begin(client, draft)

    assert (first.status_code, second.status_code) == (201, 201)
    assert not db.session.query(Submission).one().is_unproven


@pytest.mark.usefixtures("asked_of_all")
def test_a_proof_counts_once(app: Flask, client: FlaskClient) -> None:
    proof = proof_of(client)

    statuses = [begin(client, draft_header(app), proof=proof).status_code for _ in range(2)]

    assert statuses == [201, 428]


@pytest.mark.usefixtures("asked_of_all")
@pytest.mark.parametrize(
    "changed",
    [{"number": 51}, {"salt": "0?expires=9999999999&"}, {"signature": "0" * 64}, {"salt": 5}],
)
def test_a_forged_proof_does_not_count(
    app: Flask, client: FlaskClient, changed: dict[str, Any]
) -> None:
    answer = begin(client, draft_header(app), proof=proof_of(client, **changed))

    assert answer.status_code == 428
    assert db.session.query(Submission).count() == 0


@pytest.mark.usefixtures("asked_of_all")
@pytest.mark.parametrize("proof", ["", "x", base64.b64encode(b"[]").decode()])
def test_without_link_and_proof_nothing_is_taken(
    app: Flask, client: FlaskClient, proof: str
) -> None:
    assert begin(client, draft_header(app), proof=proof).status_code == 428


@pytest.mark.usefixtures("asked_of_all")
def test_an_old_proof_does_not_count(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gallery.web.proof.LIFE", timedelta(minutes=-1))

    assert begin(client, draft_header(app), proof=proof_of(client)).status_code == 428


def test_a_link_alone_may_ask_for_it(app: Flask, client: FlaskClient) -> None:
    link = create_link(needs_proof=True)

    by_link, without = client.get(f"/add/{link.token}").text, client.get("/add/").text

    assert "data-needs-proof" in by_link
    assert "data-needs-proof" not in without
    assert begin(client, draft_header(app)).status_code == 201


def test_by_a_link_without_script_photos_come_into_a_lane_of_their_own(
    app: Flask, client: FlaskClient, tools: Toolbox
) -> None:
    link: ActionLink = create_link(needs_proof=True)
    form = SentForm(client, address=f"/add/{link.token}")

    answer = form.send(make_photo(), **ALL)
    examine_all(tools)

    db.session.expire_all()
    photo = db.session.query(Photo).one()
    assert answer.status_code == 200
    assert (photo.stage, photo.flags[-1]) == (Stage.HELD, "unproven")


def test_who_sent_without_a_proof_is_told_of_the_wait_and_of_no_question(
    client: FlaskClient, tools: Toolbox
) -> None:
    link: ActionLink = create_link(needs_proof=True)
    form = SentForm(client, address=f"/add/{link.token}")
    code = form.send(make_photo(), **ALL).text.split('name="code" value="')[1].split('"')[0]
    examine_all(tools)

    page = client.post("/receipt/", data={"code": code}).text

    assert "Very many photos came at that time" in page
    assert "question" not in page


def test_what_was_read_before_it_was_sent_is_held_when_it_is_sent(
    app: Flask, client: FlaskClient, tools: Toolbox
) -> None:
    link: ActionLink = create_link(needs_proof=True)
    form = SentForm(client, address=f"/add/{link.token}")
    form.send(make_photo())
    examine_all(tools)

    form.send(**ALL)

    assert db.session.query(Photo).one().stage is Stage.HELD


@pytest.mark.usefixtures("asked_of_all")
def test_without_script_and_link_the_form_says_kindly_what_to_do(client: FlaskClient) -> None:
    answer = SentForm(client).send(make_photo(), **ALL)

    assert answer.status_code == 400
    assert "Very many photos are coming just now" in answer.text
    assert db.session.query(Submission).count() == 0


def test_an_organiser_switches_it_on_and_off_for_all(organiser: FlaskClient) -> None:
    on = organiser.post("/office/floods/", data={"proof": "yes"}, follow_redirects=True)
    assert db.session.query(Campaign).one().needs_proof
    organiser.post("/office/floods/", data={"proof": "no"})

    assert "Ask for it no longer" in on.text
    assert not db.session.query(Campaign).one().needs_proof
