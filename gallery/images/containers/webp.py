"""A walk through the chunks of a WebP (RFC 9649, section 2)."""

from __future__ import annotations

from collections.abc import Iterator

from gallery.images.containers.pieces import Piece, Size, Xmp, exif_piece
from gallery.images.containers.span import Span, TooMuch, kept

MOST_CHUNKS = 10_000
LOSSY_START = b"\x9d\x01\x2a"


def walk(data: Span) -> Iterator[Piece]:
    """Yield what the chunks hold; raises Broken where one is cut off."""
    at = 12
    for _ in range(MOST_CHUNKS):
        if at >= len(data):
            return
        name = data.part(at, 4).copy(most=4)
        size = data.number(at + 4, 4, order="little")
        yield from kept(_pieces(name, data.upto(at + 8, size)))
        at += 8 + size + size % 2
    raise TooMuch("too many chunks")


def _pieces(name: bytes, body: Span) -> Iterator[Piece]:
    if name == b"VP8X":
        yield Size(
            body.number(4, 3, order="little") + 1,
            body.number(7, 3, order="little") + 1,
        )
    elif name == b"VP8 " and body.part(3, 3).starts(LOSSY_START):
        # The two highest bits are a hint for scaling (RFC 6386, 9.1).
        yield Size(
            body.number(6, 2, order="little") & 0x3FFF,
            body.number(8, 2, order="little") & 0x3FFF,
        )
    elif name == b"VP8L":
        bits = body.number(1, 4, order="little")
        yield Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif name == b"EXIF":
        yield exif_piece(body)
    elif name == b"XMP ":
        yield Xmp(body)
