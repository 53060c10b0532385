"""What the dark room does with one file: examine it, preview it, develop it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from gallery.images.covers import Box
from gallery.images.facts import Facts, read_facts
from gallery.images.heads import find_heads
from gallery.images.kinds import require_photo
from gallery.images.likeness import average_colour, difference_hash
from gallery.images.pixels import decode
from gallery.images.renditions import (
    Rendition,
    avifs,
    close_jpeg,
    jpegs,
    sizes_of,
    small_avif,
)
from gallery.images.sketch import Sketch, draw_sketch


@dataclass(frozen=True)
class Examination:
    """What was seen of an original: width and height in pixels, upright.

    ``small`` is an AVIF for bad lines; ``heads``: where some are, None when nobody looked.
    """

    facts: Facts
    previews: tuple[Rendition, ...]
    likeness: int
    colour: str
    width: int
    height: int
    small: bytes = b""
    heads: tuple[Box, ...] | None = None


@dataclass(frozen=True)
class Developed:
    """What is published of a photo: width and height of the largest rendition, in pixels."""

    renditions: tuple[Rendition, ...]
    colour: str
    width: int
    height: int


def examine(data: bytes) -> Examination:
    """Read and preview an original; raise Refused when it is not a photo we can show."""
    kind = require_photo(data)
    facts = read_facts(data)
    picture = decode(data, kind=kind, orientation=facts.orientation)
    sizes = sizes_of(picture.image)
    return Examination(
        facts=facts,
        previews=tuple(jpegs(sizes)),
        likeness=difference_hash(sizes[-1]),
        colour=average_colour(sizes[-1]),
        width=picture.width,
        height=picture.height,
        small=small_avif(sizes),
        heads=find_heads(sizes[0]),
    )


def preview(data: bytes, *, covers: Sequence[Box], crop: Box | None) -> tuple[Rendition, ...]:
    """Show what an original would look like with covers and crop; raise Refused as examine does."""
    return tuple(jpegs(_sizes(data, covers=covers, crop=crop)))


def look_closely(data: bytes) -> tuple[Rendition, ...]:
    """Return one large JPEG of an original in full size; raise Refused as examine does."""
    orientation = read_facts(data).orientation
    picture = decode(data, kind=require_photo(data), orientation=orientation, is_close=True)
    return (close_jpeg(picture.image),)


def sketch(data: bytes, *, covers: Sequence[Box], crop: Box | None) -> Sketch:
    """Sketch a picture with covers and crop, to compare it; raise Refused as examine does."""
    return draw_sketch(_sizes(data, covers=covers, crop=crop)[0])


def develop(data: bytes, *, covers: Sequence[Box], crop: Box | None) -> Developed:
    """Make the public renditions of an approved original; raise Refused as examine does."""
    sizes = _sizes(data, covers=covers, crop=crop)
    return Developed(
        renditions=(*jpegs(sizes), *avifs(sizes)),
        colour=average_colour(sizes[-1]),
        width=sizes[0].width,
        height=sizes[0].height,
    )


def _sizes(data: bytes, *, covers: Sequence[Box], crop: Box | None) -> list[Image.Image]:
    """Decode an original, covered and cropped, in its sizes."""
    kind = require_photo(data)
    orientation = read_facts(data).orientation
    return sizes_of(
        decode(data, kind=kind, orientation=orientation, covers=covers, crop=crop).image
    )
