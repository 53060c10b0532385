"""Numbers and colours as CSS classes: our strict policy allows no style attribute.

``static/css/galleries.css`` and ``embed.css`` read them back.
"""

import re
from functools import lru_cache
from math import ceil

COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
#: Ratios beyond these make a row unreadable; such a picture is shown cropped in the grid.
NARROWEST, WIDEST = 0.4, 3.0

#: What a card's picture may grow to in its row, as the grid's CSS lays it out: rows of about 250
#: pixels on a screen and 150 on a phone, stretched until they fill the width.
ROW_ON_SCREEN, ROW_ON_PHONE = 300, 210
#: A picture may be stretched by so little: nobody sees it, and a browser whose screen needs 663
#: pixels takes the file of 640, not the one of 960 that weighs twice as much.
SOFTER = 0.95
#: A frame's rows are lower, and its pictures may be a little softer: it is a guest elsewhere.
ROW_IN_FRAME = 90


@lru_cache(1_000)
def number_classes(number: float) -> str:
    """Spell a number from 0 to 9.99, rounded to 0.01: 1.53 is whole-1 tenths-5 hundredths-3."""
    whole, rest = divmod(round(number * 100), 100)
    digits = {"whole": whole, "tenths": rest // 10, "hundredths": rest % 10}
    return " ".join(f"{name}-{digit}" for name, digit in digits.items() if digit)


def ratio_classes(width: int, height: int) -> str:
    """Spell a picture's ratio (width by height, pixels), kept within what a row can hold."""
    return number_classes(ratio_in_grid(width, height))


def ratio_in_grid(width: int, height: int) -> float:
    """Return a picture's ratio, kept within what a row can hold."""
    return min(WIDEST, max(NARROWEST, width / height))


@lru_cache(5_000)
def colour_classes(colour: str) -> str:
    """Spell a colour such as #625e5e by its sixteenths: tint red-6 green-6 blue-6; else nothing."""
    if not COLOUR.fullmatch(colour):
        return ""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    names = zip(("red", "green", "blue"), parts, strict=True)
    return " ".join(["tint", *(f"{name}-{round(part / 17):x}" for name, part in names)])


def sizes_in_grid(width: int, height: int) -> str:
    """Say how wide a picture is shown in the grid, for the ``sizes`` of its sources."""
    ratio = ratio_in_grid(width, height)
    screen, phone = softer(ratio * ROW_ON_SCREEN), softer(ratio * ROW_ON_PHONE)
    return f"(min-width: 48rem) {screen}px, min({phone}px, {softer(92)}vw)"


def softer(length: float) -> int:
    """Return what is said of a length at which a picture is shown."""
    return ceil(length * SOFTER)


def sizes_in_frame(width: int, height: int) -> str:
    """Say how wide a picture is shown among others in a frame."""
    return f"{round(ratio_in_grid(width, height) * ROW_IN_FRAME)}px"


def sizes_on_page(width: int, height: int) -> str:
    """Say how wide a picture is shown on its own page: as wide as fits, 86 % of the screen high."""
    tall = softer(86 * width / height)
    return f"(min-width: 60rem) min({tall}vh, 95vw - 28.5rem, 53rem), min({tall}vh, {softer(92)}vw)"
