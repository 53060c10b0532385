"""What is asked for twice is as good as once, and what is over takes nothing more."""

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey.send import send_submission
from gallery.models import Photo, Submission, Upload
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.web.test_uploads import (
    ALL_ANSWERS,
    TUS,
    address,
    base64_of,
    create,
    draft,
    draft_header,
    patch,
)
from uploads_worker.tasks import Tasks

__all__ = ["address", "draft"]


def named(draft: dict[str, str], name: str) -> dict[str, str]:
    return {"Upload-Metadata": f"{draft['Upload-Metadata']},photo {base64_of(name.encode())}"}


def test_a_creation_asked_again_by_its_name_is_the_same_upload(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    first = create(client, named(draft, "one"), length=10)
    patch(client, first.headers["Location"], b"123", offset=0)

    again = create(client, named(draft, "one"), length=10)
    other = create(client, named(draft, "two"), length=10)

    assert again.headers["Location"] == first.headers["Location"] != other.headers["Location"]
    assert again.headers["Upload-Offset"] == "3"
    assert db.session.query(Upload).count() == 2


def test_the_name_of_another_drafts_photo_leads_nowhere(
    app: Flask, client: FlaskClient, draft: dict[str, str]
) -> None:
    mine = create(client, named(draft, "one"), length=10).headers["Location"]

    theirs = create(client, named(draft_header(app), "one"), length=10).headers["Location"]

    assert mine != theirs


def test_a_name_used_for_another_length_is_a_conflict(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    create(client, named(draft, "one"), length=10)

    assert create(client, named(draft, "one"), length=11).status_code == 409


def test_who_did_not_hear_of_the_last_byte_can_still_ask(
    client: FlaskClient, draft: dict[str, str], tools: Toolbox
) -> None:
    data = make_photo()
    address = create(client, draft, length=len(data)).headers["Location"]
    patch(client, address, data, offset=0)
    Tasks(tools).examine(db.session.query(Photo).one().id)

    answer = client.head(address, headers=TUS)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (200, str(len(data)))
    assert list(tools.private.list("parts/")) == []


def test_a_used_up_address_takes_nothing_more(client: FlaskClient, address: str) -> None:
    patch(client, address, b"1234567890", offset=0)

    from_the_start = patch(client, address, b"1234567890", offset=0)
    at_the_end = patch(client, address, b"1", offset=10)

    assert (from_the_start.status_code, at_the_end.status_code) == (409, 413)
    assert db.session.query(Photo).count() == 1


def test_an_address_is_gone_once_the_submission_is_sent(
    app: Flask, client: FlaskClient, draft: dict[str, str], tools: Toolbox
) -> None:
    create_edition()
    data = make_photo(taken_at=datetime(2010, 12, 18))
    address = create(client, draft, length=len(data)).headers["Location"]
    patch(client, address, data, offset=0)
    Tasks(tools).examine(db.session.query(Photo).one().id)

    with unit_of_work() as unit:
        submission = db.session.query(Submission).one()
        send_submission(submission, ALL_ANSWERS, tools=tools, unit=unit)

    assert client.head(address, headers=TUS).status_code == 404
    assert patch(client, address, b"1", offset=0).status_code == 404
