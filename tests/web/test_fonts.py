"""The headline font: in capitals, in files that have what they promise, asked for in time."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from gallery.web.static_files import LETTERS, fonts
from tests.architecture import ROOT

FONTS, STYLES = ROOT / "static" / "fonts", ROOT / "static" / "css"
FACE = re.compile(r"display-(\w+)-800\.woff2\)[^}]*unicode-range: ([^;]+);")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
#: Digits have no capitals.
NUMBERS = {
    ".timeline__number", ".upload::before", ".pile__waiting", ".facts__number",
    ".year-strip__year", ".office__number", ".reason__digit",
}  # fmt: skip
#: What is left out of the files because nobody sets it: a soft hyphen, letters without capitals.
NEVER_SET = "\u00ad\u0138"
#: Of Esperanto, Welsh and the like: the font itself has none of them.
UNKNOWN_TO_IT = "ĈĔĜĤĨĬĴĿŎŜŨŬ"


def letters_in(ranges: str) -> Iterator[str]:
    """Yield the letters of a ``unicode-range`` that are their own capitals."""
    for each in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        for code in range(int(each[0], 16), int(each[1] or each[0], 16) + 1):
            if chr(code).upper() == chr(code) and chr(code).isprintable():
                yield chr(code)


def worn(styles: str, words: str) -> set[str]:
    """What wears a style in whose rule these words are."""
    rules = (names for names, said in RULE.findall(styles) if words in said)
    return {each.strip().rpartition("\n")[2] for names in rules for each in names.split(",")}


@pytest.mark.parametrize("sheet", ["tokens", "embed"])
def test_a_file_has_every_capital_that_its_range_promises(sheet: str) -> None:
    faces = FACE.findall((STYLES / f"{sheet}.css").read_text())

    for name, ranges in faces:
        has = TTFont(FONTS / f"display-{name}-800.woff2").getBestCmap()
        lacking = [each for each in letters_in(ranges) if ord(each) not in has]
        assert set(lacking) <= {*NEVER_SET, *UNKNOWN_TO_IT}, name
    assert [name for name, _ in faces] == ["latin", "latinext", "cyr"]


def test_it_is_set_in_capitals_alone() -> None:
    styles = "".join(path.read_text() for path in sorted(STYLES.glob("*.css")))

    wearing, capitals = worn(styles, "var(--display)"), worn(styles, "text-transform: uppercase")

    assert wearing - capitals == NUMBERS


def test_letters_are_brought_with_the_page_as_the_styles_will_ask_for_them() -> None:
    faces = dict(FACE.findall((STYLES / "tokens.css").read_text()))

    for name, pattern in LETTERS.items():
        assert all(pattern.search(each) for each in letters_in(faces[name])), name
        assert not any(pattern.search(each) for each in letters_in(faces["latin"])), name


@pytest.mark.parametrize(
    ("language", "title", "names"),
    [
        ("en", "Zürich", ["latin"]),
        ("en", "Wrocław, Poland", ["latin", "latinext"]),
        ("be", "2009", ["latin", "cyr"]),
        ("lt", "Мінск", ["latin", "cyr", "latinext"]),
    ],
)
def test_a_page_brings_what_its_title_and_its_language_are_set_in(
    app: Flask, language: str, title: str, names: list[str]
) -> None:
    with app.test_request_context():
        found = fonts(language, title)

    assert [each.rpartition("/")[2] for each in found] == [
        f"display-{name}-800.woff2" for name in names
    ]
