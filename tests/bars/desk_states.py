"""Every page and state of those who work here: ``python -m tests.bars.desk_states``.

Board, photo, sheet, messages, office, account, the ways in, reports and questions: by day and by
night, on a phone and on a desk, in English and in a language of long words, with text as it is and
twice as large; if wished for, in Belarusian, and from right to left in a language that nobody
speaks (``--languages "be ar"``). axe finds nothing, nothing is wider than the screen or cut off,
every control is there to be pressed and says when it has the focus. ``--shots`` keeps pictures.
"""

import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from gallery.web.limits import limiter
from tests.bars.desk import an_evening
from tests.bars.desk_matters import set_out
from tests.bars.desk_scenes import all_scenes
from tests.bars.looking import a_browser, look_at_all, prefix, read_wishes
from tests.browsing import cookies_of, served
from tests.catalogues import compile_catalogues
from tests.pseudo import teach_arabic

LANGUAGES = ("en", "de")
RTL = "ar"
SPOKEN = ("en", "be", "de", RTL)


def main() -> int:
    """Look at every scene, print what is wrong; 1 when anything is."""
    wishes = read_wishes(__doc__, languages=LANGUAGES)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    compile_catalogues()
    with (
        tempfile.TemporaryDirectory() as folder,
        an_evening(Path(folder), languages=" ".join(SPOKEN)) as evening,
    ):
        teach_arabic(evening.app, Path(folder), language=RTL)
        set_out(evening)
        scenes = all_scenes(evening)

        @contextmanager
        def opening(
            browser: Browser, name: str, language: str, look: dict[str, Any]
        ) -> Iterator[Page]:
            who, path, act = scenes[name]
            limiter.reset()  # what was refused in another scene
            context = browser.new_context(**look)
            context.add_cookies(cookies_of(evening.browser_of(who), address))
            page = context.new_page()
            page.goto(f"{address}{prefix(language)}{path}")
            act(page)
            yield page
            context.close()

        with a_browser() as browser, served(evening.app) as address:
            return int(look_at_all(browser, list(scenes), opening=opening, wishes=wishes) > 0)


if __name__ == "__main__":
    sys.exit(main())
