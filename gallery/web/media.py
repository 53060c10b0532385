"""Published renditions at ``/media/…``, from either store, with ranges and ETag.

A file is small, and is read whole before its first byte is sent: what a disk or a store has changed
is never shown.
"""

from flask import Blueprint, Response, request
from werkzeug.http import parse_range_header

from gallery.journey.intact import File, file_of, read_file
from gallery.journey.publish import CACHE_CONTROL, MEDIA_TYPES
from gallery.journey.robots import is_photo_noindex
from gallery.journey.visit import require_rendition
from gallery.storage import ObjectStat
from gallery.web.current import tools
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out

pages = Blueprint("media", __name__, url_prefix="/media")
for_visitors(pages)


@pages.get("/<public_id>/<name>")
def show(public_id: str, name: str) -> Response:
    """Show one rendition, if a published row says that it is public."""
    key = f"media/{public_id}/{name}"
    photo = require_rendition(public_id, name)
    found = tools().public.stat(key)
    answer = Response(mimetype=MEDIA_TYPES[name.rpartition(".")[2]])
    keep_out(answer, is_noindex=is_photo_noindex(photo))
    answer.set_etag(found.etag.strip('"'))
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.if_none_match.contains(found.etag.strip('"')):
        answer.status_code = 304
        return answer
    return _with_body(answer, found, file=file_of(photo, key, store=tools().public))


def _with_body(answer: Response, found: ObjectStat, *, file: File) -> Response:
    """Add the whole file, or the one range that was asked for (RFC 9110, section 14)."""
    start, length = 0, found.size
    asked = parse_range_header(request.headers.get("Range"))
    if asked is not None and len(asked.ranges) == 1:
        span = asked.range_for_length(found.size)
        if span is None:
            return Response(status=416, headers={"Content-Range": f"bytes */{found.size}"})
        start, length = span[0], span[1] - span[0]
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{found.size}"
    answer.content_length = length
    if request.method != "HEAD":
        answer.set_data(read_file(file, tools=tools())[start : start + length])
    return answer
