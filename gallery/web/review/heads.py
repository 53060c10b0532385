"""What moderators see of the heads that were seen in a photo: suggestions, no more."""

import json

from gallery.images.covers import Box
from gallery.models import Photo
from gallery.web.review.shapes import Frame, Heads, Preview


def heads_of(photo: Photo, preview: Preview | None, *, was_asked: bool) -> Heads | None:
    """Return the heads that were seen; None where none was, or nobody looked."""
    if not photo.heads or preview is None:
        return None
    bare = photo.bare_heads
    return Heads(
        frames=tuple(frame_of(each, preview) for each in bare),
        boxes=json.dumps(photo.heads),
        seen=len(photo.heads),
        covered=len(photo.heads) - len(bare),
        sure=len(bare) if was_asked else 0,
    )


def frame_of(box: Box, preview: Preview) -> Frame:
    """Return where a box lies on a preview."""
    sides = (
        box.left * preview.width,
        box.top * preview.height,
        box.width * preview.width,
        box.height * preview.height,
    )
    return Frame(*(round(each, 1) for each in sides))
