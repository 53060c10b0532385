"""Partners show our photos: frames for other sites' pages, and oEmbed (oembed.com, 1.0)."""

from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, jsonify, render_template, request

from gallery.errors import BadInput
from gallery.journey.visit import find_gallery, find_photo
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.partners import count_frames
from gallery.web.present.addresses import GALLERIES
from gallery.web.present.frames import find_shown, frame_page, photo_frame
from gallery.web.present.oembed import BOUNDLESS, Room, oembed_of
from gallery.web.xml_writing import write_xml

pages = Blueprint("embed", __name__)
for_visitors(pages)
count_frames(pages)
may_be_kept(pages)

FORMATS = ("json", "xml")


def gallery(**address: str | int) -> str:
    """Show the newest photos of a gallery in a frame."""
    page = frame_page(find_gallery(**address))  # type: ignore[arg-type]
    return render_template("embed/gallery.html", page=page)


for place in ("/latest/", *GALLERIES):
    pages.add_url_rule(f"/embed{place}", view_func=gallery)


@pages.get("/embed/photos/<public_id>")
def photo(public_id: str) -> str:
    """Show one photo in a frame."""
    return render_template("embed/photo.html", page=photo_frame(find_photo(public_id)))


@pages.get("/oembed")
def oembed() -> Response:
    """Say how the page of an address of ours is shown elsewhere."""
    kind = request.args.get("format", "json")
    if kind not in FORMATS:
        return Response("We answer in json and xml.\n", status=501, mimetype="text/plain")
    room = Room(width=_pixels("maxwidth"), height=_pixels("maxheight"))
    said = oembed_of(find_shown(request.args.get("url", "")), room)
    answer = jsonify(said) if kind == "json" else Response(draw_xml(said), mimetype="text/xml")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def draw_xml(said: dict[str, str | int]) -> bytes:
    """Write an answer as XML (oEmbed 1.0, section 2.3.4.5)."""
    root = Xml.Element("oembed")
    for name, value in said.items():
        Xml.SubElement(root, name).text = str(value)
    return write_xml(root)


def _pixels(name: str) -> int:
    """Read a number of pixels; raise BadInput for anything else."""
    text = request.args.get(name, str(BOUNDLESS))
    if not (text.isascii() and text.isdecimal()) or len(text) > 5 or int(text) == 0:
        raise BadInput("bad-input")
    return int(text)
