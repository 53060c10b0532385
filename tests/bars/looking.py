"""Looking at pages in every way that people meet them: language, screen, light, size of text.

A state is a page that somebody has brought about, once in each language; then it is turned from
phone to desk and from day to night, as a reader may. Of each look is counted what axe finds, what
does not fit on the screen, and which controls do not say that they have the focus.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.axe import axe
from tests.bars.fit import Fit, enlarge_text, fit, unmarked
from tests.browsing import FLAGS, LOOKS
from tests.programs import program

PHONE, DESK = LOOKS[0], LOOKS[-1]  # by day, by night
SETTLING = 400  # ms
#: The page has its sizes and colours, whatever moved has come to rest, and all letters are there.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  // What is folded away would stand still for ever.
  for (const each of document.getAnimations())
    if (each.effect.getComputedTiming().endTime < Infinity) each.finish();
}"""
#: The rules of axe that a change of colours may break.
COLOURS = ("color-contrast", "link-in-text-block")
NOTHING_MOVED = Fit(0, [], [], [], 0)
MANY = 8  # faults of one page; the rest are mostly the same
#: Opens a state by its name in a language, at a look.
Opening = Callable[[Browser, str, str, dict[str, Any]], AbstractContextManager[Page]]


def read_wishes(words: str | None, *, languages: Sequence[str]) -> Namespace:
    """Read what is to be looked at."""
    said = ArgumentParser(description=words)
    said.add_argument("--shots", type=Path, help="folder for pictures")
    said.add_argument("--only", default="", help="states whose names begin so")
    said.add_argument("--languages", default=" ".join(languages))
    said.add_argument("--widths", default="390 1280")
    said.add_argument("--schemes", default="", help="light, dark; else by day on a phone only")
    said.add_argument("--kept", type=Path, help="file of what was good; it is not looked at again")
    return said.parse_args()


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=flags)
        yield browser
        browser.close()


def look_at_all(
    browser: Browser, names: Sequence[str], *, opening: Opening, wishes: Namespace
) -> int:
    """Look at every state, print a line for each; return how much is wrong."""
    print(f"{'state':28} {'':2} {'look':>10}  axe over  cut ring   at 200 %: axe over  cut ring")
    if wishes.shots:
        wishes.shots.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in names if name.startswith(tuple(wishes.only.split()) or "")]
    good, faults = read_good(wishes.kept), 0
    for name, language in product(wanted, wishes.languages.split()):
        looks = [
            each for each in looks_of(wishes) if f"{name} {language} {name_of(each)}" not in good
        ]
        if not looks:
            continue
        with opening(browser, name, language, looks[0]) as page:
            faults += sum(len(each) for each in look_over(page, name, language, looks, wishes))
    print(f"{faults} faults; {len(good)} looks were good before")
    return faults


def look_over(
    page: Page, name: str, language: str, looks: Sequence[dict[str, Any]], wishes: Namespace
) -> Iterator[list[str]]:
    """Look at a state in one way after the other; yield what is wrong, keep what is good."""
    width = 0
    for look in looks:
        page.set_viewport_size(look["viewport"])
        page.emulate_media(color_scheme=look["color_scheme"])
        where = f"{name:28} {language} {name_of(look):>10}"
        shot = wishes.shots / "-".join(where.split()) if wishes.shots else None
        faults = judge(page, where, shot, is_by_night_too=width_of(look) == width)
        width = width_of(look)
        if wishes.kept and not faults:
            with wishes.kept.open("a") as kept:
                print(name, language, name_of(look), file=kept)
        yield faults


def read_good(kept: Path | None) -> set[str]:
    """Return what was good already, each as its state, language and look."""
    return set(kept.read_text().splitlines()) if kept and kept.exists() else set()


def looks_of(wishes: Namespace) -> list[dict[str, Any]]:
    """Return the screens that are wished for."""
    wide = [each for each in LOOKS if str(width_of(each)) in wishes.widths.split()]
    if wishes.schemes:
        return [each for each in wide if each["color_scheme"] in wishes.schemes.split()]
    return [each for each in wide if each in (PHONE, DESK)]


def judge(page: Page, where: str, shot: Path | None, *, is_by_night_too: bool = False) -> list[str]:
    """Judge a page with text as it is and twice as large; print and return what is wrong.

    From day to night nothing moves: then colours are left to be judged.
    """
    line, faults = where, list[str]()
    for percent in (100, 200):
        enlarge_text(page, percent)
        page.evaluate(SETTLED)
        if shot:
            page.screenshot(path=f"{shot}-{percent}.png", full_page=True)
        found = axe(page, only=COLOURS if is_by_night_too else ())
        fitting = NOTHING_MOVED if is_by_night_too else fit(page)
        rings = unmarked(page)
        line += f"  {figures(found, fitting)} {len(rings):4}" + " " * 12 * (percent == 100)
        faults += [f"{where} {percent} %: {each}" for each in (*found, *fitting.faults, *rings)]
    more = [f"{where}: and {len(faults) - MANY} more"] * (len(faults) > MANY)
    print(line, *faults[:MANY], *more, sep="\n", flush=True)
    return faults


def figures(found: list[str], fitting: Fit) -> str:
    """Write the figures of one look at a page."""
    return f"{len(found):3} {fitting.overflow:4} {len(fitting.faults):4}"


def width_of(look: dict[str, Any]) -> int:
    """Return how wide a screen is."""
    return int(look["viewport"]["width"])


def name_of(look: dict[str, Any]) -> str:
    """Name a look: how wide, by day or by night."""
    return f"{width_of(look)}-{look['color_scheme']}"


def prefix(language: str) -> str:
    """Return where the pages of a language begin."""
    return "" if language == "en" else f"/{language}"


@contextmanager
def opened(browser: Browser, url: str, *, look: dict[str, Any]) -> Iterator[Page]:
    """Open a page in a browser of its own."""
    context = browser.new_context(**look, service_workers="block")
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()
