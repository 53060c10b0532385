"""A real browser with a closed network, and a house that it can visit.

Every page it opens is watched: a request beyond this machine, a broken rule of the Content Security
Policy or an error in a script fails the test.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from tests.clients import NODE
from tests.programs import program

# Playwright's own node needs a library that a bare Debian has not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))

FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
HERE = ("127.0.0.1", "localhost")
#: How pages are looked at: phone and desk, by day and by night.
LOOKS = [
    {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    for width, height in ((390, 844), (1280, 900))
    for scheme in ("light", "dark")
]
OpenPage = Callable[..., Page]
expect.set_options(timeout=20_000)  # how long something may take on a busy machine is no test


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; pages of its own contexts are watched by nobody."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open an empty page in a new context, with Playwright's options; all are watched.

    Without service workers, which would hide from a test what a page asks for.
    """
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        contexts.append(chromium.new_context(**{"service_workers": "block", **options}))
        watch(contexts[-1], troubles)
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page, watched."""
    return open_page()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the house of this test listens, for a browser."""
    with served(app) as address:
        yield address


@contextmanager
def served(app: Flask, *, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """Serve a house on loopback, in threads of this process; by TLS with a certificate and key."""
    paths = certificate and (str(certificate[0]), str(certificate[1]))
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=paths)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def watch(context: BrowserContext, troubles: list[str]) -> None:
    """Note what no page of ours may do."""

    def note_request(request: Any) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob", "about") and asked.hostname not in HERE:
            troubles.append(f"a request to {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            troubles.append(message.text)

    def note_error(error: Any) -> None:
        # A machine that is too busy to show one page turn into another: nobody misses anything.
        if "Transition was skipped" not in str(error.error):
            troubles.append(f"an error in a script: {error.error}")

    context.on("request", note_request)
    context.on("console", note_message)
    context.on("weberror", note_error)


def cookies_of(client: FlaskClient, address: str) -> list[Any]:
    """Return a test client's session for ``context.add_cookies``: the same person, in a browser."""
    cookie = client.get_cookie("session")
    return [{"name": cookie.key, "value": cookie.value, "url": address}] if cookie else []
