"""What the form leaves behind: nothing of the sender, no temporary file, no photo in memory."""

import os
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import create_environ
from werkzeug.wrappers import Request

from gallery.db import db
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_link
from tests.pictures import make_photo
from tests.rows import read_rows
from tests.sending import ALL, DAY, PERMISSION, SentForm, code_on, examine_all

ADDRESS, AGENT, NAME = "127.13.37.99", "Canary-Agent/7", "canary-of-anna.jpg"
MEGABYTE = 1_048_576
FILES, SIZE = 5, 10 * MEGABYTE


@pytest.fixture
def setup() -> str:
    """A real database file and real folders, as on one machine."""
    return "folders"


class Body:
    """A form with large photos, made while it is read; notes which files are open meanwhile."""

    def __init__(self, draft: str) -> None:
        self.rest = self._parts(draft)
        self.buffer = bytearray()
        self.length = sum(len(part) for part in self._parts(draft))
        self.known, self.opened = open_files(), set[str]()

    @property
    def environ(self) -> dict[str, object]:
        """What a server would hand on."""
        return {
            "wsgi.input": self,
            "CONTENT_LENGTH": str(self.length),
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
        }

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        self.opened |= open_files() - self.known
        while len(self.buffer) < size and (part := next(self.rest, None)):
            self.buffer += part
        piece = bytes(self.buffer[:size])
        del self.buffer[: len(piece)]
        return piece

    @staticmethod
    def _parts(draft: str) -> Iterator[bytes]:
        head = '--b\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
        yield f"{head.format('draft', '')}{draft}".encode()
        for number in range(FILES):
            yield b"\r\n" + head.format("photos", f'; filename="{number}.jpg"').encode()
            chunk = b"\xff\xd8\xff" + bytes([number]) * 65_533  # it begins as a JPEG does
            yield from (chunk for _ in range(SIZE // 65_536))
        yield b"\r\n--b--\r\n"


def open_files() -> set[str]:
    """Return what this process has open."""
    links = set()
    for fd in os.listdir("/proc/self/fd"):
        try:
            links.add(os.readlink(f"/proc/self/fd/{fd}"))
        except OSError:
            continue  # the folder of open files itself, closed again
    return links


def kept_bytes(folder: Path) -> bytes:
    """Return everything that lies in a data folder, and the rows of its database."""
    files = b"".join(
        str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    return files + read_rows(folder / "gallery.sqlite")


def test_nothing_of_the_sender_is_kept_anywhere(
    app: Flask, tools: Toolbox, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client = app.test_client()
    client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    create_edition()
    form = SentForm(client, address=f"/add/{create_link().token}")

    form.send((make_photo(taken_at=DAY), NAME), (b"", NAME), **PERMISSION)
    sent = form.send(**PERMISSION, credit_wish="named", credit="A shown name")
    examine_all(tools)
    client.post("/receipt/", data={"code": "wrong"})
    client.post("/receipt/", data={"code": code_on(sent.text)})

    kept = kept_bytes(tools.settings.folder) + caplog.text.encode()
    kept += "".join(capfd.readouterr()).encode()
    assert b"A shown name" in kept  # what was meant to be kept is found by the same search
    for trace in (ADDRESS, AGENT, NAME, code_on(sent.text), form.hidden["draft"]):
        assert trace.encode() not in kept


def test_photos_go_straight_into_the_store(app: Flask, tools: Toolbox) -> None:
    form = SentForm(app.test_client())
    body = Body(form.hidden["draft"])
    asked = Request(create_environ("/add/", method="POST") | body.environ)
    tracemalloc.start()

    answer = form.client.open(asked)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert answer.status_code == 400  # the rest is asked for
    assert [photo.size for photo in db.session.query(Photo)] == [SIZE] * FILES
    assert sum(stat.size for stat in tools.private.list("parts/")) == FILES * SIZE
    assert peak < 2 * SIZE
    folder = str(tools.settings.folder)
    assert [name for name in body.opened if name[0] == "/" and not name.startswith(folder)] == []


def test_a_plain_form_and_its_photos_are_the_same_as_by_pieces(app: Flask, tools: Toolbox) -> None:
    create_edition()
    photo = make_photo()

    SentForm(app.test_client()).send(photo, **ALL)

    pieces = [stat.key for stat in tools.private.list("parts/")]
    with closing(tools.private.open(pieces[0])) as piece:
        assert (len(pieces), piece.read()) == (1, photo)
