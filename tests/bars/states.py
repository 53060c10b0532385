"""Every state of a participant's pages, in three languages: ``python -m tests.bars.states``.

Each in English, Belarusian and a language from right to left that nobody speaks, on a phone and on
a desk: axe finds nothing, nothing is wider than the screen or cut off, every control is there to
be pressed; and once more with all text twice as large. ``--shots`` keeps pictures.
"""

import logging
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from config import Settings
from gallery.app import create_app
from tests.axe import axe
from tests.bars.fit import Fit, enlarge_text, fit
from tests.bars.moments import STATES, prepare
from tests.browsing import FLAGS, LOOKS, served
from tests.catalogues import collect_texts, compile_catalogues
from tests.factories import create_edition
from tests.programs import program
from tests.pseudo import arabic, write_pseudo
from tests.running import Running, running_gallery
from tests.servers import free_port

RTL = "ar"
LANGUAGES = ("en", "be", RTL)
PHONE, DESK = LOOKS[0], LOOKS[-1]  # by day, by night
SETTLING = 400  # ms


def main() -> int:
    """Look at every state, print what is wrong; 1 when anything is."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--shots", type=Path, help="folder for pictures")
    said.add_argument("--only", default="", help="states whose name begins so")
    said.add_argument("--languages", default=" ".join(LANGUAGES))
    said.add_argument("--widths", default="390 1280")
    wishes = said.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with sync_playwright() as playwright, speaking_gallery() as address:
        path, flags = program("chromium"), [*FLAGS, "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        faults = sum(look_at_all(browser, address, wishes))
    print(f"{faults} faults")
    return int(faults > 0)


@contextmanager
def speaking_gallery() -> Iterator[str]:
    """Run a gallery, and its pages once more in a language that nobody speaks."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(
            data_dir=Path(name) / "data",
            port=free_port(),
            mail_url="smtp://127.0.0.1:9",
            mail_from="gallery@example.org",
        )
        settings.folder.mkdir()
        with running_gallery(settings) as gallery:
            create_edition()
            prepare()
            with in_every_language(gallery, Path(name)) as address:
                yield address


@contextmanager
def in_every_language(gallery: Running, folder: Path) -> Iterator[str]:
    """Serve the pages of a gallery in every language of this bar; its worker stays the same."""
    compile_catalogues()
    write_pseudo(collect_texts(folder), folder, language=RTL, speak=arabic)
    app = create_app(replace(gallery.settings, languages=" ".join(LANGUAGES)))
    app.extensions["babel"].translation_directories.append(str(folder))
    with served(app) as address:
        yield address


def look_at_all(browser: Browser, address: str, wishes: Namespace) -> Iterator[int]:
    """Look at every state, print a line for each; yield how much is wrong."""
    print(f"{'state':20} {'':2} {'width':>5}  axe  over  cut   with 200 % text: axe  over  cut")
    wanted = [each for each in STATES if each.__name__.startswith(wishes.only)]
    looks = [each for each in (PHONE, DESK) if str(width_of(each)) in wishes.widths.split()]
    for state, language, look in product(wanted, wishes.languages.split(), looks):
        with opened(browser, f"{address}{prefix(language)}/add/", look=look) as page:
            state(page)
            where = f"{state.__name__:20} {language} {width_of(look):5}"
            shot = wishes.shots and wishes.shots / "-".join(where.split())
            yield len(judge(page, where, shot))


def judge(page: Page, where: str, shot: Path | None) -> list[str]:
    """Judge a page with text as it is and twice as large; print and return what is wrong."""
    line, faults = where, list[str]()
    for percent in (100, 200):
        enlarge_text(page, percent)
        page.wait_for_timeout(SETTLING)
        if shot:
            page.screenshot(path=f"{shot}-{percent}.png", full_page=True)
        found, fitting = axe(page), fit(page)
        line += f"  {figures(found, fitting)}"
        if percent == 100:
            line += " " * 17
        faults += [f"{where} {percent} %: {fault}" for fault in (*found, *fitting.faults)]
    print(line, *faults, sep="\n", flush=True)
    return faults


def figures(found: list[str], fitting: Fit) -> str:
    """Write the figures of one look at a page."""
    return f"{len(found):3} {fitting.overflow:5} {len(fitting.faults):4}"


def width_of(look: dict[str, Any]) -> int:
    """Return how wide a screen is."""
    return int(look["viewport"]["width"])


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


def show_states(browser: Browser, address: str, *, folder: Path) -> None:
    """Take a picture of every state, on phone and desk, by day and by night."""
    folder.mkdir(parents=True, exist_ok=True)
    prepare()
    for look, state in product(LOOKS, STATES):
        with opened(browser, f"{address}/add/", look=look) as page:
            state(page)
            page.wait_for_timeout(SETTLING)
            page.screenshot(path=folder / f"{picture_of(state, look)}.png", full_page=True)


def picture_of(state: Callable[[Page], None], look: dict[str, Any]) -> str:
    """Name the picture of a state."""
    name = state.__name__.replace("_", "-")
    return f"{name}-{width_of(look)}-{look['color_scheme']}"


if __name__ == "__main__":
    sys.exit(main())
