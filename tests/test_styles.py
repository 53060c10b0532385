"""No style is left over: every class of the stylesheets is worn, every script is loaded."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import ROOT

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.([a-z][\w-]*)")
#: Put together by ``present/classes.py`` from a number or a colour.
SPELT = re.compile(r"(?:whole|tenths|hundredths|red|green|blue)-[0-9a-f]")


def read_all(*patterns: str, root: Path = ROOT) -> str:
    """Return the texts of all files that fit."""
    paths = (path for pattern in patterns for path in sorted(root.glob(pattern)))
    return "\n".join(path.read_text() for path in paths)


def unworn(styles: str, wearers: str) -> Iterator[str]:
    """Yield the classes of styles that no page, script or door mentions."""
    words = set(re.findall(r"[\w-]+", wearers))
    for name in sorted(set(CLASS.findall(COMMENT.sub("", re.sub(r"url\([^)]*\)", "", styles))))):
        if name not in words and not SPELT.fullmatch(name):
            yield name


def test_every_class_is_worn() -> None:
    wearers = read_all("templates/**/*.html", "static/js/*.js", "gallery/web/**/*.py")

    assert list(unworn(read_all("static/css/*.css"), wearers)) == []


def test_a_class_that_nothing_wears_is_found() -> None:
    styles = "/* .told */ .worn { src: url(a.woff2) } .whole-3 { } .worn__more:hover { }"

    assert list(unworn(styles, '<p class="worn">')) == ["worn__more"]


def test_every_script_is_loaded_by_a_page_or_another_script() -> None:
    loading = read_all("templates/**/*.html", "static/js/*.js", "gallery/web/**/*.py")

    names = {path.name for path in (ROOT / "static" / "js").glob("*.js")}

    assert {name for name in names if f"/{name}" not in loading} == set()


def test_scripts_of_visitors_pages_give_way_to_what_is_seen() -> None:
    rooms = ("errors", "galleries", "inquiries", "pages", "press", "receipt", "reports", "search",
             "start", "submit")  # fmt: skip
    pages = read_all(*(f"templates/{room}/*.html" for room in rooms))

    scripts = re.findall(r"<script [^>]*src=[^>]*>", pages)

    assert len(scripts) > 10
    assert [each for each in scripts if 'fetchpriority="low"' not in each] == []
