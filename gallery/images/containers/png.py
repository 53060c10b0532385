"""A walk through the chunks of a PNG (PNG third edition, 5.3 and 11.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from gallery.images.containers.pieces import (
    Iptc,
    Piece,
    Size,
    Xmp,
    app1_pieces,
    exif_piece,
    photoshop_pieces,
)
from gallery.images.containers.span import Broken, Span, TooMuch, kept

MOST_CHUNKS = 100_000
# 2 MiB of hexadecimal are 1 MiB of metadata: more than any camera writes, less than would hurt.
MOST_TEXT = 2 << 20
XMP_KEYWORD = b"XML:com.adobe.xmp"
PROFILE_KEYWORD = b"Raw profile type "
# "\nexif\n    1234\n" and then the bytes in hexadecimal, with line ends (ImageMagick's habit).
PROFILE = re.compile(rb"\s*\w+\s+\d+\s+([0-9a-fA-F\s]*)")


def walk(data: Span) -> Iterator[Piece]:
    """Yield what the chunks hold, those after the pixels too; raises Broken where they end."""
    at = 8
    for _ in range(MOST_CHUNKS):
        size = data.number(at, 4)
        name = data.part(at + 4, 4).copy(most=4)
        if name == b"IEND":
            return
        # A broken text hides neither the ones after it nor the picture.
        yield from kept(_pieces(name, data.part(at + 8, size)))
        at += size + 12
    raise TooMuch("too many chunks")


def _pieces(name: bytes, body: Span) -> Iterator[Piece]:
    if name == b"IHDR":
        yield Size(body.number(0, 4), body.number(4, 4))
    elif name == b"eXIf":
        yield exif_piece(body)
    elif name in (b"tEXt", b"zTXt", b"iTXt"):
        yield from _text_pieces(name, body)


def _text_pieces(name: bytes, body: Span) -> Iterator[Piece]:
    keyword, _, _ = body.upto(0, 80).copy(most=80).partition(b"\x00")
    after = len(keyword) + 1
    if keyword == XMP_KEYWORD:
        yield Xmp(_text(name, body.rest(after)))
    elif keyword.startswith(PROFILE_KEYWORD):
        yield from _profile_pieces(keyword, _text(name, body.rest(after)))


def _text(name: bytes, body: Span) -> Span:
    if name == b"tEXt":
        return body
    if name == b"zTXt":
        return _inflated(body.rest(1))
    compressed = body.number(0, 1) == 1
    after_tags = 2
    for _ in ("language", "translated keyword"):
        end = body.upto(after_tags, 1000).copy(most=1000).find(b"\x00")
        if end < 0:
            raise Broken("a text without its tags")
        after_tags += end + 1
    text = body.rest(after_tags)
    return _inflated(text) if compressed else text


def _inflated(deflated: Span) -> Span:
    """Inflate up to the limit and no further: a few hundred bytes can stand for gigabytes."""
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(deflated.view, MOST_TEXT)
    except zlib.error as error:
        raise Broken("a text that cannot be inflated") from error
    if inflater.unconsumed_tail:
        raise Broken("a text beyond the limit")
    return Span(text)


def _profile_pieces(keyword: bytes, text: Span) -> Iterator[Piece]:
    profile = Span(_unhexed(text))
    kind = keyword.removeprefix(PROFILE_KEYWORD)
    if kind in (b"exif", b"APP1"):
        yield from app1_pieces(profile)
    elif kind == b"xmp":
        yield Xmp(profile)
    elif kind in (b"iptc", b"8bim"):
        yield from photoshop_pieces(profile) if profile.starts(b"8BIM") else [Iptc(profile)]


def _unhexed(text: Span) -> bytes:
    found = PROFILE.match(text.copy(most=MOST_TEXT))
    if found is None:
        raise Broken("a raw profile without its head")
    digits = b"".join(found[1].split())
    return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
