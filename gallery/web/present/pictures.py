"""A photo's published sizes as a picture that a browser can choose from."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from gallery.models import Photo
from gallery.web.present.addresses import media_url, photo_url
from gallery.web.present.classes import (
    colour_classes,
    ratio_classes,
    ratio_in_grid,
    sizes_in_grid,
)
from gallery.web.present.names import country_name, describe
from gallery.web.present.rows import sizes_of_first
from gallery.web.present.shapes import PhotoCard, Picture, Source

#: What other sites and browsers that know no ``srcset`` are given, in pixels.
PLAIN_WIDTH = 1280
#: So many of a grid are loaded at once (_parts/grid.html).
EAGER = 4


def card_of(photo: Photo, *, sizes: str | None = None) -> PhotoCard:
    """Return a published photo as galleries show it."""
    return PhotoCard(
        id=photo.public_id,
        url=photo_url(photo),
        country=country_name(photo.country or ""),
        picture=picture_of(photo, sizes=sizes),
        city=photo.city.name if photo.city else "",
        day=photo.day,
        credit=photo.submission.credit,
    )


def cards_of(photos: Sequence[Photo]) -> tuple[PhotoCard, ...]:
    """Return the photos of a grid that begins near the top of its page."""
    ratios = [ratio_in_grid(photo.public_width, photo.public_height) for photo in photos]
    sizes = sizes_of_first(ratios, count=EAGER)
    return tuple(card_of(photo, sizes=each) for photo, each in zip_longest(photos, sizes))


def picture_of(photo: Photo, *, sizes: str | None = None) -> Picture:
    """Return a photo's picture; ``sizes`` says how wide it is shown, in a grid when left out."""
    largest = largest_jpeg(photo)
    width, height = largest["width"], largest["height"]
    return Picture(
        src=media_url(photo, width=plain_jpeg(photo)["width"], kind="jpg"),
        srcset=_srcset(photo, "jpg"),
        sizes=sizes or sizes_in_grid(width, height),
        width=width,
        height=height,
        alt=describe(photo),
        ratio_class=ratio_classes(width, height),
        colour_class=colour_classes(photo.colour),
        sources=(Source("image/avif", avif),) if (avif := _srcset(photo, "avif")) else (),
    )


def largest_jpeg(photo: Photo) -> dict[str, Any]:
    """Return the size that is offered for download."""
    return jpeg_sizes(photo)[-1]


def plain_jpeg(photo: Photo, *, width: int = PLAIN_WIDTH) -> dict[str, Any]:
    """Return the widest JPEG of at most so many pixels, or the narrowest there is."""
    jpegs = jpeg_sizes(photo)
    return next((each for each in reversed(jpegs) if each["width"] <= width), jpegs[0])


def jpeg_sizes(photo: Photo) -> list[dict[str, Any]]:
    """Return the published JPEGs, narrowest first."""
    return _renditions(photo, "jpg")


def _renditions(photo: Photo, kind: str) -> list[dict[str, Any]]:
    """Return the published sizes of one format, narrowest first."""
    found = (each for each in photo.renditions if each["format"] == kind)
    return sorted(found, key=lambda each: int(each["width"]))


def _srcset(photo: Photo, kind: str) -> str:
    """List the addresses of a format with their real widths."""
    widths = (each["width"] for each in _renditions(photo, kind))
    return ", ".join(f"{media_url(photo, width=width, kind=kind)} {width}w" for width in widths)
