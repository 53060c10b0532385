"""The headline font comes in three files; which of them has a letter."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

#: With small letters: a poster has sentences, our pages set this font in capitals alone.
FONTS = Path(__file__).resolve().parent / "fonts"
FILES = {name: FONTS / f"display-{name}-800.woff2" for name in ("latin", "latinext", "cyr")}


class Run(NamedTuple):
    """Letters that follow each other and are of one font file."""

    font: str
    text: str


def can_be_set(text: str) -> bool:
    """Whether every letter of a text, in capitals, is in one of our fonts."""
    return all(_font_of(letter) for letter in text.upper())


def split_by_font(text: str) -> Iterator[Run]:
    """Cut a text where the font changes; letters that no font has are left out."""
    font, run = "", ""
    for letter in text:
        found = _font_of(letter)
        if found != font and found:
            if run:
                yield Run(font, run)
            font, run = found, ""
        run += letter if found else ""
    if run:
        yield Run(font, run)


@cache
def _letters(name: str) -> frozenset[int]:
    """Return what a font file has."""
    with TTFont(FILES[name], lazy=True) as font:
        return frozenset(font.getBestCmap())


def _font_of(letter: str) -> str:
    """Return the font that has a letter, or nothing."""
    return next((name for name in FILES if ord(letter) in _letters(name)), "")
