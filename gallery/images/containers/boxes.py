"""The boxes of an ISO base media file, and the items that its meta box lists (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gallery.images.containers.span import Broken, Span, TooMuch

# An iPhone's 48 megapixels are some 200 boxes and items.
MOST_BOXES = 5_000
MOST_NUMBERS = 50_000
IN_FILE, IN_META = 0, 1


class Box(NamedTuple):
    """A box: four letters, and what is inside."""

    name: bytes
    body: Span


class FullBox(NamedTuple):
    """A box with version and flags (4.2.2)."""

    version: int
    flags: int
    body: Span


class Reader:
    """Reads numbers one after the other; raises Broken at the end, TooMuch when they are many."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.at = 0
        self.left = MOST_NUMBERS

    def number(self, size: int) -> int:
        """Read the next unsigned number, of ``size`` bytes; no bytes make 0."""
        self.left -= 1
        if self.left < 0:
            raise TooMuch("too many numbers")  # those of no bytes would go on for ever
        value = self.span.number(self.at, size)
        self.at += size
        return value

    def open(self, span: Span) -> None:
        """Go on in another span; what may still be read stays the same."""
        self.span, self.at = span, 0


def boxes_in(span: Span) -> Iterator[Box]:
    """Yield the boxes that fill a span; the last may be cut off. Raises Broken on a lying size."""
    at = 0
    for _ in range(MOST_BOXES):
        if at >= len(span):
            return
        size, name, head = span.number(at, 4), span.part(at + 4, 4).copy(most=4), 8
        if size == 1:
            size, head = span.number(at + 8, 8), 16
        elif size == 0:
            size = len(span) - at
        if size < head:
            raise Broken("a box smaller than its head")
        yield Box(name, span.upto(at + head, size - head))
        at += size
    raise TooMuch("too many boxes")


def box_in(span: Span, name: bytes) -> Span:
    """Find the first box of a name; raises Broken where there is none."""
    for box in boxes_in(span):
        if box.name == name:
            return box.body
    raise Broken(f"no {name!r} box")


def full(body: Span) -> FullBox:
    """Take off version and flags; raises Broken where they are missing."""
    return FullBox(body.number(0, 1), body.number(1, 3), body.rest(4))


class Item(NamedTuple):
    """An item of the meta box: its number, kind, and for "mime" its content type."""

    number: int
    kind: bytes
    content_type: bytes


def items_in(iinf: Span) -> Iterator[Item]:
    """Yield the items that an iinf box lists (8.11.6)."""
    info = full(iinf)
    for box in boxes_in(info.body.rest(2 if info.version == 0 else 4)):
        if box.name == b"infe":
            yield _item(full(box.body))


def _item(infe: FullBox) -> Item:
    wide = 4 if infe.version >= 3 else 2
    number = infe.body.number(0, wide)
    kind = infe.body.part(wide + 2, 4).copy(most=4)
    words = infe.body.upto(wide + 6, 256).copy(most=256).split(b"\x00")
    return Item(number, kind, words[1] if len(words) > 1 else b"")


def primary_in(pitm: Span) -> int:
    """Read which item is the picture (8.11.4)."""
    info = full(pitm)
    return info.body.number(0, 2 if info.version == 0 else 4)


class Extent(NamedTuple):
    """Where a stretch of an item's bytes lies; a size of 0 means all the rest."""

    home: int  # IN_FILE or IN_META
    at: int
    size: int


def extents_in(iloc: Span) -> dict[int, list[Extent]]:
    """Read where the items lie (8.11.3), by item number."""
    info = full(iloc)
    reader = Reader(info.body)
    sizes = reader.number(2)
    index_size = sizes & 15 if info.version in (1, 2) else 0
    layout = _Layout(info.version, sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, index_size)
    found: dict[int, list[Extent]] = {}
    for _ in range(reader.number(2 if info.version < 2 else 4)):
        number, extents = _located(reader, layout)
        found.setdefault(number, extents)
    return found


class _Layout(NamedTuple):
    version: int
    offset_size: int
    length_size: int
    base_size: int
    index_size: int


def _located(reader: Reader, layout: _Layout) -> tuple[int, list[Extent]]:
    number = reader.number(2 if layout.version < 2 else 4)
    method = reader.number(2) & 15 if layout.version in (1, 2) else IN_FILE
    reader.number(2)  # which file: only this one exists for us
    start = reader.number(layout.base_size)
    extents = []
    for _ in range(reader.number(2)):
        reader.number(layout.index_size)
        at = start + reader.number(layout.offset_size)
        extents.append(Extent(method, at, reader.number(layout.length_size)))
    return number, extents


def references_in(iref: Span, *, kind: bytes) -> dict[int, set[int]]:
    """Read which items each item refers to by references of one kind (8.11.12)."""
    info = full(iref)
    wide = 2 if info.version == 0 else 4
    reader = Reader(info.body)
    found: dict[int, set[int]] = {}
    for box in boxes_in(info.body):
        if box.name == kind:
            reader.open(box.body)
            owner, others = reader.number(wide), reader.number(2)
            found.setdefault(owner, set()).update(reader.number(wide) for _ in range(others))
    return found


def properties_in(ipma: Span, *, item: int | None) -> list[int]:
    """Read the property numbers of one item, counted from 1 (ISO/IEC 23008-12, 9.3)."""
    info = full(ipma)
    wide = 2 if info.flags & 1 else 1
    reader = Reader(info.body)
    for _ in range(reader.number(4)):
        owner = reader.number(2 if info.version < 1 else 4)
        numbers = [reader.number(wide) for _ in range(reader.number(1))]
        if owner == item:
            # The highest bit says that a reader must understand the property.
            return [number & ~(0x80 << 8 * (wide - 1)) for number in numbers]
    return []
