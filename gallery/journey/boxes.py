"""What may be covered or kept of a picture, and whether every head that was seen is covered."""

from collections.abc import Sequence

from gallery.errors import BadInput, Incomplete
from gallery.images.covers import NOISE, Box
from gallery.models import Faces, Photo

MOST_COVERS = 100  # of one photo; more heads are rather cropped away


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


def check_faces(photo: Photo, faces: Faces, *, sure: int) -> None:
    """Raise Incomplete while a confirmation does not fit the photo.

    More bare heads than somebody is ``sure`` about are asked about, once: what was seen may be no
    head, and a person decides.
    """
    if len(photo.bare_heads) > sure:
        raise Incomplete("heads-bare", field="faces")
    if faces is Faces.COVERED and not photo.covers and photo.crop is None:
        raise Incomplete("nothing-covered", field="covers")
