"""Partners show our photos: frames for other sites' pages, and oEmbed (oembed.com, 1.0).

What stands under ``/embed/v1/`` stands under ``/embed/``, too, and keeps its meaning for years.
"""

from collections.abc import Callable
from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from gallery.errors import BadInput
from gallery.journey.visit import find_gallery, find_partner_gallery, find_photo
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors, is_for_staff
from gallery.web.headers import with_oembed_link
from gallery.web.partners import count_frames
from gallery.web.present.addresses import GALLERIES
from gallery.web.present.frame_codes import BOUNDLESS, find_frame, match_address
from gallery.web.present.frames import Frame, frame_page
from gallery.web.present.looks import read_look
from gallery.web.present.oembed import Room, oembed_of
from gallery.web.xml_writing import write_xml

pages = Blueprint("embed", __name__)
for_visitors(pages)
count_frames(pages)
may_be_kept(pages)

FORMATS = ("json", "xml")
YEARS = ("/", "/<int(fixed_digits=4):year>/")
Show = Callable[..., Response]


def gallery(**address: str | int) -> Response:
    """Show the newest photos of a gallery in a frame."""
    scope = find_gallery(**address)  # type: ignore[arg-type]
    return _show(Frame(scope=scope, look=read_look(request.args)))


def world(year: int | None = None) -> Response:
    """Show in a frame where it happened."""
    scope = find_gallery(year=year)
    return _show(Frame(scope=scope, kind="world", look=read_look(request.args)))


def counter(year: int | None = None) -> Response:
    """Show in a frame how many there are."""
    scope = find_gallery(year=year)
    return _show(Frame(scope=scope, kind="counter", look=read_look(request.args)))


def partner(partner: str) -> Response:
    """Show the newest photos that came by a partner's links in a frame."""
    scope = find_partner_gallery(partner)
    return _show(Frame(scope=scope, look=read_look(request.args)))


def photo(public_id: str) -> Response:
    """Show one photo in a frame."""
    return _show(Frame(photo=find_photo(public_id), look=read_look(request.args)))


FRAMES: tuple[tuple[Show, tuple[str, ...]], ...] = (
    (gallery, ("/latest/", *GALLERIES)),
    (world, tuple(f"/map{year}" for year in YEARS)),
    (counter, tuple(f"/counter{year}" for year in YEARS)),
    (partner, ("/partners/<partner>/",)),
    (photo, ("/photos/<public_id>",)),
)
# The first addresses are those that we write into codes; the others are the same for ever.
for root in ("/embed", "/embed/v1"):
    for show, places in FRAMES:
        for place in places:
            pages.add_url_rule(root + place, view_func=show)


@pages.get("/oembed")
def oembed() -> Response:
    """Say how the page of an address of ours is shown elsewhere."""
    kind, about = request.args.get("format", "json"), request.args.get("url", "")
    if kind not in FORMATS:
        return Response("We answer in json and xml.\n", status=501, mimetype="text/plain")
    endpoint = match_address(about)[0]
    if is_for_staff(endpoint):  # oEmbed 1.0, section 2.3.3
        return Response("This page is not public.\n", status=401, mimetype="text/plain")
    room = Room(width=_pixels("maxwidth"), height=_pixels("maxheight"))
    said = oembed_of(find_frame(about), room, is_page=not endpoint.startswith("embed."))
    answer = jsonify(said) if kind == "json" else Response(draw_xml(said), mimetype="text/xml")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def draw_xml(said: dict[str, str | int]) -> bytes:
    """Write an answer as XML (oEmbed 1.0, section 2.3.4.5)."""
    root = Xml.Element("oembed")
    for name, value in said.items():
        Xml.SubElement(root, name).text = str(value)
    return write_xml(root)


def _show(frame: Frame) -> Response:
    """Show a frame, and say in its headers too how it is embedded by its address."""
    page = frame_page(frame)
    answer = make_response(render_template(frame.template, page=page))
    return with_oembed_link(answer, page.links)


def _pixels(name: str) -> int:
    """Read a number of pixels; raise BadInput for anything else."""
    text = request.args.get(name, str(BOUNDLESS))
    if not (text.isascii() and text.isdecimal()) or len(text) > 5 or int(text) == 0:
        raise BadInput("bad-input")
    return int(text)
