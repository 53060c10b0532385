"""Whether two files show the very same picture: both are sketched as a grid of grey cells.

A likeness of 64 bits (see ``likeness``) forgives too much: a face that was covered in one file and
is not in the other changes none of its bits. Here no cell may differ.
"""

from typing import NamedTuple

from PIL import Image

EDGE = 96  # cells in a row and in a column, whatever the picture's shape
#: Grey levels, of 256. Coding the same picture anew moved no cell by more than 15 (JPEG from
#: quality 30 up, HEIC, a quarter of the pixels, the roughest resampling); a black box of one
#: thousandth of the picture moved some by 80 and more.
MOST_IN_CELL, MOST_ON_AVERAGE = 24, 6.0
SAME_SHAPE = 0.02  # by which part two ratios of width and height may differ


class Sketch(NamedTuple):
    """A picture's size in pixels and the brightness of its cells, row by row."""

    width: int
    height: int
    cells: bytes


def draw_sketch(image: Image.Image) -> Sketch:
    """Sketch an upright picture."""
    cells = image.convert("L").resize((EDGE, EDGE), Image.Resampling.BOX).tobytes()
    return Sketch(image.width, image.height, cells)


def is_same_picture(one: Sketch, other: Sketch) -> bool:
    """Whether nothing in two pictures differs but their size and how they are coded."""
    ratio = (one.width * other.height) / (one.height * other.width)
    if abs(ratio - 1) > SAME_SHAPE:
        return False
    apart = [abs(left - right) for left, right in zip(one.cells, other.cells, strict=True)]
    return max(apart) <= MOST_IN_CELL and sum(apart) / len(apart) <= MOST_ON_AVERAGE
