"""Twelve photos on a journey: a line that is cut, a page that is left, a server that dies."""

import hashlib
import io
import os
import random
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from gallery.db import db
from gallery.models import Photo, Stage
from gallery.storage import Store, open_store
from tests.browser.line import Line
from tests.browser.sending import choose_how
from tests.running import Running

MEGABYTE = 1_048_576
#: A task that died with a web process is sent again by a sweeper that comes every minute, to photos
#: that have waited for one.
SWEPT = 150  # seconds
SIDES = (300, 400, 500, 600, 700, 1200, 1500, 1700, 1900, 2200)  # pixels; noise up to 6 MB
Shoot = Callable[[Page, str], None]


def take_twelve(folder: Path, *, stretch: float = 1) -> list[Path]:
    """Make ten JPEGs, a PNG, and a HEIC that this browser cannot draw and knows no type of."""
    folder.mkdir()
    dice = random.Random(1)
    for side in SIDES:
        _noise(dice, int(side * stretch)).save(folder / f"IMG_{side}.jpg", quality=97)
    _noise(dice, int(700 * stretch)).save(folder / "screen.png")
    buffer = io.BytesIO()
    pillow_heif.from_pillow(_noise(dice, int(600 * stretch))).save(buffer, quality=80)
    (folder / "IMG_2231.HEIC").write_bytes(buffer.getvalue())
    return sorted(folder.iterdir())


def _noise(dice: random.Random, side: int) -> Image.Image:
    return Image.frombytes("RGB", (side, side), dice.randbytes(3 * side * side))


@dataclass
class Journey:
    """A participant under way; ``shoot`` takes a picture of what they see."""

    page: Page
    line: Line
    gallery: Running
    shoot: Shoot = lambda page, name: None

    def begin(self, photos: Sequence[Path]) -> None:
        """Choose photos to be sent as taken."""
        self.page.goto(f"{self.line.address}/add/")
        self.shoot(self.page, "before")
        choose_how(self.page)
        self.page.set_input_files("[data-photos] >> nth=0", photos)

    def troubles(self) -> list[Callable[[], None]]:
        """Five cuts of two kinds, a dead server, a page loaded again, a page closed."""
        return [
            self.lose_network,
            self.cut_line,
            self.reload,
            self.lose_network,
            self.kill_server,
            self.cut_line,
            self.close_tab,
            self.lose_network,
        ]

    def lose_network(self) -> None:
        """Let the phone lose its network."""
        self.page.context.set_offline(True)
        self._see("[data-is=lost]", "Connection lost.", name="network-lost")
        self.page.context.set_offline(False)

    def cut_line(self) -> None:
        """Cut the line somewhere on its way."""
        self.line.cut()
        self._see("[data-is=lost]", "are safe. We go on", name="line-cut")
        self.line.mend()

    def kill_server(self) -> None:
        """Kill all web processes; what started them starts new ones."""
        for process in self.gallery.children("gunicorn"):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.shoot(self.page, "server-killed")

    def reload(self) -> None:
        """Load the page again, and go on."""
        self.page.reload()
        self._go_on("reloaded")

    def close_tab(self) -> None:
        """Close the page, open another one, and go on."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.page.goto(f"{self.line.address}/add/")
        self._go_on("opened-again")

    def _go_on(self, name: str) -> None:
        expect(self.page.locator("[data-welcome-words]")).to_have_text(
            "Welcome back. 12 photos were not finished.", timeout=60_000
        )
        self.shoot(self.page, f"{name}-welcome")
        self.page.get_by_role("button", name="Go on").click()
        self.shoot(self.page, f"{name}-gone-on")

    def _see(self, state: str, words: str, *, name: str) -> None:
        expect(self.page.locator(state).first).to_contain_text(words, timeout=90_000)
        self.shoot(self.page, name)


def originals(gallery: Running) -> list[str]:
    """Return the hashes of what is kept, once the worker has seen all of it."""

    def stages() -> set[Stage]:
        return set(db.session.scalars(select(Photo.stage)))

    if not gallery.until(lambda: stages() == {Stage.WAITING}, seconds=SWEPT):
        raise AssertionError(f"the worker left photos: {stages()}")
    store = open_store(gallery.settings.private_store)
    keys = list(db.session.scalars(select(Photo.original_key)))
    return sorted(digest(_read(store, str(key))) for key in keys)


def _read(store: Store, key: str) -> bytes:
    with store.open(key) as original:
        return original.read()


def digest(data: bytes) -> str:
    """Return what tells one file from another."""
    return hashlib.sha256(data).hexdigest()
