"""Crowds and slow senders, before a whole gallery as it is started."""

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from config import Settings
from tests.bars.flood import flood
from tests.factories import create_published
from tests.running import Running, running_gallery
from tests.servers import free_port

pytestmark = pytest.mark.contract

THREADS = 6
PATIENCE = 14  # seconds; a thread that waits for a head would wait longer
SLOW = (
    b"GET / HT",  # a head that does not end
    b"POST /receipt/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\ncode=",  # nor a body
    b"POST /add/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: 999999\r\n\r\n--x\r\n",  # a large body, which takes a slot
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gallery with few threads."""
    folder: Path = tmp_path_factory.mktemp("data")
    settings = Settings(
        data_dir=folder, port=free_port(), web_threads=THREADS, upload_slots=3, proxies=1
    )
    with running_gallery(settings) as running:
        create_published()
        yield running


def test_slow_senders_stop_no_page_and_no_other_sender(running: Running) -> None:
    with ExitStack() as open_lines:
        for number in range(5 * THREADS):
            line = socket.create_connection(("127.0.0.1", running.settings.port))
            open_lines.enter_context(closing(line))
            line.sendall(SLOW[number % 2])
        begun = time.monotonic()

        for _ in range(3):
            urllib.request.urlopen(f"{running.address}/2010-12/", timeout=PATIENCE).read()
        running.send_photo(b"some bytes", draft=running.draft())

    assert time.monotonic() - begun < PATIENCE


def test_slow_uploads_leave_threads_for_pages_and_others_hear_why(running: Running) -> None:
    with ExitStack() as open_lines:
        for _ in range(5 * THREADS):
            line = socket.create_connection(("127.0.0.1", running.settings.port))
            open_lines.enter_context(closing(line))
            line.sendall(SLOW[2])
        line.settimeout(PATIENCE)

        page = urllib.request.urlopen(f"{running.address}/2010-12/", timeout=PATIENCE)

        assert page.status == 200
        answer = line.recv(1000).decode()
    assert answer.startswith("HTTP/1.1 503")
    assert "Retry-After" in answer


def test_a_flood_is_refused_quickly_and_nothing_acknowledged_is_lost(running: Running) -> None:
    figures = flood(running, rate=100, seconds=3)

    assert figures.lost == 0
    assert figures.sent.acknowledged
    assert (figures.sent.unanswered, figures.sent.without_advice) == (0, 0)
    assert set(figures.sent.statuses) <= {"201", "429", "503"}
    assert figures.sent.statuses["429"] > 0
