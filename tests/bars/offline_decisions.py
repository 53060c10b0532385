"""A minute without a line: ``python -m tests.bars.offline_decisions``.

A moderator in Chromium is cut off for sixty seconds and decides forty photos meanwhile. The page is
loaded again as soon as there is a line, and the web process is killed while the decisions leave.
All forty must arrive once, in the order in which they were made, and none may be in conflict.
"""

import os
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config import Settings
from gallery.db import db
from gallery.models import MODERATOR, Decision, Photo
from tests.bars.evening import fill_queue
from tests.browser.line import Line, bad_line
from tests.browsing import FLAGS, cookies_of
from tests.factories import create_account
from tests.house import signed_in
from tests.programs import program
from tests.running import Running, running_gallery
from tests.servers import free_port

DECISIONS, SECONDS = 40, 60
WAITING = 60  # photos
RATE = 1_000_000  # bytes a second
PATIENCE = 90  # seconds for all to arrive
ACTS = {"h": "hold", "x": "reject"}


def main() -> int:
    """Print what arrived; 1 when anything is lost, doubled or out of order."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--decisions", type=int, default=DECISIONS)
    said.add_argument("--seconds", type=int, default=SECONDS)
    wishes = said.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=3600)
        path, flags = program("chromium"), [*FLAGS, "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        with running_gallery(settings) as gallery, bad_line(settings.port, per_second=RATE) as line:
            fill_queue(gallery, count=WAITING, are_two=False)
            page = sit_down(browser, gallery, line)
            made = decide_offline(page, line, count=wishes.decisions, seconds=wishes.seconds)
            took = come_back(page, gallery, line, count=len(made))
            return judge(made, took=took)


def sit_down(browser: Browser, gallery: Running, line: Line) -> Page:
    """Begin, and wait until what comes next is ready."""
    client = signed_in(gallery.app, create_account(MODERATOR, name="Mira"))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(cookies_of(client, line.address))
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{line.address}/review/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("[data-keys]:not([hidden])").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def decide_offline(page: Page, line: Line, *, count: int, seconds: int) -> list[tuple[str, str]]:
    """Cut the line and decide; return which photos were decided, and how."""
    line.cut()
    begun, made = time.monotonic(), list[tuple[str, str]]()
    for number in range(count):
        shown = page.locator("[data-review]").get_attribute("data-photo") or ""
        if not shown:
            break  # nothing is left that was loaded ahead
        key = "hx"[number % 2]
        page.keyboard.press(key)
        if key == "x":
            page.keyboard.press("1")
        page.locator(f'[data-review]:not([data-photo="{shown}"])').wait_for()
        made.append((shown, ACTS[key]))
    page.wait_for_timeout(max(0.0, seconds - (time.monotonic() - begun)) * 1000)
    print(f"{len(made)} decided without a line, which was cut for {seconds} s", flush=True)
    return made


def come_back(page: Page, gallery: Running, line: Line, *, count: int) -> float:
    """Mend the line, load the page again, kill the web process; return the seconds it took."""
    line.mend()
    begun = time.monotonic()
    page.reload()
    gallery.until(lambda: arrived() >= count // 4, seconds=PATIENCE)
    os.kill(gallery.children("gunicorn")[-1], signal.SIGKILL)
    print(f"a web process was killed when {arrived()} had arrived", flush=True)
    gallery.until(lambda: arrived() >= count, seconds=PATIENCE)
    page.locator("[data-outbox]").wait_for(state="hidden")
    return time.monotonic() - begun


def arrived() -> int:
    """Count the decisions that the server has."""
    db.session.rollback()
    return db.session.query(Decision).filter(Decision.act.in_(ACTS.values())).count()


def judge(made: list[tuple[str, str]], *, took: float) -> int:
    """Compare what was decided with what arrived; 1 when it differs."""
    db.session.rollback()
    names = {photo.id: photo.public_id for photo in db.session.query(Photo)}
    rows = db.session.query(Decision).filter(Decision.act.in_(ACTS.values())).order_by(Decision.id)
    came = [(names[row.photo_id], row.act) for row in rows]
    twice = sum(count > 1 for count in Counter(name for name, _ in came).values())
    lost = len(set(made) - set(came))
    print(f"{len(came)} arrived within {took:.0f} s: {lost} lost, {twice} twice, ", end="")
    print("in order" if came == made else "out of order")
    return int(came != made)


if __name__ == "__main__":
    sys.exit(main())
