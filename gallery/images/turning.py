"""The eight ways a camera can be held: stored pixels, and the upright picture in them."""

from collections.abc import Callable, Mapping

from PIL import Image

from gallery.images.covers import Box

Point = tuple[float, float]

#: EXIF orientation (CIPA DC-008, 4.6.5.1.6) → how to turn what is stored to see it upright.
TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Where a point of the upright picture lies in what is stored, in fractions.
STORED: Mapping[int, Callable[[float, float], Point]] = {
    1: lambda x, y: (x, y),
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (y, 1 - x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (1 - y, x),
}


def is_aside(orientation: int) -> bool:
    """Whether the camera lay on its side: upright, width and height change places."""
    return orientation >= 5


def stored_box(box: Box, orientation: int) -> Box:
    """Return the same part of the picture as a box in the stored pixels."""
    place = STORED[orientation]
    one = place(box.left, box.top)
    other = place(box.left + box.width, box.top + box.height)
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return Box(left, top, max(one[0], other[0]) - left, max(one[1], other[1]) - top)


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the stored pixels as a person should see them."""
    turn = TURNS.get(orientation)
    return image.transpose(turn) if turn is not None else image
