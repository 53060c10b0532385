"""A sender who does not give up: what was not acknowledged is asked again, as our script does."""

import base64
import secrets
import socket
import time
from contextlib import suppress
from datetime import date
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit

from gallery.db import db, unit_of_work
from gallery.journey.receive import find_draft
from gallery.journey.send import Answers, send_submission
from gallery.models import FaceWish
from gallery.web.drafts import read_draft
from tests.faults.stands import Stand
from tests.running import TUS

VILNIUS = 593116
ANSWERS = Answers(
    geoname_id=VILNIUS,
    day=date(2010, 12, 18),
    faces=FaceWish.AGREED,
    is_theirs=True,
    is_free=True,
)
AT_MOST = 300.0  # seconds until a photo is taken
#: Answers that ask to try again. A 500 is none: it says that nobody knows what happened.
AGAIN = (408, 409, 423, 429, 502, 503, 504, 507)


class Sender:
    """Sends photos of one draft, and remembers what was acknowledged."""

    def __init__(self, stand: Stand) -> None:
        self.stand, self.draft = stand, stand.gallery.draft()
        self.photos: list[bytes] = []
        self.refusals: list[int] = []  # answers that asked to try again

    def send(self, *photos: bytes) -> None:
        """Send photos until each is acknowledged, whatever happens meanwhile."""
        for data in photos:
            self.finish(self.begin(len(data)), data)

    def begin(self, length: int) -> str:
        """Begin an upload, asking again under the same name; return its path."""
        pairs = {"draft": self.draft, "photo": secrets.token_hex(8)}
        metadata = ",".join(
            f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in pairs.items()
        )
        headers = {"Upload-Length": str(length), "Upload-Metadata": metadata}
        deadline = time.monotonic() + AT_MOST
        while time.monotonic() < deadline:
            answer = self.ask("POST", "/files/", headers=headers)
            if answer is not None and answer.status == 201:
                return urlsplit(answer.headers["Location"]).path
            self._wait(answer)
        raise AssertionError(f"no upload could begin: {self.refusals[-3:]}")

    def finish(self, path: str, data: bytes) -> None:
        """Send what is missing of an upload until all of it is acknowledged."""
        deadline = time.monotonic() + AT_MOST
        while time.monotonic() < deadline:
            offset = self.offset_of(path)
            if offset == len(data):
                self.photos.append(data)
                return
            if offset is not None:
                self._wait(self.patch(path, data[offset:], offset=offset))
        raise AssertionError(f"a photo was not taken: {self.refusals[-3:]}")

    def offset_of(self, path: str) -> int | None:
        """Ask how much is safe; None when nobody says."""
        answer = self.ask("HEAD", path)
        if answer is None or answer.status != 200:
            self._wait(answer)
            return None
        return int(answer.headers["Upload-Offset"])

    def patch(self, path: str, data: bytes, *, offset: int) -> HTTPResponse | None:
        """Send bytes."""
        return self.ask("PATCH", path, data, headers={"Upload-Offset": str(offset)})

    def ask(
        self, method: str, path: str, body: bytes = b"", *, headers: dict[str, str] | None = None
    ) -> HTTPResponse | None:
        """Ask once; None when the line was cut or nobody is there."""
        site = urlsplit(self.stand.gallery.address)
        line = HTTPConnection(site.hostname or "", site.port, timeout=90)
        said = {**TUS, **(headers or {})}
        if method != "PATCH":
            said.pop("Content-Type")
        with suppress(OSError, HTTPException):
            line.request(method, path, body or None, headers=said)
            answer = line.getresponse()
            answer.read()
            line.close()
            return answer
        return None

    def cut(self, path: str, data: bytes, *, sent: int) -> None:
        """Promise a body, send a part of it, and hang up."""
        site = urlsplit(self.stand.gallery.address)
        headers = {**TUS, "Upload-Offset": "0", "Content-Length": str(len(data)), "Host": "x"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection((site.hostname, site.port)) as line:
            line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + data[:sent])

    def finish_submission(self) -> str:
        """Answer what the page asks; return the receipt code."""
        with self.stand.gallery.app.test_request_context():
            token = read_draft(self.draft).token
        db.session.rollback()
        with unit_of_work(self.stand.tools.queue.send) as unit:
            draft = find_draft(token, tools=self.stand.tools)
            assert draft is not None
            return send_submission(draft, ANSWERS, tools=self.stand.tools, unit=unit)

    def _wait(self, answer: HTTPResponse | None) -> None:
        """Wait a moment; fail at an answer that does not ask to try again."""
        if answer is not None and answer.status >= 400:
            self.refusals.append(answer.status)
            assert answer.status in AGAIN, answer.status
        if answer is None or answer.status >= 400:
            time.sleep(0.2)
