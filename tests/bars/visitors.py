"""Every kind of page that visitors meet: ``python -m tests.bars.visitors [--photos 100000]``.

In English, Belarusian and a language from right to left that nobody speaks, on a phone and on a
desk, by day and by night (``--schemes "light dark"``), with text as it is and twice as large: axe
finds nothing, nothing is wider than the screen or cut off, every control is there to be pressed and
says when it has the focus. In the demonstration campaign, or in one of so many photos;
``--folder`` keeps the campaign, ``--kept FILE`` what was good, ``--shots DIR`` pictures.
"""

import logging
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bars.demonstration import pages_of
from tests.bars.lighthouse import campaign
from tests.bars.looking import a_browser, look_at_all, opened, prefix, read_wishes
from tests.bars.multitude import link_files
from tests.bars.states import LANGUAGES, in_every_language

GONE = {"404": "/1999/", "404-photo": "/photos/nothing", "frame-404": "/embed/1999/"}


def main() -> int:
    """Look at every page, print what is wrong; 1 when anything is."""
    ours, rest = _own_wishes().parse_known_args()
    sys.argv[1:] = rest
    wishes = read_wishes(__doc__, languages=LANGUAGES)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with (
        tempfile.TemporaryDirectory() as folder,
        campaign(ours.folder, photos=ours.photos) as gallery,
        in_every_language(gallery, Path(folder)) as address,
        a_browser() as browser,
    ):
        pages = {**pages_of(), **GONE}
        del pages["wall"]  # a screen, on which nothing scrolls: tests/browser/test_live.py looks
        if ours.photos:
            link_files(gallery, pages.values())

        @contextmanager
        def opening(
            browser: Browser, name: str, language: str, look: dict[str, Any]
        ) -> Iterator[Page]:
            with opened(browser, f"{address}{prefix(language)}{pages[name]}", look=look) as page:
                yield page

        return int(look_at_all(browser, list(pages), opening=opening, wishes=wishes) > 0)


def _own_wishes() -> ArgumentParser:
    """Read which campaign is looked at; the rest is said to all who look."""
    said = ArgumentParser(add_help=False)
    said.add_argument("--photos", type=int, default=0)
    said.add_argument("--folder", type=Path)
    return said


if __name__ == "__main__":
    sys.exit(main())
