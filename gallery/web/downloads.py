"""A photo to take along: its largest JPEG, with credit and licence written into it."""

from hashlib import sha256

from flask import Blueprint, Response, request

from gallery.images.crediting import HEAD, place_for, segments_of
from gallery.journey import intact
from gallery.journey.publish import CACHE_CONTROL, MEDIA_TYPES
from gallery.journey.robots import is_photo_noindex
from gallery.journey.visit import find_photo
from gallery.web.current import tools
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out
from gallery.web.present.downloads import credit_of, file_name, file_of

pages = Blueprint("downloads", __name__)
for_visitors(pages)


@pages.get("/photos/<public_id>/download")
def download(public_id: str) -> Response:
    """Send the largest rendition of a published photo, credited."""
    photo = find_photo(public_id)
    found, written = tools().public.stat(file_of(photo)), segments_of(credit_of(photo))
    answer = Response(mimetype=MEDIA_TYPES["jpg"])
    keep_out(answer, is_noindex=is_photo_noindex(photo))
    answer.set_etag(sha256(found.etag.encode() + written).hexdigest()[:20])
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(photo)}"'
    if request.if_none_match.contains(answer.get_etag()[0] or ""):
        answer.status_code = 304
        return answer
    answer.content_length = found.size + len(written)
    if request.method != "HEAD":
        file = intact.file_of(photo, found.key, store=tools().public)
        answer.set_data(credited(intact.read_file(file, tools=tools()), written))
    return answer


def credited(picture: bytes, written: bytes) -> bytes:
    """Return a picture with segments where they belong."""
    place = place_for(picture[:HEAD])
    return picture[:place] + written + picture[place:]
