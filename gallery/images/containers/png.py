"""A walk through the chunks of a PNG (PNG third edition, 5.3 and 11.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from gallery.images.containers.pieces import (
    Exif,
    Iptc,
    Piece,
    Size,
    Xmp,
    app1_pieces,
    exif_piece,
)
from gallery.images.containers.span import Broken, Span, TooMuch, kept

MOST_CHUNKS = 100_000
# 2 MiB of hexadecimal are 1 MiB of metadata: more than any camera writes, less than would hurt.
MOST_TEXT = 2 << 20
MOST_TEXTS = 8
TEXTS = (b"tEXt", b"zTXt", b"iTXt")
XMP_KEYWORD = b"XML:com.adobe.xmp"
PROFILE_KEYWORD = b"Raw profile type "
# "\nexif\n    1234\n" and then the bytes in hexadecimal, with line ends (ImageMagick's habit).
PROFILE = re.compile(rb"\s*\w+\s+\d+\s+([0-9a-fA-F\s]*)")


def walk(data: Span) -> Iterator[Piece]:
    """Yield what the chunks hold, those after the pixels too; raises Broken where they end."""
    texts = 0
    for chunk in _chunks(data):
        if chunk.name == b"IHDR":
            yield from kept(_size(chunk.body))
        elif chunk.name == b"eXIf":
            yield exif_piece(chunk.body)
        elif chunk.keyword and texts < MOST_TEXTS:
            texts += 1
            # A broken text hides neither the ones after it nor the picture.
            yield from kept(_text_pieces(chunk))


class _Chunk(NamedTuple):
    name: bytes
    body: Span

    @property
    def keyword(self) -> bytes | None:
        """The keyword of a text, if it is one that metadata hides behind."""
        if self.name not in TEXTS:
            return None
        keyword, _, _ = self.body.head(80).partition(b"\x00")
        return keyword if keyword.startswith((XMP_KEYWORD, PROFILE_KEYWORD)) else None


def _chunks(data: Span) -> Iterator[_Chunk]:
    at = 8
    for _ in range(MOST_CHUNKS):
        size = data.number(at, 4)
        name = data.part(at + 4, 4).head(4)
        if name == b"IEND":
            return
        yield _Chunk(name, data.part(at + 8, size))
        at += size + 12
    raise TooMuch("too many chunks")


def _size(header: Span) -> Iterator[Size]:
    yield Size(header.number(0, 4), header.number(4, 4))


def _text_pieces(chunk: _Chunk) -> Iterator[Piece]:
    keyword = chunk.keyword or b""
    text = _text(chunk.name, chunk.body.rest(len(keyword) + 1))
    if keyword == XMP_KEYWORD:
        yield Xmp(text)
    elif keyword.startswith(PROFILE_KEYWORD):
        yield from _profile_pieces(keyword, text)


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
        bare = profile.head(2) in (b"II", b"MM")
        yield from [Exif(profile)] if bare else app1_pieces(profile)
    elif kind == b"xmp":
        yield Xmp(profile)
    elif kind in (b"iptc", b"8bim"):
        yield Iptc(profile)


def _unhexed(text: Span) -> bytes:
    found = PROFILE.match(text.copy(most=MOST_TEXT))
    if found is None:
        raise Broken("a raw profile without its head")
    digits = b"".join(found[1].split())
    return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
