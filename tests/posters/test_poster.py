"""A poster in every script of ours, and none with a box instead of a letter."""

import re
import zlib
from dataclasses import replace
from typing import Any

import pytest

from gallery.posters.letters import can_be_set, split_by_font
from gallery.posters.look import Poster, Spot
from gallery.posters.paper import Paper
from gallery.posters.poster import draw_poster

POSTER = Poster(
    campaign="Free Belarus",
    headline="When people are silenced statues speak",
    taped="silenced",
    city="Vilnius",
    day="18 December 2010",
    group="JEF Vilnius",
    address="https://example.org/add/k5w2h3j4n6p7q2r3",
    call="You took photos? Show them.",
    steps=("Point.", "Choose.", "Send."),
    by_hand="No camera at hand?",
    promise="We hide every face if you ask us to.",
)
GEORGIAN = "როდესაც ხალხი დუმს"


def drawn(poster: Poster) -> str:
    """What is drawn on the page, as PDF's operators."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", draw_poster(poster), re.DOTALL)
    pages = []
    for stream in streams:
        try:
            pages.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return next(page for page in pages if " re" in page)


def words_on(poster: Poster) -> int:
    """How many pieces of text are set."""
    return drawn(poster).count(" Tj")


@pytest.mark.parametrize(
    "text", ["Łódź", "São Tomé", "Zürich", "Гродна, Мінск", "Україна є ґ", "Kišiněv", "Đà"[:1]]
)
def test_latin_and_cyrillic_can_be_set(text: str) -> None:
    assert can_be_set(text)
    assert "".join(run.text for run in split_by_font(text)) == text


@pytest.mark.parametrize("text", [GEORGIAN, "北京", "القدس"])
def test_letters_of_other_scripts_are_left_out_and_never_become_boxes(text: str) -> None:
    assert not can_be_set(text)
    assert list(split_by_font(text.replace(" ", ""))) == []
    assert words_on(replace(POSTER, group=text)) < words_on(POSTER)


def test_a_headline_that_cannot_be_set_leaves_the_city(tmp_path: object) -> None:
    page = draw_poster(replace(POSTER, headline=GEORGIAN, taped="", campaign=GEORGIAN))

    assert page.startswith(b"%PDF-")
    assert words_on(replace(POSTER, headline=GEORGIAN, campaign=GEORGIAN)) < words_on(POSTER)


LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.mark.parametrize(
    "said",
    [
        {"city": LONG},
        {"headline": "silenced " * 13 + LONG},
        {"headline": LONG, "taped": LONG},
        {"call": f"{LONG}?"},
        {"call": "word " * 30, "steps": ("a step of many words " * 5,) * 3},
        {"promise": "word " * 80, "address": f"https://{LONG}.example.org/add/k5w2h3j4n6p7q2r3"},
        {"group": LONG * 2},
    ],
)
def test_what_is_long_stays_on_the_page(
    said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_at, ends, lowest = Paper.write_at, [], []

    def watched(self: Paper, spot: Spot, text: str, **how: Any) -> float:
        ends.append(write_at(self, spot, text, **how))
        lowest.append(spot.y)
        return ends[-1]

    monkeypatch.setattr(Paper, "write_at", watched)
    draw_poster(replace(POSTER, **said))

    assert max(ends) <= 210 - 16 + 0.1
    assert max(lowest) <= 297 - 6


def test_the_word_under_tape_is_white_on_red() -> None:
    with_tape, without = drawn(POSTER), drawn(replace(POSTER, taped="", campaign=""))

    red = "0.7098 0.0706 0.1686 rg"
    assert red in with_tape
    assert red not in without
