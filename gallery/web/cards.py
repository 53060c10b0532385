"""Cards for other sites (``card.jpg`` beside every gallery and photo): drawn once, then kept.

What a card shows is asked anew each time, and it is kept under just that: a card with a photo that
was withdrawn meanwhile is never answered again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Lock

from flask import Blueprint, Response, request

from gallery.errors import ObjectMissing, Unavailable
from gallery.journey.intact import find_public, read_file
from gallery.journey.publish import CACHE_CONTROL
from gallery.journey.robots import is_noindex, is_photo_noindex
from gallery.journey.visit import find_gallery, find_photo
from gallery.posters.share_card import LOOK, draw_card
from gallery.web import limits
from gallery.web.current import tools
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out
from gallery.web.kept_pages import KeptPages
from gallery.web.present.addresses import GALLERIES
from gallery.web.present.cards import Drawing, card_of_gallery, card_of_photo

pages = Blueprint("cards", __name__)
for_visitors(pages)

MOST_KEPT = 6 << 20  # bytes, of all cards in a process
PATIENCE, SOON = 4.0, 5  # seconds to wait for one's turn; and until one may ask again
_kept = KeptPages(MOST_KEPT)
_pen = Lock()


def gallery(**address: str | int) -> Response:
    """Show the card of a gallery."""
    scope = find_gallery(**address)  # type: ignore[arg-type]
    return keep_out(_show(card_of_gallery(scope)), is_noindex=is_noindex(scope))


@pages.get("/photos/<public_id>/card.jpg")
def photo(public_id: str) -> Response:
    """Show the card of a published photo."""
    photo = find_photo(public_id)
    return keep_out(_show(card_of_photo(photo)), is_noindex=is_photo_noindex(photo))


for place in ("/", *GALLERIES):
    pages.add_url_rule(f"{place}card.jpg", view_func=gallery)


def _show(drawing: Drawing) -> Response:
    """Answer with a card as it was drawn before, or draw it."""
    mark = sha256(repr((LOOK, drawing)).encode()).hexdigest()[:20]
    if request.if_none_match.contains(mark):
        return _with_headers(Response(status=304), mark)
    page = _kept.find(mark)
    return page.answer() if page else _with_headers(_draw(drawing, mark), mark)


def _draw(drawing: Drawing, mark: str) -> Response:
    """Draw a card, one at a time: whoever floods us gets no more of the machine."""
    limits.count_drawing()
    with _turn():
        if page := _kept.find(mark):  # somebody else asked for it a moment before
            return page.answer()
        answer = Response(draw_card(drawing.card, _picture(drawing)), mimetype="image/jpeg")
        _kept.keep(mark, _with_headers(answer, mark))
    return answer


@contextmanager
def _turn() -> Iterator[None]:
    """Hold the pen; raise Unavailable when others hold it for too long."""
    if not _pen.acquire(timeout=PATIENCE):
        raise Unavailable(seconds=SOON)
    try:
        yield
    finally:
        _pen.release()


def _picture(drawing: Drawing) -> bytes:
    """Read the picture of a card; nothing where it was taken down a moment ago."""
    if not drawing.picture:
        return b""
    try:
        return read_file(find_public(drawing.picture, tools=tools()), tools=tools())
    except ObjectMissing:
        return b""


def _with_headers(answer: Response, mark: str) -> Response:
    """Say how long a card may be kept, as of every picture of ours."""
    answer.set_etag(mark)
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
