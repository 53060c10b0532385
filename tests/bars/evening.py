"""An evening of moderators: ``python -m tests.bars.evening --photos 200 --moderators 1``.

A running gallery, so many waiting photos (70 % with the wish to hide about four faces each, 30 %
without a city, 10 % sensitive), and moderators in Chromium who decide all of them by keys. Printed
are the times from a key to the next photo on the screen and of decisions at the server, decisions a
minute, processor time, and what was in conflict, decided twice or lost.

Without a pause it is the technical ceiling. Moderators have machines of their own: with
``--own-machines`` what stands for these yields to the server.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from flask import current_app
from playwright.async_api import Browser, Page, Response, async_playwright
from sqlalchemy import func, select

from config import Settings
from gallery.db import WRITES, db
from gallery.demo.drawings import draw_picture
from gallery.images.renditions import Rendition, jpegs, sizes_of
from gallery.journey.checking import check_log
from gallery.models import MODERATOR, Decision, FaceWish, Mark, Photo, Stage
from tests.browsing import FLAGS, cookies_of
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in
from tests.programs import program
from tests.running import Running, below, running_gallery
from tests.servers import free_port

MOST_MS = 100  # from a key to the next photo, and of a decision at the server; 95 of 100
PICTURES = 8  # different ones
HEADS = 4
PATIENCE = 30.0  # seconds without anything that happens
YIELDS = 15  # so much nicer than the server are browsers, where they stand for other machines
DECISIONS = ("/approve", "/reject", "/hold")
FINAL = ("approve", "reject", "hold")
#: Notes when a deciding key went down and when the next photo was painted.
STOPWATCH = """
addEventListener("DOMContentLoaded", () => {
  let begun = 0;
  const photo = () => document.querySelector("[data-review]")?.dataset.photo;
  let shown = photo();
  addEventListener("keydown", ({ key }) => { if (key === "a") begun = performance.now(); }, true);
  new MutationObserver(() => {
    if (!photo() || photo() === shown) return;
    const since = begun;
    [shown, begun] = [photo(), 0];
    requestAnimationFrame(() => setTimeout(() => since && noteTurn(performance.now() - since)));
  }).observe(document.body, { childList: true });
});
"""
#: What a moderator sees: which photo, and what keeps it from being approved.
LOOK = """() => {
  const of = (selector) => document.querySelector(selector);
  const why = of("[data-why-not]:not([hidden])");
  return {
    photo: of("[data-review]")?.dataset.photo ?? "",
    lacks: why?.dataset.whyNot ?? "",
    is_open: Boolean(of("[data-decide]")),
    waits: of("[data-outbox]").hidden ? 0 : 1,
  };
}"""


@dataclass
class Seen:
    """What was measured: milliseconds, and answers that said somebody was quicker."""

    turns: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    conflicts: int = 0
    seconds: float = 0
    #: Seconds of processors that the server and the browsers took.
    processors: tuple[float, float] = (0, 0)


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--photos", type=int, default=200)
    said.add_argument("--moderators", type=int, default=1)
    said.add_argument("--pause", type=int, default=0, help="ms a person thinks about a photo")
    said.add_argument("--own-machines", action="store_true", help="browsers yield to the server")
    wishes = said.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=3600)
        with running_gallery(settings) as gallery:
            fill_queue(gallery, count=wishes.photos, are_two=wishes.moderators > 1)
            if wishes.own_machines:
                os.nice(YIELDS)
            seen = Seen()
            asyncio.run(work(gallery, seen, wishes=wishes))
            return judge(seen, wishes=wishes)


def fill_queue(gallery: Running, *, count: int, are_two: bool) -> None:
    """Let so many photos wait; sensitive ones only where a second person approves them, too."""
    store = gallery.app.extensions["toolbox"].private
    pictures = [_picture(seed) for seed in range(PICTURES)]
    # The worker writes, too: who has read already could not wait for it.
    db.engine.update_execution_options(**{WRITES: True})
    for number in range(count):
        wish = FaceWish.HIDE if number % 10 < 7 else FaceWish.AGREED
        photo = create_photo(
            submission=create_submission(faces=wish),
            mark=Mark.DANGER if are_two and number % 10 == 4 else None,
            **({"city": None} if number % 10 in (0, 5, 9) else {}),
        )
        sizes = pictures[number % PICTURES]
        photo.previews = [{"width": each.width, "height": each.height} for each in sizes]
        for each in sizes:
            store.put(f"{photo.preview_key}/{each.width}.jpg", each.data)
    db.session.commit()
    db.engine.update_execution_options(**{WRITES: False})


def _picture(seed: int) -> list[Rendition]:
    """Draw a picture in the sizes of previews."""
    return list(jpegs(sizes_of(draw_picture(seed, width=1600, height=1200))))


async def work(gallery: Running, seen: Seen, *, wishes: Namespace) -> None:
    """Let all moderators decide until nothing waits."""
    async with async_playwright() as playwright:
        path, flags = program("chromium"), [*FLAGS, "--no-sandbox"]
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        pages = [
            await sit_down(browser, gallery, name=f"Person {number}", seen=seen)
            for number in range(1, wishes.moderators + 1)
        ]
        level_browsers(gallery)
        begun, spent = time.monotonic(), processors(gallery)
        await asyncio.gather(*(decide_all(page, pause=wishes.pause) for page in pages))
        seen.seconds = time.monotonic() - begun
        server, browsers = processors(gallery)
        seen.processors = (server - spent[0], browsers - spent[1])
        await browser.close()


def processors(gallery: Running) -> tuple[float, float]:
    """Return the seconds of processors that the server and the browsers have taken so far."""
    browsers = _browsers(gallery)
    server = {gallery.process.pid, *below(gallery.process.pid)}
    return sum(map(_spent, server)), sum(map(_spent, browsers))


def level_browsers(gallery: Running) -> None:
    """Let browsers run as we do under ``nice``: Chromium takes the usual priority by itself."""
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    for number in _browsers(gallery):
        for thread in Path(f"/proc/{number}/task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(thread.name), ours)


def _browsers(gallery: Running) -> set[int]:
    """Return the processes of the browsers, and of what plays them."""
    return set(below(os.getpid())) - {gallery.process.pid, *below(gallery.process.pid)}


def _spent(number: int) -> float:
    """Return the seconds that a process has taken (proc(5), fields 14 and 15)."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def sit_down(browser: Browser, gallery: Running, *, name: str, seen: Seen) -> Page:
    """Sign a moderator in, before the board."""
    client = signed_in(gallery.app, create_account(MODERATOR, name=name))
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    await context.add_cookies(cookies_of(client, gallery.address))
    page = await context.new_page()
    await page.expose_function("noteTurn", lambda time: seen.turns.append(time))
    await page.add_init_script(STOPWATCH)
    page.on("response", lambda answer: note(answer, seen))
    await page.goto(f"{gallery.address}/review/")
    await page.get_by_role("button", name="Begin", exact=True).click()
    await page.locator("[data-review]").wait_for()
    return page


