"""The directories (IFD) of a TIFF file or EXIF block, read without believing them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from gallery.images.containers.span import Broken, ByteOrder, Span

# TIFF 6.0 section 2, and 13 (IFD) of its supplement: bytes that one value of each type takes.
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
SHORT, LONG, IFD = 3, 4, 13
ORDERS: dict[bytes, ByteOrder] = {b"II": "little", b"MM": "big"}
# Photos have fewer than 100 entries in a directory, scanners' TIFFs fewer than 200.
MOST_ENTRIES = 1_000


class Entry(NamedTuple):
    """One value of a directory, as the bytes that stand in the file."""

    kind: int
    amount: int
    value: Span


class Directories:
    """A TIFF block whose directories are read one by one, when asked and where asked."""

    def __init__(self, block: Span) -> None:
        """Raise Broken unless the block begins as TIFF 6.0, section 2 demands."""
        order = ORDERS.get(block.upto(0, 2).copy(most=2))
        if order is None or block.number(2, 2, order=order) != 42:
            raise Broken("no TIFF header")
        self.block = block
        self.order: ByteOrder = order
        self.first = self.number(4, 4)

    def number(self, at: int, size: int) -> int:
        """Read an unsigned number in the block's byte order; raises Broken beyond the end."""
        return self.block.number(at, size, order=self.order)

    def entries(self, at: int, *, wanted: Collection[int]) -> dict[int, Entry]:
        """Read the wanted tags of the directory at ``at``, of a tag that comes twice the first.

        What points beyond the end is left out, a directory that is cut off is read as far as
        it goes. Raises Broken where there is no directory at all.
        """
        found: dict[int, Entry] = {}
        entries = min(self.number(at, 2), MOST_ENTRIES, (len(self.block) - at - 2) // 12)
        for place in range(at + 2, at + 2 + 12 * entries, 12):
            tag = self.number(place, 2)
            if tag in wanted and tag not in found:
                self._keep(tag, place, found)
        return found

    def pointer(self, entry: Entry | None) -> int | None:
        """Read the place of another directory; None where the entry is no such pointer."""
        if entry is None or entry.kind not in (SHORT, LONG, IFD) or entry.amount != 1:
            return None
        return int.from_bytes(entry.value.view, self.order)

    def _keep(self, tag: int, at: int, found: dict[int, Entry]) -> None:
        kind, amount = self.number(at + 2, 2), self.number(at + 4, 4)
        size = SIZES.get(kind, 0) * amount
        place = at + 8 if size <= 4 else self.number(at + 8, 4)
        if kind in SIZES and place + size <= len(self.block):
            found[tag] = Entry(kind, amount, self.block.part(place, size))
