"""The form at ``/add/``, as a browser without a script sends it."""

import io
import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Photo, Submission
from tests.factories import create_edition
from tests.pictures import make_photo

ALL = {
    "city": "Vilnius",
    "day": "2010-12-18",
    "faces": "agreed",
    "credit_wish": "anonymous",
    "is_theirs": "yes",
    "is_free": "yes",
}


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page carries."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def send(client: FlaskClient, *files: bytes, address: str = "/add/", **said: str) -> TestResponse:
    """Open the form, fill it in, choose files and press the button."""
    page = client.get(address).text if "draft" not in said else ""
    fields: dict[str, object] = {
        "draft": hidden(page, "draft"), "consent_version": hidden(page, "consent_version"), **said,
    }  # fmt: skip
    fields["photos"] = [(io.BytesIO(data), f"{i}.jpg") for i, data in enumerate(files)]
    return client.post(address, data=fields, content_type="multipart/form-data")


def test_looking_at_the_form_writes_nothing(client: FlaskClient) -> None:
    answer = client.get("/add/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert db.session.query(Submission).count() == 0


def test_a_form_with_everything_is_sent_and_answers_with_six_words(client: FlaskClient) -> None:
    create_edition()

    answer = send(client, make_photo(), make_photo(), **ALL)

    assert answer.status_code == 200, answer.text
    assert len(hidden(answer.text, "code").split()) == 6
    assert db.session.query(Submission).one().is_sent
    assert db.session.query(Photo).count() == 2
