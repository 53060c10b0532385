"""A walk through the segments of a JPEG or MPO (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gallery.images.containers.pieces import (
    Iptc,
    MultiPicture,
    Piece,
    Scan,
    Size,
    app1_pieces,
)
from gallery.images.containers.span import Broken, Span, TooMuch, kept

# A marker is FF and a code; FF00 is a stuffed byte, FFD0-FFD7 a restart, FFFF filling, FF01 alone.
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
END, SCAN, APP1, APP2, APP13 = 0xD9, 0xDA, 0xE1, 0xE2, 0xED
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PHOTOSHOP_MARK = b"Photoshop 3.0\x00"
MULTI_PICTURE_MARK = b"MPF\x00"
# A clean photo has fewer than 200. The end of the first picture ends the walk: what follows it is
# the second picture of an MPO or a stowaway, and no decoder of ours gets there.
MOST_SEGMENTS = 5_000


def walk(data: Span) -> Iterator[Piece]:
    """Yield what the segments hold, in their order; raises Broken where they end or lie."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        found = MARKER.search(data.view, at)
        if found is None:
            raise Broken("no end of image")
        code, at = found[1][0], found.end()
        if code == END:
            return
        size = data.number(at, 2)
        if size < 2:
            continue  # a false marker inside damaged data
        # A broken segment hides neither the ones after it nor the picture.
        yield from kept(_pieces(code, data.upto(at + 2, size - 2)))
        at += size
        if at > len(data):
            raise Broken("a segment is cut off")
    raise TooMuch("too many segments")


def _pieces(code: int, payload: Span) -> Iterator[Piece]:
    if code == SCAN:
        yield Scan()
    elif code in FRAMES:
        yield Size(width=payload.number(3, 2), height=payload.number(1, 2))
    elif code == APP1:
        yield from app1_pieces(payload)
    elif code == APP2 and payload.starts(MULTI_PICTURE_MARK):
        yield MultiPicture()
    elif code == APP13 and payload.starts(PHOTOSHOP_MARK):
        yield Iptc(payload.rest(len(PHOTOSHOP_MARK)))
