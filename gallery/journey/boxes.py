"""What may be covered or kept of a picture: boxes that lie inside it."""

from collections.abc import Sequence

from gallery.errors import BadInput
from gallery.images.covers import Box

MOST_COVERS = 100  # of one photo; more heads are rather cropped away
NOISE = 1e-9  # of adding fractions


def check_boxes(boxes: Sequence[Box]) -> None:
    """Raise BadInput for a box that is empty or not inside the picture."""
    if len(boxes) > MOST_COVERS:
        raise BadInput("too-many-covers", limit=MOST_COVERS)
    for box in boxes:
        left, top, width, height = box
        right, bottom = left + width - NOISE, top + height - NOISE
        # "Not a number" is not inside either.
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise BadInput("box-outside")
