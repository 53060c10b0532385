"""A participant's browser without a script: open the form, fill it in, choose files, press."""

import io
import re
from datetime import datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from uploads_worker.tasks import Tasks

DAY = datetime(2010, 12, 18, 14, 30)
PERMISSION = {"faces": "agreed", "is_theirs": "yes", "is_free": "yes"}
ALL = {"city": "Vilnius", "day": "2010-12-18", **PERMISSION}


class SentForm:
    """The form as one page shows it; ``send`` presses its button with what was filled in."""

    def __init__(self, client: FlaskClient, *, address: str = "/add/") -> None:
        self.client, self.address = client, address
        self.hidden = carried(client.get(address).text)

    def send(self, *files: bytes | tuple[bytes, str], **said: str) -> TestResponse:
        """Send files (with their names, where these matter) and answers."""
        named = [each if isinstance(each, tuple) else (each, "photo.jpg") for each in files]
        fields: dict[str, object] = {**self.hidden, **said}
        fields["photos"] = [(io.BytesIO(data), name) for data, name in named]
        answer = self.client.post(self.address, data=fields, content_type="multipart/form-data")
        self.hidden = {**self.hidden, **carried(answer.text)}
        return answer


def carried(page: str) -> dict[str, str]:
    """What the hidden fields of the form carry."""
    names = "draft|consent_version|partner"
    return dict(re.findall(rf'<input type="hidden" name="({names})" value="([^"]*)"', page))


def code_on(page: str) -> str:
    """The receipt code that a page gives out; empty when it gives none."""
    found = re.search(r'name="code" value="([^"]*)"', page)
    return found.group(1) if found else ""


def rows_on(page: str) -> list[tuple[str, str]]:
    """Name and state of each photo's row."""
    shape = r'upload__name"[^>]*>([^<]*)<.*?upload__state[^>]*>([^<]*)<'
    inner = re.findall(shape, page, re.DOTALL)
    return [(name, state) for name, state in inner if name]


def examine_all(tools: Toolbox) -> None:
    """Let the worker look at every photo that waits for it."""
    db.session.rollback()  # what came meanwhile, from a browser perhaps, is to be seen
    for photo in db.session.query(Photo).filter_by(stage=Stage.RECEIVED).all():
        Tasks(tools).examine(photo.id)
