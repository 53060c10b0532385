"""The dots of a map as SVG that goes straight into a page: each is an ordinary link with its words.

A map has a hundred, and a template takes ten times as long for each.
"""

from collections.abc import Iterable

from flask import Flask
from markupsafe import Markup, escape

from gallery.places.labels import Label
from gallery.web.present.names import count_photos
from gallery.web.present.shapes import MapDot
from gallery.web.voice import gettext as _
from gallery.web.voice import voice

REACH = 12  # pixels around a dot that a thumb hits


def prepare(app: Flask) -> None:
    """Let templates draw them."""
    app.add_template_filter(draw_dots, "drawn")


def draw_dots(dots: Iterable[MapDot], here: str = "") -> Markup:
    """Draw dots; ``here`` is the address of the page that they stand on."""
    return Markup("".join(_draw(dot, is_here=dot.url == here) for dot in dots))


def _draw(dot: MapDot, *, is_here: bool) -> str:
    """Draw a dot and the larger one around it; what people wrote is escaped."""
    place = f'cx="{dot.x}" cy="{dot.y}"'
    current = ' aria-current="page"' if is_here else ""
    return (
        f'<a class="map__link" href="{escape(dot.url)}"{current} aria-label="{escape(_say(dot))}">'
        f"<title>{escape(dot.name)}</title>"
        f'<circle class="map__reach" {place} r="{max(dot.radius, REACH)}"/>'
        f'<circle class="map__dot" {place} r="{dot.radius}"/>{_write(dot)}</a>\n'
    )


def _say(dot: MapDot) -> str:
    """Say what is there."""
    photos = count_photos(dot.photos)
    if dot.cities == 1:
        return _("%(name)s, %(photos)s", name=dot.name, photos=photos)
    cities = voice().number(dot.cities)
    return _(
        "%(cities)s cities around %(name)s, %(photos)s",
        cities=cities,
        name=dot.name,
        photos=photos,
    )


def _write(dot: MapDot) -> str:
    """Write how many cities a dot stands for, or the name of its only one where there is room."""
    if dot.cities > 1:
        number = escape(voice().number(dot.cities))
        return f'<text class="map__number" x="{dot.x}" y="{dot.y}">{number}</text>'
    return _name(dot.name, dot.label) if dot.label else ""


def _name(name: str, label: Label) -> str:
    """Write the name of a city beside its dot."""
    place = f'x="{round(label.x, 1)}" y="{round(label.y, 1)}" text-anchor="{label.anchor}"'
    return f'<text class="map__name" {place}>{escape(name)}</text>'
