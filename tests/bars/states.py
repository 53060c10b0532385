"""Every state of a participant's pages, in three languages: ``python -m tests.bars.states``.

Each in English, Belarusian and a language from right to left that nobody speaks, on a phone and on
a desk: axe finds nothing, nothing is wider than the screen or cut off, every control is there to
be pressed; and once more with all text twice as large. ``--shots`` keeps pictures.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from config import Settings
from gallery.app import create_app
from tests.bars.looking import (
    SETTLING,
    a_browser,
    look_at_all,
    name_of,
    opened,
    prefix,
    read_wishes,
)
from tests.bars.moments import STATES, prepare
from tests.browsing import LOOKS, served
from tests.catalogues import compile_catalogues
from tests.factories import create_edition
from tests.pseudo import teach_arabic
from tests.running import Running, running_gallery
from tests.servers import free_port

RTL = "ar"
LANGUAGES = ("en", "be", RTL)


def main() -> int:
    """Look at every state, print what is wrong; 1 when anything is."""
    wishes = read_wishes(__doc__, languages=LANGUAGES)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    states = {state.__name__: state for state in STATES}

    @contextmanager
    def opening(browser: Browser, name: str, language: str, look: dict[str, Any]) -> Iterator[Page]:
        with opened(browser, f"{address}{prefix(language)}/add/", look=look) as page:
            states[name](page)
            yield page

    with a_browser() as browser, speaking_gallery() as address:
        return int(look_at_all(browser, list(states), opening=opening, wishes=wishes) > 0)


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
    app = create_app(replace(gallery.settings, languages=" ".join(LANGUAGES)))
    teach_arabic(app, folder, language=RTL)
    with served(app) as address:
        yield address


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
    return f"{name}-{name_of(look)}"


if __name__ == "__main__":
    sys.exit(main())