def note(answer: Response, seen: Seen) -> None:
    """Remember how long a decision took at the server, and whether somebody was quicker."""
    if answer.request.method != "POST" or not answer.url.endswith(DECISIONS):
        return
    seen.conflicts += answer.status == 409
    timing = answer.request.timing
    seen.answers.append(timing["responseStart"] - timing["requestStart"])


async def decide_all(page: Page, *, pause: int) -> None:
    """Decide whatever is shown until the board is all that is left."""
    stuck = time.monotonic()
    while time.monotonic() - stuck < PATIENCE:
        look = await page.evaluate(LOOK)
        if look["is_open"]:
            await page.wait_for_timeout(pause)
            await decide(page, look["lacks"])
            stuck = time.monotonic()
        elif not await begin_again(page, waits=look["waits"]):
            return
    raise RuntimeError(f"a moderator is stuck at {page.url}")


async def decide(page: Page, lacks: str) -> None:
    """Do what a photo needs, by keys alone; then approve it."""
    keys = page.keyboard
    if lacks == "photo-needs-place":
        await keys.press("c")
        await keys.type("Vilnius")
        await keys.press("Enter")
        await page.locator('[data-why-not="photo-needs-place"]').wait_for(state="detached")
        lacks = (await page.evaluate(LOOK))["lacks"]
    if lacks == "faces-not-confirmed":
        for _ in range(HEADS):
            await keys.press("b")
            await keys.press("Enter")
        await keys.press("n")
    await keys.press("a")


async def begin_again(page: Page, *, waits: int) -> bool:
    """From the board, go on with what is left; whether there was anything."""
    if waits or "/review/" not in page.url or await page.locator("[data-pausing]").count():
        await page.wait_for_timeout(100)
        return True
    await page.reload()
    begin = page.get_by_role("button", name="Begin", exact=True)
    if not await begin.count():
        return False
    await begin.click()
    await page.wait_for_load_state()
    return True


def judge(seen: Seen, *, wishes: Namespace) -> int:
    """Print what was measured; 1 when a bar is missed."""
    wanted = select(Decision.photo_id, func.count()).where(Decision.act.in_(FINAL))
    counts = Counter(dict(db.session.execute(wanted.group_by(Decision.photo_id)).all()))
    twice = sum(count > 1 for count in counts.values())
    lost = db.session.scalar(select(func.count(Photo.id)).where(Photo.stage == Stage.WAITING)) or 0
    turn, answer = percentiles(seen.turns), percentiles(seen.answers)
    print(f"{wishes.photos} photos, {wishes.moderators} moderators, {seen.seconds:.0f} s")
    print(f"key → next photo: p50 {turn[0]:.0f} ms, p95 {turn[1]:.0f} ms ({len(seen.turns)})")
    print(f"decision at the server: p50 {answer[0]:.0f} ms, p95 {answer[1]:.0f} ms")
    print(f"{len(counts) / seen.seconds * 60:.0f} photos decided a minute")
    server, browsers = (each / wishes.photos * 1000 for each in seen.processors)
    print(f"processor time a photo: server {server:.0f} ms, browsers {browsers:.0f} ms", end="; ")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()}")
    log = check_log(current_app.extensions["toolbox"].keys)
    print(f"{seen.conflicts} conflicts, {twice} decided twice, {lost} lost")
    print(f"log of {log.count} decisions: {'whole' if log.is_whole else log.troubles}")
    wrong = seen.conflicts + twice + lost + len(log.troubles)
    return int(max(turn[1], answer[1]) > MOST_MS or bool(wrong))


def percentiles(times: list[float]) -> tuple[float, float]:
    """Return the middle one and the one that 95 of 100 do not exceed."""
    if len(times) < 2:
        return (0.0, 0.0)
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[94]


if __name__ == "__main__":
    sys.exit(main())
