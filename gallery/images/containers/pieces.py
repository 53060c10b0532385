"""What a walk through a container may find, whatever the container."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gallery.images.containers.span import Span

EXIF_MARK = b"Exif\x00"
XMP_MARK = b"http://ns.adobe.com/xap/1.0/\x00"
# A picture agency writes "XMP\0" over the mark's first four letters.
XMP_MARKS = (XMP_MARK, b"XMP\x00" + XMP_MARK[4:])


class Size(NamedTuple):
    """Width and height in pixels as stored, before any orientation."""

    width: int
    height: int


class Exif(NamedTuple):
    """A bare TIFF block: it begins with II or MM."""

    block: Span


class Xmp(NamedTuple):
    """An XMP packet: XML."""

    packet: Span


class Iptc(NamedTuple):
    """IPTC-IIM records, bare or among Photoshop's image resources."""

    block: Span


class Scan(NamedTuple):
    """One scan of a JPEG; each costs the decoder a pass over the whole picture."""


class MultiPicture(NamedTuple):
    """The index of an MPO: more pictures follow the first (CIPA DC-007)."""


Piece = Size | Exif | Xmp | Iptc | Scan | MultiPicture


def exif_piece(payload: Span) -> Exif:
    """Take off the "Exif" mark that JPEG demands and others write although they need not."""
    if payload.starts(EXIF_MARK):
        return Exif(payload.rest(len(EXIF_MARK) + 1))
    return Exif(payload)


def app1_pieces(payload: Span) -> Iterator[Piece]:
    """Tell apart what shares JPEG's APP1 (EXIF 3.0, 4.7.2; XMP part 3, 1.1.3)."""
    if payload.starts(EXIF_MARK):
        yield exif_piece(payload)
    elif payload.head(len(XMP_MARK)) in XMP_MARKS:
        yield Xmp(payload.rest(len(XMP_MARK)))
