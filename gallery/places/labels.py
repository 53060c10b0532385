"""Names beside the circles of a map, wherever one has room; a name without room is left out."""

from collections.abc import Sequence
from typing import NamedTuple

#: In pixels: how high a line is, how wide a letter of a wide font, and the air around both.
LINE, LETTER, AIR = 14, 7.8, 4


class Spot(NamedTuple):
    """A circle with the name that belongs to it, in pixels; without one it only needs room."""

    x: float
    y: float
    radius: float
    name: str = ""


class Label(NamedTuple):
    """Where a name stands: its ``text-anchor`` (SVG 2, 11.10.2.1), and the point it is set from."""

    x: float
    y: float
    anchor: str


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "_Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def set_names(spots: Sequence[Spot], *, width: float, height: float) -> list[Label | None]:
    """Return where each name stands, the first spots first: no name meets a name or a circle."""
    frame = _Box(0, 0, width, height)
    taken = [_Box(x - r, y - r, x + r, y + r) for x, y, r, _name in spots]
    labels: list[Label | None] = []
    for spot in spots:
        free = (
            (label, box)
            for label, box in _ways(spot)
            if frame.holds(box) and not any(map(box.meets, taken))
        )
        label, box = next(free, (None, None))
        labels.append(label)
        taken += [box] if box else []
    return labels


def _ways(spot: Spot) -> list[tuple[Label, _Box]]:
    """Return where a name could stand: right of its circle, left, below or above."""
    if not spot.name:
        return []
    x, y, away = spot.x, spot.y, spot.radius + AIR
    wide, half = len(spot.name) * LETTER, LINE / 2
    under, over = y + away + half, y - away - half
    return [
        (Label(x + away, y, "start"), _Box(x + away, y - half, x + away + wide, y + half)),
        (Label(x - away, y, "end"), _Box(x - away - wide, y - half, x - away, y + half)),
        *(
            (Label(x, row, "middle"), _Box(x - wide / 2, row - half, x + wide / 2, row + half))
            for row in (under, over)
        ),
    ]
