"""How wide the first photos of a grid are shown in windows of any width, for their ``sizes``.

The later ones are loaded when they come near, and browsers know their width by then. These are
asked for before anything is laid out, so their rows are broken here as the browser will do it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gallery.web.present.classes import softer

#: Windows in pixels: the narrowest, the widest that a page fills, and how far apart we look.
NARROW, WIDE, STEP = 320, 1344, 32
SCREEN = 768  # from here on it is no phone
#: Shares of the window that are so near are one: a browser chooses the same file.
NEAR = 0.04
#: So few photos stand larger, and never fill a row that they are too few for.
FEW, FEW_HEIGHT = 2, 512


class Rows(NamedTuple):
    """How galleries.css lays rows out: their height before they are stretched, their gaps."""

    height: int
    gap: int


ON_SCREEN, ON_PHONE = Rows(250, 12), Rows(150, 8)


def sizes_of_first(ratios: Sequence[float], *, count: int) -> list[str]:
    """Return the ``sizes`` of the first photos in a grid of these ratios."""
    return _sizes(tuple(ratios), min(count, len(ratios)))


@lru_cache(1_000)
def _sizes(ratios: tuple[float, ...], count: int) -> list[str]:
    """Break the rows; the same photos stand on pages in every language."""
    windows = range(NARROW, WIDE, STEP)
    found = [_shares(ratios, window, count=count) for window in windows if ratios]
    return [_write([shares[place] for shares in found]) for place in range(count)]


def _write(shares: Sequence[float]) -> str:
    """Write what share of its window a photo has, the widest window first."""
    said = [f"(min-width: {WIDE}px) {softer(shares[-1] * WIDE)}px"]
    start = len(shares) - 1
    for place in range(start - 1, -1, -1):
        if abs(shares[place] - shares[start]) <= NEAR * shares[start]:
            continue
        said.append(_from(place + 1, max(shares[place + 1 : start + 1])))
        start = place
    return ", ".join([*said, f"{softer(100 * max(shares[: start + 1]))}vw"])


def _from(place: int, share: float) -> str:
    """Write a share of every window from one on."""
    return f"(min-width: {NARROW + place * STEP}px) {softer(100 * share)}vw"


def _shares(ratios: Sequence[float], window: int, *, count: int) -> list[float]:
    """Return what share of a window, and of those that are a step wider, the first photos take."""
    ends = [(end, _widths(ratios, end, count=count)) for end in (window, window + STEP - 1)]
    return [max(widths[place] / end for end, widths in ends) for place in range(count)]


def _widths(ratios: Sequence[float], window: int, *, count: int) -> list[float]:
    """Return how wide the first photos are shown in a window, in pixels."""
    rows, room = _rows(window), window - 2 * _gutter(window)
    if len(ratios) <= FEW:
        return _few(ratios, rows=rows, room=room, is_phone=window < SCREEN)
    widths: list[float] = []
    for line, is_last in _lines(ratios, rows=rows, room=room):
        free = room - rows.gap * (len(line) - 1)
        natural = sum(line) * rows.height
        is_stretched = not is_last or natural + rows.gap * len(line) > 0.8 * room
        scale = free / natural if is_stretched or natural > free else 1
        widths += [ratio * rows.height * scale for ratio in line]
        if len(widths) >= count:
            break
    return widths


def _lines(
    ratios: Sequence[float], *, rows: Rows, room: float
) -> Iterator[tuple[list[float], bool]]:
    """Yield the photos of each row by their ratios, and whether it is the last one."""
    line: list[float] = []
    for ratio in ratios:
        if line and (sum(line) + ratio) * rows.height + rows.gap * len(line) > room:
            yield line, False
            line = []
        line.append(ratio)
    yield line, True


def _few(ratios: Sequence[float], *, rows: Rows, room: float, is_phone: bool) -> list[float]:
    """Return how wide one or two photos are: beside each other, on a phone below each other."""
    natural = [ratio * FEW_HEIGHT for ratio in ratios]
    if is_phone:
        return [min(room, each) for each in natural]
    scale = min(1, (room - rows.gap * (len(ratios) - 1)) / sum(natural))
    return [each * scale for each in natural]


def _rows(window: int) -> Rows:
    """Return the rows of a window."""
    return ON_SCREEN if window >= SCREEN else ON_PHONE


def _gutter(window: int) -> float:
    """Return how much is left free at each side (``--gutter`` in tokens.css)."""
    return min(48, max(16, 0.04 * window))
