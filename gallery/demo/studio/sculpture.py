"""What a sculptor hands over: a relief, what of it is stone, what is cloth."""

from dataclasses import dataclass, field
from typing import NamedTuple

from gallery.demo.studio.canvas import Box, Line, Size, View, box_of
from gallery.demo.studio.relief import Relief


class Bump(NamedTuple):
    """A rise (below zero: a hollow) of the surface; all in the units of a View."""

    line: Line
    height: float
    soft: float


@dataclass
class Sculpture:
    """A relief in the making, with the outlines of what it is made of, in pixels."""

    relief: Relief
    view: View
    stone: list[Line] = field(default_factory=list)
    cloth: list[Line] = field(default_factory=list)
    plinth: list[Line] = field(default_factory=list)

    @property
    def size(self) -> Size:
        """The canvas."""
        return self.relief.size

    def swell(self, *lines: Line, reach: float, height: float) -> None:
        """Set up a body of stone; all in units."""
        placed = [self.view.place(line) for line in lines]
        scale = self.view.scale
        self.relief.swell(placed, reach=reach * scale, height=height * scale)
        self.stone += placed

    def build(self, *lines: Line, reach: float, height: float) -> None:
        """Set up a part of the plinth; all in units."""
        self.swell(*lines, reach=reach, height=height)
        self.plinth += self.stone[-len(lines) :]
        del self.stone[-len(lines) :]

    def carve(self, *bumps: Bump) -> None:
        """Work on the surface."""
        scale = self.view.scale
        for bump in bumps:
            placed = self.view.place(bump.line)
            self.relief.add(placed, height=bump.height * scale, soft=bump.soft * scale)

    def trimmed(self) -> tuple["Sculpture", Box] | None:
        """Return what is on the canvas, on a canvas of its own, and where that lies; else None."""
        lines = self.stone + self.cloth + self.plinth
        if not (box := box_of(lines, size=self.size, margin=4)):
            return None
        left, top = box[:2]
        relief = Relief((box[2] - left, box[3] - top))
        relief.heights = self.relief.heights.crop(box)
        moved = (_moved(part, left, top) for part in (self.stone, self.cloth, self.plinth))
        return Sculpture(relief, self.view, *moved), box

    def lift(self, *lines: Line, height: float, soft: float) -> None:
        """Raise several shapes as one; all in units."""
        placed = [self.view.place(line) for line in lines]
        scale = self.view.scale
        self.relief.add(*placed, height=height * scale, soft=soft * scale)

    def smooth(self, line: Line) -> None:
        """Clear a shape of the folds it covers; in units."""
        self.relief.level([self.view.place(line)])

    def wrap(self, *bumps: Bump) -> None:
        """Put cloth on, in bumps."""
        self.carve(*bumps)
        self.cloth += [self.view.place(bump.line) for bump in bumps]


def _moved(lines: list[Line], left: int, top: int) -> list[Line]:
    return [[(x - left, y - top) for x, y in line] for line in lines]
