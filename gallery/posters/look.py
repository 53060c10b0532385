"""The campaign's look on paper and in pixels, and what stands on a poster. Loads nothing."""

from dataclasses import dataclass
from typing import NamedTuple

Colour = tuple[int, int, int]
#: As in tokens.css.
STONE: Colour = (247, 244, 238)
SURFACE: Colour = (255, 253, 249)
INK: Colour = (21, 19, 15)
INK_2: Colour = (77, 71, 62)
TAPE: Colour = (181, 18, 43)
WHITE: Colour = (255, 255, 255)

CAPITALS = 0.655  # height of a capital, in sizes of the font
#: The torn ends of a strip, in heights of a capital: how far in, at which part of the height.
TORN = (
    (0.02, 0.0), (0.0, 0.13), (0.07, 0.25), (0.02, 0.39), (0.06, 0.52), (0.0, 0.67), (0.06, 0.8),
    (0.02, 0.98),
)  # fmt: skip
INSET, OVER = 0.14, 0.18  # of tape around its word, in heights of a capital


class Spot(NamedTuple):
    """Where words begin: the left end of their base line."""

    x: float
    y: float


@dataclass(frozen=True)
class Poster:
    """What a poster says, in one language."""

    campaign: str
    headline: str
    taped: str  # the headline's word under tape, or nothing
    city: str
    day: str
    group: str  # who hands out the link, or nothing
    address: str  # what the QR code says
    call: str  # one line above the steps
    steps: tuple[str, ...]
    by_hand: str  # what stands above the address in letters
    promise: str
    language: str = "en"
