"""Find the metadata blocks and sizes in a file without decoding a pixel.

``contents_of`` picks the walk for the kind; each walk has its own file and yields ``pieces``;
``span`` is the only place that touches bytes, so none reads past the end. ``ifds``, ``boxes`` and
``photoshop`` are formats inside formats. Everything is bounded: no file chooses our time or memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from gallery.images.containers import gif, heif, jpeg, png, tiff, webp
from gallery.images.containers.pieces import Exif, Iptc, MultiPicture, Piece, Scan, Size, Xmp
from gallery.images.containers.span import Span, TooMuch, kept

WALKS: Mapping[str, Callable[[Span], Iterator[Piece]]] = {
    "jpeg": jpeg.walk,
    "png": png.walk,
    "webp": webp.walk,
    "heic": heif.walk,
    "avif": heif.walk,
    "tiff": tiff.walk,
    "gif": gif.walk,
}


@dataclass
class Contents:
    """What a file holds. The spans look into the file's own bytes: use them while those are open.

    ``sizes`` has the picture's own size first, and whatever else the file claims after it.
    ``too_much`` says that the walk was given up: more parts than any honest file has.
    """

    sizes: list[Size] = field(default_factory=list)
    exif: list[Span] = field(default_factory=list)
    xmp: list[Span] = field(default_factory=list)
    iptc: list[Span] = field(default_factory=list)
    scans: int = 0
    multi_picture: bool = False
    too_much: bool = False


def contents_of(data: Span, kind: str | None) -> Contents:
    """Walk a file of that kind as far as it goes. Raises nothing, whatever the bytes."""
    contents = Contents()
    walk = WALKS.get(kind or "")
    try:
        for piece in kept(walk(data) if walk else iter(())):
            _file(piece, contents)
    except TooMuch:
        contents.too_much = True
    return contents


def _file(piece: Piece, contents: Contents) -> None:
    match piece:
        case Size():
            contents.sizes.append(piece)
        case Exif(block):
            contents.exif.append(block)
        case Xmp(packet):
            contents.xmp.append(packet)
        case Iptc(block):
            contents.iptc.append(block)
        case Scan():
            contents.scans += 1
        case MultiPicture():
            contents.multi_picture = True
