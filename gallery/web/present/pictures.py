"""A photo's published sizes as a picture that a browser can choose from."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from gallery.journey.strands import PublicPhoto
from gallery.web.line import is_bad
from gallery.web.present.addresses import files_of, photo_url
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
#: On a bad line no picture is wider.
SMALL_WIDTH = 640
#: Of so many in a grid it is said how wide they are shown (_parts/grid.html).
FIRST = 4


def card_of(photo: PublicPhoto, *, sizes: str | None = None) -> PhotoCard:
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


def cards_of(photos: Sequence[PublicPhoto]) -> tuple[PhotoCard, ...]:
    """Return the photos of a grid that begins near the top of its page."""
    ratios = [ratio_in_grid(photo.public_width, photo.public_height) for photo in photos]
    sizes = sizes_of_first(ratios, count=FIRST)
    return tuple(card_of(photo, sizes=each) for photo, each in zip_longest(photos, sizes))


def picture_of(photo: PublicPhoto, *, sizes: str | None = None) -> Picture:
    """Return a photo's picture; ``sizes`` says how wide it is shown, in a grid when left out."""
    jpegs, files = jpeg_sizes(photo), files_of(photo)
    shown, width, height = _bearable(jpegs), jpegs[-1]["width"], jpegs[-1]["height"]
    avif = _srcset(files, _bearable(_renditions(photo, "avif")))
    return Picture(
        src=f"{files}{_plain(shown, PLAIN_WIDTH)['width']}.jpg",
        srcset=_srcset(files, shown),
        sizes=sizes or sizes_in_grid(width, height),
        width=width,
        height=height,
        alt=describe(photo),
        ratio_class=ratio_classes(width, height),
        colour_class=colour_classes(photo.colour),
        sources=(Source("image/avif", avif),) if avif else (),
    )


def _bearable(sizes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sizes that a visitor's line can bear."""
    return (
        [each for each in sizes if _width(each) <= SMALL_WIDTH] or sizes[:1] if is_bad() else sizes
    )


def largest_jpeg(photo: PublicPhoto) -> dict[str, Any]:
    """Return the size that is offered for download."""
    return jpeg_sizes(photo)[-1]


def plain_jpeg(photo: PublicPhoto, *, width: int = PLAIN_WIDTH) -> dict[str, Any]:
    """Return the widest JPEG of at most so many pixels, or the narrowest there is."""
    return _plain(jpeg_sizes(photo), width)


def jpeg_sizes(photo: PublicPhoto) -> list[dict[str, Any]]:
    """Return the published JPEGs, narrowest first."""
    return _renditions(photo, "jpg")


def _renditions(photo: PublicPhoto, kind: str) -> list[dict[str, Any]]:
    """Return the published sizes of one format, narrowest first."""
    found = [each for each in photo.renditions if each["format"] == kind]
    return sorted(found, key=_width)


def _width(rendition: dict[str, Any]) -> int:
    """Return the width of a file in pixels."""
    return int(rendition["width"])


def _plain(jpegs: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Return the widest of at most so many pixels, or the narrowest there is."""
    return next((each for each in reversed(jpegs) if each["width"] <= width), jpegs[0])


def _srcset(files: str, sizes: Sequence[dict[str, Any]]) -> str:
    """List the addresses of a format with their real widths."""
    return ", ".join(f"{files}{each['width']}.{each['format']} {each['width']}w" for each in sizes)
