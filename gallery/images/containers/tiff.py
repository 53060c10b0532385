"""A look into the first directory of a TIFF file (TIFF 6.0)."""

from __future__ import annotations

from collections.abc import Iterator

from gallery.images.containers.ifds import Directories
from gallery.images.containers.pieces import Exif, Iptc, Piece, Size, Xmp
from gallery.images.containers.span import Span

WIDTH, HEIGHT, XMP, IPTC, PHOTOSHOP = 256, 257, 700, 33723, 34377


def walk(data: Span) -> Iterator[Piece]:
    """Yield what the first directory holds; raises Broken where there is none."""
    directories = Directories(data)
    found = directories.entries(directories.first, wanted=(WIDTH, HEIGHT, XMP, IPTC, PHOTOSHOP))
    width = directories.pointer(found.get(WIDTH))
    height = directories.pointer(found.get(HEIGHT))
    if width and height:
        yield Size(width, height)
    yield Exif(data)
    if XMP in found:
        yield Xmp(found[XMP].value)
    for tag in (IPTC, PHOTOSHOP):
        if tag in found:
            yield Iptc(found[tag].value)
