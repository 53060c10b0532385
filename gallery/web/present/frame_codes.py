"""What partners paste: which frame an address of ours means, and the code that shows it."""

from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from flask import current_app, request
from markupsafe import Markup
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from gallery.errors import NotHere
from gallery.journey import visit
from gallery.web.current import site_url, split_address, tools
from gallery.web.languages import split_language
from gallery.web.present.frames import Frame, Kind
from gallery.web.present.looks import Look, read_key, read_look
from gallery.web.voice import gettext as _

WIDTH = 600  # pixels
#: How high a frame of that width is without any script, in pixels.
HEIGHTS = {"world": 320, "counter": 200, "strip": 260, "one": 460}
FOOT = 44
OF_ROWS = {"1": 250, "2": 420, "3": 620}
#: Neither WordPress nor anybody else may need more of a page of ours than this.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
IFRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}"{more} loading="lazy"'
    ' sandbox="{sandbox}" referrerpolicy="origin" style="border:0;width:100%{style}"></iframe>'
)
UNSTYLED = Markup(' frameborder="0"')
BOUNDLESS = 99_999  # pixels
#: Our pages and frames with a gallery in them, by what they show of it.
KINDS: dict[str, Kind] = {
    "galleries.gallery": "gallery",
    "galleries.home": "gallery",
    "galleries.world": "world",
    "embed.gallery": "gallery",
    "embed.world": "world",
    "embed.counter": "counter",
}
OF_PARTNERS = ("galleries.partner", "embed.partner")
WITH_PHOTO = ("galleries.photo", "embed.photo")


def find_frame(address: str) -> Frame:
    """Return the frame for an address of ours; raise NotHere for any other address.

    The address of a frame says how it looks, too; raises BadInput where it says nonsense.
    """
    endpoint, values = match_address(address)
    said = _said_in(address)
    look = read_look(said) if endpoint.startswith("embed.") else Look(partner=read_key(said))
    if endpoint in WITH_PHOTO:
        return Frame(photo=visit.find_photo(str(values["public_id"])), look=look)
    if endpoint in OF_PARTNERS:
        return Frame(scope=visit.find_partner_gallery(str(values["partner"])), look=look)
    if endpoint in KINDS:
        return Frame(scope=visit.find_gallery(**values), kind=KINDS[endpoint], look=look)
    raise NotHere("unknown-address")


def match_address(address: str) -> tuple[str, dict[str, Any]]:
    """Return which page an address of ours leads to; raise NotHere for any other address."""
    parts = split_address(address)
    if parts.netloc not in {split_address(site_url()).netloc, request.host}:
        raise NotHere("unknown-address")
    return _match(split_language(parts.path, tools().settings.spoken)[1])


def iframe_of(frame: Frame, *, src: str = "") -> Markup:
    """Return the code of a frame to paste; it is whole without any script."""
    said: dict[str, str | int] = {"src": src or frame.address, "width": WIDTH}
    return _iframe(frame, **said, height=height_of(frame), more="", style="")


def unstyled_iframe_of(frame: Frame, *, most_width: int, height: int) -> Markup:
    """Return the code of a frame that fits where its style is taken from it, as WordPress does.

    There only old attributes keep it within its column on a phone, and without an edge.
    """
    style = f";max-width:{most_width}px" if most_width < BOUNDLESS else ""
    return _iframe(
        frame, src=frame.address, width="100%", height=height, more=UNSTYLED, style=style
    )


def height_of(frame: Frame) -> int:
    """Return how high a frame is best, in pixels, where no script can say so."""
    if frame.photo:
        share = frame.photo.public_height / frame.photo.public_width
        return round(WIDTH * min(1, share)) + FOOT
    if frame.kind != "gallery":
        return HEIGHTS[frame.kind]
    return HEIGHTS.get(frame.look.layout, OF_ROWS[frame.look.rows])


def _iframe(frame: Frame, **said: str | int) -> Markup:
    """Write the code of a frame."""
    return IFRAME.format(title=_("%(what)s: photos", what=frame.title), sandbox=SANDBOX, **said)


def _said_in(address: str) -> dict[str, str]:
    """Return what an address says behind its question mark, the first of each name."""
    return {name: values[0] for name, values in parse_qs(split_address(address).query).items()}


def _match(path: str) -> tuple[str, dict[str, Any]]:
    """Return which page a path of ours leads to, with or without the slash at its end."""
    routes = current_app.url_map.bind("")
    try:
        endpoint, values = routes.match(path, method="GET")
    except RequestRedirect as error:
        endpoint, values = routes.match(urlsplit(error.new_url).path, method="GET")
    except (NotFound, MethodNotAllowed) as error:
        raise NotHere("unknown-address") from error
    return str(endpoint), cast(dict[str, Any], dict(values))
