"""A stretch of a file's bytes that says Broken instead of answering with less than was asked."""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap
from typing import Literal, TypeVar

Found = TypeVar("Found")
Data = bytes | bytearray | memoryview | mmap
ByteOrder = Literal["big", "little"]


class Broken(ValueError):
    """The bytes end too early or lie.

    Never leaves ``gallery.images``: what was found before the break still counts.
    """


class TooMuch(Broken):
    """More segments, chunks, boxes or items than any honest file has."""


def kept(found: Iterator[Found]) -> Iterator[Found]:
    """Keep what was found before the bytes broke; raises only TooMuch."""
    try:
        yield from found
    except TooMuch:
        raise
    except Broken:
        return


class Span:
    """A view of bytes; cutting it copies nothing. Places and sizes are in bytes."""

    __slots__ = ("view",)

    def __init__(self, data: Data) -> None:
        view = memoryview(data)
        self.view = view if view.format == "B" and view.contiguous else view.cast("B")

    def __len__(self) -> int:
        return len(self.view)

    def part(self, at: int, size: int) -> Span:
        """Cut out ``size`` bytes from ``at``; raises Broken where there are fewer."""
        if at < 0 or size < 0 or at + size > len(self.view):
            raise Broken(f"{size} bytes at {at} of {len(self.view)}")
        return Span(self.view[at : at + size])

    def rest(self, at: int) -> Span:
        """Cut out everything from ``at``; raises Broken where that lies beyond the end."""
        return self.part(at, len(self.view) - at)

    def upto(self, at: int, size: int) -> Span:
        """Cut out ``size`` bytes from ``at``, or fewer where the file was cut off."""
        return self.part(at, min(size, len(self.view) - at))

    def number(self, at: int, size: int, *, order: ByteOrder = "big") -> int:
        """Read an unsigned number of ``size`` bytes."""
        return int.from_bytes(self.part(at, size).view, order)

    def copy(self, *, most: int) -> bytes:
        """Copy the bytes out; raises Broken above ``most``, so that no file chooses our memory."""
        if len(self.view) > most:
            raise Broken(f"{len(self.view)} bytes, at most {most}")
        return bytes(self.view)

    def starts(self, prefix: bytes) -> bool:
        """Tell whether the bytes begin with ``prefix``."""
        return bytes(self.view[: len(prefix)]) == prefix

    def head(self, size: int) -> bytes:
        """Copy the first bytes, as many as there are."""
        return bytes(self.view[:size])
