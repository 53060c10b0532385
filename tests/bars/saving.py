"""Thirty photos over a bad line: ``python -m tests.bars.saving``.

A moderator in Chromium asks for small pictures and decides thirty photos by keys. Every byte on the
line is counted in both directions, headers and all: 300 KB at most, without the scripts and styles,
which a browser keeps; that it asks whether they are still true is counted. Printed is also what
they weigh, and what the same costs without saving.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.exc import OperationalError

from config import Settings
from gallery.db import db
from gallery.images.developing import Examination, examine
from gallery.journey.examine import describe, put_previews, put_small
from gallery.models import MODERATOR, Decision
from tests.browser.line import Line, bad_line
from tests.browsing import FLAGS, cookies_of
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in
from tests.pictures import make_photo
from tests.programs import program
from tests.running import Running, running_gallery
from tests.servers import free_port

PHOTOS, QUEUE = 30, 60  # decided, and waiting
MOST = 300_000  # bytes
RATE = 32_000  # bytes a second upwards: the line of a train
SCENES = 8  # different pictures


def main() -> int:
    """Print the figures; 1 when the bar is missed."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--folder", type=Path, help="with JPEG photos to be shown")
    wishes = said.parse_args()
    saved = {is_saving: measure(wishes.folder, is_saving=is_saving) for is_saving in (True, False)}
    return int(saved[True] > MOST)


def measure(folder: Path | None, *, is_saving: bool) -> int:
    """Decide thirty photos; print and return the bytes of that."""
    with new_queue(folder) as gallery, bad_line(gallery.settings.port, per_second=RATE) as line:
        with sync_playwright() as playwright:
            path, flags = program("chromium"), [*FLAGS, "--no-sandbox"]
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            page = sit_down(browser, gallery, line, is_saving=is_saving)
            first = line.sent + line.received
            sent, received = decide(page, line)
            browser.close()
        decided = db.session.query(Decision).filter_by(act="hold").count()
    print(f"{'saving' if is_saving else 'as usual'}: {decided} photos decided")
    print(f"  {sent + received:,} bytes: {sent:,} to the server, {received:,} from it")
    print(f"  before that {first:,} for the scripts, the styles and the board")
    if decided != PHOTOS:
        raise RuntimeError("not all was decided")
    return sent + received


def sit_down(browser: Browser, gallery: Running, line: Line, *, is_saving: bool) -> Page:
    """Open the board, and a photo once, so that the browser has scripts and styles."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    client = signed_in(gallery.app, create_account(MODERATOR, name="Mira"))
    context.add_cookies(cookies_of(client, line.address))
    page = context.new_page()
    page.goto(f"{line.address}/review/")
    if is_saving:
        page.get_by_role("button", name="Bad line? Show small pictures").click()
        page.get_by_text("Pictures are small").wait_for()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("[data-keys]:not([hidden])").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def decide(page: Page, line: Line) -> tuple[int, int]:
    """Load the page again, and decide thirty photos by keys; return the bytes sent and received."""
    before = line.sent, line.received
    page.reload()
    page.locator("[data-keys]:not([hidden])").wait_for()
    for _ in range(PHOTOS):
        page.locator("[data-review][data-photo]").wait_for()
        shown = page.locator("[data-review]").get_attribute("data-photo")
        page.keyboard.press("h")
        page.locator(f'[data-review]:not([data-photo="{shown}"])').wait_for()
        page.wait_for_timeout(300)  # a person looks
    page.locator("[data-outbox]").wait_for(state="hidden")
    return line.sent - before[0], line.received - before[1]


@contextmanager
def new_queue(folder: Path | None) -> Iterator[Running]:
    """Run a gallery with photos that wait, as they are after they were examined."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name), port=free_port(), undo_seconds=3600)
        with running_gallery(settings) as gallery:
            tools = gallery.app.extensions["toolbox"]
            seen = [examine(each) for each in _scenes(folder)]
            for number in range(QUEUE):
                its, key = seen[number % len(seen)], f"previews/waiting-{number}"
                put_previews(key, its.previews, tools=tools)
                put_small(key, its.small, tools=tools)
                add_photo(key, its)
            yield gallery


def add_photo(key: str, seen: Examination) -> None:
    """Let a photo wait; the gallery itself writes meanwhile, and SQLite refuses what is old."""
    while True:
        db.session.rollback()
        try:
            sent = create_submission()
            create_photo(submission=sent, preview_key=key, previews=describe(seen.previews))
            return
        except OperationalError:
            continue


def _scenes(folder: Path | None) -> list[bytes]:
    """Return photos: those of a folder, or made ones."""
    if folder is None:
        return [make_photo(size=(1600, 1200)) for _ in range(SCENES)]
    found = sorted(folder.glob("*.jp*g"), key=lambda path: path.stat().st_size)
    return [path.read_bytes() for path in found[len(found) // 2 :][:SCENES]]


if __name__ == "__main__":
    sys.exit(main())
