"""Every page that a visitor can reach, in a phone's browser: ``python -m tests.bars.crawl``.

The demonstration campaign is followed by its links from the first page, robots.txt and the sitemap:
nothing dead, foreign, inline, no cookie, and every page is listed or says why not. Then each page
is opened in Chromium at 390 px, scrolled to its end, its viewer and its map are used: nothing moves
by itself (cumulative layout shift 0.00), nothing is asked of another host, nothing fails, the
console stays empty. ``--languages "en be ar"`` (Arabic letters, from right to left), ``--each N``
pages of a kind in each language, ``--slow`` on a phone's line, ``--folder`` keeps the campaign.
"""

import logging
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bars.demonstration import crawled, demonstration, kind_of, language_of
from tests.bars.looking import a_browser
from tests.bars.states import RTL, in_every_language
from tests.browser.weighing import WATCH_SHIFTS
from tests.crawling import Site, faults_of
from tests.running import Running

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True,
         "is_mobile": True}  # fmt: skip
#: Slow 4G as Lighthouse means it: ms, and bytes a second.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 94_000}
LEAST = 0.0005  # of a shift that is no rounding
SCROLL = """async () => {
  const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
    scrollTo(0, y);
    await pause();
  }
}"""
WHERE = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) if (!hadRecentInput)
    window.moved.push(`${value.toFixed(4)} ` + sources.map(({ node }) =>
      node?.outerHTML?.slice(0, 60) ?? node?.data).join(", "));
}).observe({ type: "layout-shift", buffered: true });
"""


def main() -> int:
    """Crawl, look, print what is wrong; 1 when anything is."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--languages", default=f"en be {RTL}")
    said.add_argument("--each", type=int, default=1_000_000)
    said.add_argument("--only", default="", help="kinds of pages that begin so")
    said.add_argument("--slow", action="store_true")
    said.add_argument("--folder", type=Path)
    wishes = said.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with demonstration(wishes.folder) as gallery, a_browser() as browser:
        found = [
            fault
            for address, languages in addresses(gallery, wishes)
            for fault in judge(browser, address, languages, gallery, wishes)
        ]
    print(f"{len(found)} faults")
    return int(bool(found))


@contextmanager
def _right_to_left(gallery: Running) -> Iterator[str]:
    """Serve the gallery in a language from right to left, too."""
    with tempfile.TemporaryDirectory() as folder, in_every_language(gallery, Path(folder)) as found:
        yield found


def addresses(gallery: Running, wishes: Namespace) -> Iterator[tuple[str, list[str]]]:
    """Yield where the gallery is, and in which of the wished languages."""
    wished = wishes.languages.split()
    yield gallery.address, [each for each in wished if each != RTL]
    if RTL in wished:
        with _right_to_left(gallery) as address:
            yield address, [RTL]


def judge(
    browser: Browser, address: str, languages: list[str], gallery: Running, wishes: Namespace
) -> Iterator[str]:
    """Crawl and look; print and yield what is wrong."""
    spoken = " ".join({*gallery.settings.spoken, RTL})
    site = crawled(address, languages=" ".join(languages), spoken=spoken)
    print(f"{len(site.met)} addresses, {len(list(site.pages()))} pages; {' '.join(languages)}")
    for fault in faults_of(site):
        print(" ", fault)
        yield fault
    for path in chosen(site, languages, wishes):
        for fault in visit(browser, address, path, is_slow=wishes.slow):
            print(f"  {path}: {fault}", flush=True)
            yield fault


def chosen(site: Site, languages: list[str], wishes: Namespace) -> list[str]:
    """Return the pages to be looked at: some or all of each kind, in each language."""
    kinds = defaultdict[tuple[str, str], list[str]](list)
    for each, _ in site.pages():
        if kind_of(each.path).startswith(wishes.only):
            kinds[language_of(each.path), kind_of(each.path)].append(each.path)
    wanted = {key: sorted(paths)[: wishes.each] for key, paths in kinds.items()}
    found = [path for (language, _), some in wanted.items() if language in languages
             for path in some]  # fmt: skip
    print(f"{len(found)} to look at: {' '.join(sorted({kind for _, kind in wanted}))}", flush=True)
    return found


def visit(browser: Browser, address: str, path: str, *, is_slow: bool) -> list[str]:
    """Use a page as a visitor would who was never here; return what is wrong."""
    context = browser.new_context(**PHONE, service_workers="block")
    faults = list[str]()
    _listen(context, address, faults)
    page = context.new_page()
    if is_slow:
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH_SHIFTS + WHERE)
    page.goto(address + path, wait_until="networkidle", timeout=90_000)
    shifts = [_shifts_of(page)]
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    shifts.append(_shifts_of(page))
    _use(page)
    shifts.append(_shifts_of(page))
    if max(shifts) >= LEAST:
        faults.append(f"moves by {shifts} {page.evaluate('window.moved')}")
    faults += [f"a cookie: {each['name']}" for each in context.cookies()]
    context.close()
    return faults


def _listen(context: BrowserContext, address: str, faults: list[str]) -> None:
    """Note every foreign request, every answer that failed, and every word in the console."""
    here = urlsplit(address).netloc

    def note_request(request: Any) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob", "about") and asked.netloc != here:
            faults.append(f"asks {request.url}")

    def note_answer(answer: Any) -> None:
        if answer.status >= 400:
            faults.append(f"{answer.url} answers {answer.status}")

    def note_words(said: Any) -> None:
        if "blocked by Playwright" not in said.text:
            faults.append(f"console, {said.type}: {said.text}")

    context.on("request", note_request)
    context.on("response", note_answer)
    context.on("console", note_words)
    context.on("weberror", lambda said: faults.append(f"an error: {said.error}"))


def _use(page: Page) -> None:
    """Open a photo over its gallery and turn to the next; bring the map closer."""
    photo, world = page.locator("a[data-viewer]").first, page.locator(".map.is-live")
    if photo.count():
        photo.click()
        expect(page.locator("dialog[open]")).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    if world.count():
        world.first.press("+")
        page.wait_for_load_state("networkidle")


def _shifts_of(page: Page) -> float:
    """Return how much has moved by itself until now, once two more pictures were drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    return round(float(page.evaluate("window.shifts")), 4)


if __name__ == "__main__":
    sys.exit(main())
