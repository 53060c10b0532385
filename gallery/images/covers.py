"""Covers: solid strips of the campaign's tape over faces, and the crop to the statue.

What lies under a cover must leave no trace in any published byte, so covers are drawn before any
resizing, and a little larger than asked: a lossy original mixes pixels within its blocks.
"""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from PIL import Image, ImageDraw

TAPE = (181, 18, 43)  # --tape of static/css/tokens.css

#: Pixels of the original that a lossy format may have smeared beyond a box: one JPEG MCU of 16
#: pixels, and its neighbours' chroma (ITU-T T.81, A.2; libjpeg's "fancy" upsampling).
SMEAR = 20


class Box(NamedTuple):
    """A part of the upright picture, in fractions of its width and height (0 to 1)."""

    left: float
    top: float
    width: float
    height: float


class Pixels(NamedTuple):
    """A part of an image in whole pixels: left, top, right, bottom (right and bottom outside)."""

    left: int
    top: int
    right: int
    bottom: int


def draw_covers(image: Image.Image, covers: Sequence[Box], *, original_width: int) -> None:
    """Overwrite every pixel of each box, and of what it may have been smeared into.

    ``original_width`` is that of the upright original in pixels: it tells the scale.
    """
    margin = ceil(SMEAR * image.width / original_width) + 1
    draw = ImageDraw.Draw(image)
    for box in covers:
        area = pixels_of(box, image.size, margin=margin)
        if area.right > area.left and area.bottom > area.top:
            draw.rectangle((area.left, area.top, area.right - 1, area.bottom - 1), fill=TAPE)


def crop_to(image: Image.Image, crop: Box) -> Image.Image:
    """Return the part that is kept, on a canvas of its own."""
    area = pixels_of(crop, image.size, margin=0)
    return image.crop(area)


def pixels_of(box: Box, size: tuple[int, int], *, margin: int) -> Pixels:
    """Return the whole pixels that a box touches, and ``margin`` more on each side."""
    width, height = size
    return Pixels(
        left=_within(floor(box.left * width) - margin, width),
        top=_within(floor(box.top * height) - margin, height),
        right=_within(ceil((box.left + box.width) * width) + margin, width),
        bottom=_within(ceil((box.top + box.height) * height) + margin, height),
    )


def _within(value: int, limit: int) -> int:
    """Keep a coordinate inside the image."""
    return max(0, min(limit, value))
