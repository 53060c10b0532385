"""Twelve photos over a bad line, while the server is killed: all arrive, each once, sent once."""

import hashlib
import io
import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from config import Settings
from gallery.db import db
from gallery.models import Photo, Stage
from gallery.storage import Store, open_store
from tests.browser.line import Line, bad_line
from tests.browser.sending import answer_all, choose_how, receipt_code
from tests.browsing import OpenPage
from tests.factories import create_edition
from tests.running import Running, running_gallery
from tests.servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.contract]
MEGABYTE = 1_048_576
LINE = 4 * MEGABYTE  # bytes per second
SIDES = (300, 400, 500, 600, 700, 1200, 1500, 1700, 1900, 2200)  # pixels; noise up to 6 MB


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(settings: Settings) -> Settings:
    return replace(settings, port=free_port())


@pytest.fixture
def twelve(tmp_path: Path) -> list[Path]:
    """Ten JPEGs, a PNG and a HEIC, which this browser cannot draw."""
    folder = tmp_path / "camera"
    folder.mkdir()
    dice = random.Random(1)
    for side in SIDES:
        _noise(dice, side).save(folder / f"IMG_{side}.jpg", quality=97)
    _noise(dice, 700).save(folder / "screen.png")
    buffer = io.BytesIO()
    pillow_heif.from_pillow(_noise(dice, 600)).save(buffer, quality=80)
    (folder / "IMG_2231.HEIC").write_bytes(buffer.getvalue())
    return sorted(folder.iterdir())


def _noise(dice: random.Random, side: int) -> Image.Image:
    return Image.frombytes("RGB", (side, side), dice.randbytes(3 * side * side))


def test_twelve_photos_arrive_once_over_five_cuts_and_a_killed_server(
    here: Settings, open_page: OpenPage, twelve: list[Path]
) -> None:
    size = sum(path.stat().st_size for path in twelve)
    with running_gallery(here) as gallery, bad_line(here.port, per_second=LINE) as line:
        create_edition()
        page = open_page()
        page.goto(f"{line.address}/add/")
        choose_how(page)

        page.set_input_files("[data-photos] >> nth=0", twelve)
        for number, trouble in enumerate(_troubles(page, line, gallery), start=1):
            assert gallery.until(lambda n=number: line.sent > n * size / 8, seconds=60)
            trouble()
        total = page.locator("[data-total-words]")
        expect(total).to_contain_text("12 of 12 safe on our server", timeout=60_000)
        sent = line.sent
        answer_all(page, city="Vilnius")
        code = receipt_code(page)

        assert sent <= 1.2 * size, f"{sent / size:.2f} times the bytes"
        assert _originals(gallery) == sorted(_digest(path.read_bytes()) for path in twelve)
        page.goto(f"{line.address}/receipt/")
        page.get_by_label("Receipt code").fill(code)
        page.get_by_role("button", name="Show my photos").click()
        expect(page.get_by_text("Waiting", exact=True)).to_have_count(12)


def _troubles(page: Page, line: Line, gallery: Running) -> list[Callable[[], None]]:
    """Five cuts of two kinds, and in their middle a dead server."""

    def lose_network() -> None:
        page.context.set_offline(True)
        expect(page.locator("[data-is=lost]").first).to_contain_text("Connection lost.")
        page.context.set_offline(False)

    def cut_line() -> None:
        line.cut()
        expect(page.locator("[data-is=lost]").first).to_contain_text("are safe. We go on")
        line.mend()

    def kill_server() -> None:
        for process in gallery.children("gunicorn"):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    return [lose_network, cut_line, lose_network, kill_server, cut_line, lose_network]


def _originals(gallery: Running) -> list[str]:
    """Return the hashes of what is kept, once the worker has seen all of it."""

    def stages() -> set[Stage]:
        return set(db.session.scalars(select(Photo.stage)))

    assert gallery.until(lambda: stages() == {Stage.WAITING}, seconds=90), stages()
    store = open_store(gallery.settings.private_store)
    keys = list(db.session.scalars(select(Photo.original_key)))
    return sorted(_digest(_read(store, str(key))) for key in keys)


def _read(store: Store, key: str) -> bytes:
    with store.open(key) as original:
        return original.read()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
