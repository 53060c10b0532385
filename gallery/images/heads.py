"""Heads in a picture: only where they are, never whose. A person decides what is covered.

Looking for them takes the extra ``faces``: dlib's detector of faces by their gradients, all of it
inside the library's wheel (Dalal and Triggs, 2005; Felzenszwalb et al., 2010). Without the extra
nobody looks. No face is recognised, compared or kept.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from PIL import Image

from gallery.images.covers import Box, is_hidden

Detector = Callable[[Image.Image], list[Any]]

EDGE = 1280  # pixels: larger pictures are looked at in this size,
DOUBLINGS = 2  # twice doubled, so that a face of 20 pixels is seen
#: How far a head reaches beyond what the detector marks of a face, in shares of that.
SIDES, ABOVE, BELOW = 0.2, 0.5, 0.15
MARGIN = 0.25  # of the head, added to each of its sizes
MOST = 100  # of one picture
#: The part of such a box in which the face itself lies.
FACE = Box(0.2, 0.3, 0.6, 0.55)

#: The detector of this process, once it was loaded.
_LOADED: list[Detector] = []


def begin_to_look() -> bool:
    """Load the detector, before doors close; whether it is there."""
    try:
        dlib, numpy = import_module("dlib"), import_module("numpy")
    except ImportError:
        return False
    detector = dlib.get_frontal_face_detector()
    _LOADED[:] = [lambda image: list(detector(numpy.asarray(image), DOUBLINGS))]
    return True


def is_installed() -> bool:
    """Whether the extra is here, be it that it works or not."""
    return all(find_spec(name) for name in ("dlib", "numpy"))


def empty_picture() -> bytes:
    """Return a picture with nobody on it: who looks for heads finds none."""
    target = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(target, "JPEG")
    return target.getvalue()


def find_heads(image: Image.Image) -> tuple[Box, ...] | None:
    """Return where heads are, margin included, from left to right; None when nobody looks."""
    if not _LOADED:
        return None
    small = image.convert("L")
    small.thumbnail((EDGE, EDGE))
    try:
        faces = _LOADED[0](small)
    except MemoryError:
        return None  # the photo is as welcome as without the extra
    return tuple(sorted(_head(face, small.size) for face in faces[:MOST]))


def is_covered(head: Box, covers: tuple[Box, ...], crop: Box | None) -> bool:
    """Whether nothing of the face in a head's box shows."""
    face = Box(
        head.left + FACE.left * head.width,
        head.top + FACE.top * head.height,
        FACE.width * head.width,
        FACE.height * head.height,
    )
    return is_hidden(face, covers, crop)


def _head(face: Any, size: tuple[int, int]) -> Box:
    """Return the box of the whole head and its margin, inside the picture, in fractions of it."""
    wide, high = face.width(), face.height()
    head_wide, head_high = (1 + 2 * SIDES) * wide, (1 + ABOVE + BELOW) * high
    left = face.left() - SIDES * wide - MARGIN / 2 * head_wide
    top = face.top() - ABOVE * high - MARGIN / 2 * head_high
    across = _stretch(left, (1 + MARGIN) * head_wide, size[0])
    down = _stretch(top, (1 + MARGIN) * head_high, size[1])
    return Box(across[0], down[0], across[1], down[1])


def _stretch(start: float, length: float, size: int) -> tuple[float, float]:
    """Return where a stretch begins and how long it is, cut at the edges, in fractions."""
    first, last = max(0.0, start / size), min(1.0, (start + length) / size)
    return round(first, 4), round(last - first, 4)
