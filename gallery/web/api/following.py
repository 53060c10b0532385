"""What was published and removed as Atom, with tombstones (RFC 6721): for readers of feeds."""

from flask import Response

from gallery.web.api.door import pages
from gallery.web.feeds import draw_atom
from gallery.web.present.entries import feed_of_changes


@pages.get("/changes.atom")
def change_feed() -> Response:
    """Tell what happened last."""
    return Response(draw_atom(feed_of_changes()), mimetype="application/atom+xml")
