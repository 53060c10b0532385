"""Private previews at the moderators' door, also small ones for a bad line."""

from flask import Response

from gallery.journey import previews
from gallery.journey.previews import Picture
from gallery.web.current import tools
from gallery.web.review.door import me, pages


@pages.get("/<public_id>/preview-<int:width>.jpg")
def preview(public_id: str, width: int) -> Response:
    """Hand out a private preview."""
    return _shown(previews.read_preview(public_id, width, by=me(), tools=tools()))


@pages.get("/<public_id>/small")
def small(public_id: str) -> Response:
    """Hand out a small one."""
    return _shown(previews.read_small(public_id, by=me(), tools=tools()))


def _shown(picture: Picture) -> Response:
    """Answer with a picture."""
    return Response(picture.data, mimetype=picture.kind)
