"""Twelve photos from a train: ``python -m tests.bars.bad_line``.

Chromium at 390 px sends 30 MB (JPEG, HEIC, PNG) over 400 kbit/s. The line is cut five times, the
page is loaded again, closed and opened again, the server is killed. All twelve must arrive once,
byte for byte, for at most 1.2 times their bytes. ``--shots`` keeps pictures of every state.
"""

import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from config import Settings
from tests.bars.states import show_states
from tests.browser.journey import MEGABYTE, Journey, digest, originals, take_twelve
from tests.browser.line import Line, bad_line
from tests.browser.sending import answer_all, receipt_code
from tests.browsing import FLAGS
from tests.factories import create_edition
from tests.programs import program
from tests.running import Running, running_gallery
from tests.servers import free_port

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST = 1.2  # times the bytes of the photos
BIGGER = 1.13  # times the sides of the photos in the suite: 30 MB
PATIENCE = 10_000_000  # ms


def main() -> int:
    """Send, print what it took; 1 when a photo is missing, doubled, changed or too dear."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--rate", type=int, default=400, help="kbit a second")
    said.add_argument("--stretch", type=float, default=BIGGER, help="of the photos' sides")
    said.add_argument("--shots", type=Path, help="folder for pictures")
    wishes = said.parse_args()
    with sync_playwright() as playwright:
        path, flags = program("chromium"), [*FLAGS, "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        if wishes.shots:
            with new_gallery() as gallery:
                show_states(browser, gallery.address, folder=wishes.shots)
        with (
            new_gallery() as gallery,
            bad_line(gallery.settings.port, per_second=wishes.rate * 1000 // 8) as line,
            tempfile.TemporaryDirectory() as name,
        ):
            twelve = take_twelve(Path(name) / "camera", stretch=wishes.stretch)
            return travel(browser, line, gallery, twelve=twelve, wishes=wishes)


@contextmanager
def new_gallery() -> Iterator[Running]:
    """Run a gallery of its own, with an edition."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", port=free_port())
        settings.folder.mkdir()
        with running_gallery(settings) as gallery:
            create_edition()
            yield gallery


def travel(
    browser: Browser, line: Line, gallery: Running, *, twelve: list[Path], wishes: Namespace
) -> int:
    """Send the photos through every trouble; print and judge."""
    journey = Journey(browser.new_context(**PHONE).new_page(), line, gallery)
    if wishes.shots:
        journey.shoot = lambda page, name: shoot(page, wishes.shots / f"journey-{name}.png")
    size, begun = sum(path.stat().st_size for path in twelve), time.monotonic()
    journey.begin(twelve)
    for number, trouble in enumerate(journey.troubles(), start=1):
        gallery.until(lambda n=number: line.sent > n * size / 10, seconds=PATIENCE)
        print(f"{time.monotonic() - begun:6.0f} s: {trouble.__name__}", flush=True)
        trouble()
    total = journey.page.locator("[data-total-words]")
    expect(total).to_contain_text("12 of 12 safe on our server", timeout=PATIENCE)
    took, sent = time.monotonic() - begun, line.sent
    journey.shoot(journey.page, "all-safe")
    answer_all(journey.page, city="Vilnius")
    receipt_code(journey.page)
    journey.shoot(journey.page, "receipt")
    print(f"{size / MEGABYTE:.1f} MB of photos at {wishes.rate} kbit/s in {took:.0f} s")
    print(
        f"{sent / MEGABYTE:.1f} MB went over the line: {sent / size:.3f} times (most: {MOST})",
        flush=True,
    )
    are_whole = originals(gallery) == sorted(digest(path.read_bytes()) for path in twelve)
    print("twelve arrived once each, byte for byte" if are_whole else "photos differ: MISSED")
    return int(not are_whole or sent > MOST * size)


def shoot(page: Page, path: Path) -> None:
    """Take a picture of the whole page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    sys.exit(main())
